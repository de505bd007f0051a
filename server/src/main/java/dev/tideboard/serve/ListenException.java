package dev.tideboard.serve;

/** The server cannot listen where it was told to; the message says why and what to do instead. */
public final class ListenException extends RuntimeException {
    private static final long serialVersionUID = 1;

    ListenException(String message) {
        super(message);
    }

    ListenException(String message, Throwable cause) {
        super(message, cause);
    }
}
