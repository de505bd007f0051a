package dev.tideboard.extract.openelectricity;

/** An extract that cannot go on, in words for the person who started it; never holds the key. */
public final class ExtractException extends RuntimeException {
    public ExtractException(String message) {
        super(message);
    }

    public ExtractException(String message, Throwable cause) {
        super(message, cause);
    }
}
