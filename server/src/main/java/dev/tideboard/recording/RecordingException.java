package dev.tideboard.recording;

/** A recording that cannot be read, written or played, in words for the person who named it. */
public final class RecordingException extends RuntimeException {
    public RecordingException(String message) {
        super(message);
    }

    public RecordingException(String message, Throwable cause) {
        super(message, cause);
    }
}
