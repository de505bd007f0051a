package dev.tideboard.connect;

/** A source cannot work as configured; the message tells the operator what to change. */
public final class SourceException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Says what was found, what was expected and the way out. */
    public SourceException(String message) {
        super(message);
    }

    public SourceException(String message, Throwable cause) {
        super(message, cause);
    }
}
