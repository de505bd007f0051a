package dev.tideboard.extract.openelectricity;

import java.time.Duration;

/** The server cannot answer now; the same request may succeed later. */
final class BusyException extends RuntimeException {
    /** Failsafe's own back-off applies to a negative delay. */
    static final Duration UNSAID = Duration.ofNanos(-1);

    private final transient Duration wait;

    BusyException(String message, Duration wait) {
        super(message);
        this.wait = wait;
    }

    /** How long the server asked to wait; below zero if it did not say. */
    Duration delay() {
        return wait;
    }
}
