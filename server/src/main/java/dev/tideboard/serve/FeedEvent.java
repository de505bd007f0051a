package dev.tideboard.serve;

import java.util.concurrent.ConcurrentHashMap;

/**
 * One event of the feed, encoded once: its JSON is made by whoever first needs it, its frames once per wire. Thread-safe.
 */
public final class FeedEvent {
    private final String kind;
    private final byte[] json;
    private final int changes;
    private final ConcurrentHashMap<FrameKey, Object> frames = new ConcurrentHashMap<>(4);

    private record FrameKey(Framing<?> framing, String token) {}

    /**
     * Takes ownership of {@code json}.
     *
     * @param changes how many ticks' changes it merges; 0 for anything but a delta
     */
    FeedEvent(String kind, byte[] json, int changes) {
        this.kind = kind;
        this.json = json;
        this.changes = changes;
    }

    String kind() {
        return kind;
    }

    int changes() {
        return changes;
    }

    /** Bytes of JSON. */
    int size() {
        return json.length;
    }

    /** The JSON itself; read only. */
    byte[] json() {
        return json;
    }

    /** Whether {@link #framed} has nothing left to do. */
    boolean isFramed(Framing<?> framing, String token) {
        return frames.containsKey(new FrameKey(framing, token));
    }

    /**
     * The event as {@code framing} spells it.
     *
     * @param token the position of a client that has this event and all other views up to the same tick, which the last
     *     event of a flush carries; else ""
     */
    @SuppressWarnings("unchecked") // a frame is only ever put under the framing that made it
    <F> F framed(Framing<F> framing, String token) {
        return (F) frames.computeIfAbsent(new FrameKey(framing, token), _ -> framing.frame(kind, json, token));
    }
}
