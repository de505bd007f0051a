package dev.tideboard.engine;

/** A client bound a name that the view has neither as parameter nor as column, or a value of the wrong type. */
public final class BindingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BindingException(String message) {
        super(message);
    }
}
