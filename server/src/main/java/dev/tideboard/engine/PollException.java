package dev.tideboard.engine;

/** A polled view's SQL gave no result: whoever wrote it, or the data, must change. The message is shown to readers. */
public final class PollException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public PollException(String message) {
        super(message);
    }

    public PollException(String message, Throwable cause) {
        super(message, cause);
    }
}
