package dev.tideboard.connect.mqtt;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the connections of one door hold together: packets that are not complete, and messages that wait for room in a
 * queue. Each connection has a limit of its own; a thousand at that limit would still be more than a small server has.
 * Event loop only.
 */
final class DoorMemory {
    private final long mostBytes;
    /** Who holds something, the one first that has waited longest for its packet to become complete. */
    private final Map<DoorSession, Integer> holders = new LinkedHashMap<>();

    private long bytes;

    DoorMemory(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    /**
     * Notes what a session holds now.
     *
     * @param hasMoved whether a packet of it became complete since it last said so
     */
    void holds(DoorSession session, int held, boolean hasMoved) {
        int before = holders.getOrDefault(session, 0);
        if (before == held && !hasMoved) {
            return;
        }
        bytes += held - before;
        if (hasMoved || held == 0) {
            holders.remove(session);
        }
        if (held > 0) {
            holders.put(session, held);
        }
    }

    /** Who has to go because all together hold too much: the one that has made no progress for longest. */
    Optional<DoorSession> tooMuch() {
        if (bytes <= mostBytes) {
            return Optional.empty();
        }
        Iterator<DoorSession> oldest = holders.keySet().iterator();
        return Optional.of(oldest.next());
    }

    /** Bytes held by all. */
    long bytes() {
        return bytes;
    }
}
