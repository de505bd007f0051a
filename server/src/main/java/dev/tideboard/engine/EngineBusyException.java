package dev.tideboard.engine;

/** The engine cannot take this now, but it is not the caller's mistake: come back later. */
public final class EngineBusyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public EngineBusyException(String message) {
        super(message);
    }
}
