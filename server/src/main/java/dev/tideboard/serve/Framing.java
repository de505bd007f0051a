package dev.tideboard.serve;

import java.util.List;

/**
 * How a wire spells events. Stateless and thread-safe: frames are made once and shared by all clients of the same
 * framing, which are told apart by identity, so a wire keeps one instance per variant.
 *
 * @param <F> what the wire writes, such as a buffer
 */
public interface Framing<F> {

    /**
     * One event.
     *
     * @param kind snapshot, delta, beat or end
     * @param json the event's data, an object of at least one member, in UTF-8; must not be written
     * @param token the position that this event completes, or ""
     */
    F frame(String kind, byte[] json, String token);

    /** Several frames as one thing to write. */
    F join(List<F> frames);

    /** Bytes on the wire. */
    long bytes(F frames);
}
