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
     * @param lastAccepted when its last new row was accepted, or {@link Instant#EPOCH} before the first; what was refused or
     *     repeated makes nothing fresh
     * @param detail why it is not live, or where it is connected
     */
    record Source(
            String name, String kind, State state, Instant lastAccepted, long accepted, long refused, String detail) {}

    List<Source> sources();
}
