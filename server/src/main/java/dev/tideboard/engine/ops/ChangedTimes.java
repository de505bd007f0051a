package dev.tideboard.engine.ops;

import java.util.Arrays;

/**
 * The distinct times, per key, at which one side of a join changes in a tick, in order. Engine thread only.
 *
 * <p>Times are chained per key as they come, then sorted key by key: no objects, and nothing to do for keys without any.
 */
final class ChangedTimes {
    private static final int NONE = -1;

    private int[] first = new int[0];
    private int[] touched = new int[16];
    private int touchedCount;
    // what came, in the order it came
    private long[] times = new long[16];
    private int[] next = new int[16];
    private int count;
    // what is there when sorted: stretches of keys, in each of which the times ascend
    private long[] sorted = new long[0];
    private int[] keys = new int[0];
    private int[] partners = new int[0];
    private int sortedCount;

    /** What stands at a time of a key. */
    @FunctionalInterface
    interface Partners {
        int at(int key, long time);
    }

    /** Takes a changed time, the next one of its key (the same where there is none), and the partner noted for it. */
    @FunctionalInterface
    interface Visitor {
        void visit(int key, long time, long next, int partner);
    }

    /** Forgets all; makes room for keys below {@code limit}. */
    void clear(int limit) {
        for (int i = 0; i < touchedCount; i++) {
            first[touched[i]] = NONE;
        }
        touchedCount = 0;
        count = 0;
        sortedCount = 0;
        if (limit > first.length) {
            int from = first.length;
            first = Arrays.copyOf(first, Math.max(limit, from * 2));
            Arrays.fill(first, from, first.length, NONE);
        }
    }

    void add(int key, long time) {
        if (count == times.length) {
            times = Arrays.copyOf(times, count * 2);
            next = Arrays.copyOf(next, count * 2);
        }
        if (first[key] == NONE) {
            touched = touchedCount == touched.length ? Arrays.copyOf(touched, touchedCount * 2) : touched;
            touched[touchedCount++] = key;
        }
        times[count] = time;
        next[count] = first[key];
        first[key] = count++;
    }

    /** Puts the times in order and notes what {@code known} says of each. */
    void sort(Partners known) {
        if (sorted.length < count) {
            sorted = new long[times.length];
            keys = new int[times.length];
            partners = new int[times.length];
        }
        for (int i = 0; i < touchedCount; i++) {
            int key = touched[i];
            int from = sortedCount;
            int end = from;
            for (int at = first[key]; at != NONE; at = next[at]) {
                sorted[end++] = times[at];
            }
            Arrays.sort(sorted, from, end);
            for (int at = from; at < end; at++) {
                if (at == from || sorted[at] != sorted[sortedCount - 1]) {
                    sorted[sortedCount] = sorted[at];
                    keys[sortedCount] = key;
                    partners[sortedCount++] = known.at(key, sorted[at]);
                }
            }
        }
    }

    void forEach(Visitor visitor) {
        for (int i = 0; i < sortedCount; i++) {
            boolean last = i + 1 == sortedCount || keys[i + 1] != keys[i];
            visitor.visit(keys[i], sorted[i], last ? sorted[i] : sorted[i + 1], partners[i]);
        }
    }

    long stateBytes() {
        return 4L * (first.length + touched.length + next.length + keys.length + partners.length)
                + 8L * (times.length + sorted.length);
    }
}
