package dev.tideboard.recording;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;

/** A recording that cannot be read, written or played, in words for the person who named it. */
public final class RecordingException extends RuntimeException {
    public RecordingException(String message) {
        super(message);
    }

    public RecordingException(String message, Throwable cause) {
        super(message, cause);
    }

    /** A file that cannot be read; one that is no text is the fault of whoever named it. */
    static RuntimeException unreadable(Path file, IOException failure) {
        return failure instanceof CharacterCodingException
                ? new RecordingException(
                        file + ": holds bytes that are no UTF-8, expected a CSV file in UTF-8", failure)
                : new RecordingException(file + ": cannot be read: " + failure, failure);
    }
}
