package dev.tideboard.engine;

import java.time.Instant;
import java.util.List;

/** The state of every source, for beats, pages and metrics. Thread-safe. */
public interface SourceStatus {

    /** What a source is doing. */
    enum State {
        CONNECTING,
        LIVE,
        OFFLINE
    }

    /**
     * One source.
     *
     * @param lastReceived time of the last message, or {@link Instant#EPOCH} before the first
     * @param detail why it is not live, or where it is connected
     */
    record Source(
            String name, String kind, State state, Instant lastReceived, long accepted, long refused, String detail) {}

    List<Source> sources();
}
