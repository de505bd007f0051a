package dev.tideboard.engine.ops.expression;

import dev.tideboard.data.Column;

/** A small set of whole numbers by open addressing with linear probing, at most half full. One thread at a time. */
final class LongSet {
    private final long[] values;
    private final boolean[] used;
    private final int mask;

    LongSet(int capacity) {
        int length = Math.max(4, Integer.highestOneBit(Math.max(1, capacity)) << 2);
        this.values = new long[length];
        this.used = new boolean[length];
        this.mask = length - 1;
    }

    /** Adds {@code value}; the set must not be asked to hold more than its capacity. */
    void add(long value) {
        int at = (int) Column.mix(value) & mask;
        while (used[at] && values[at] != value) {
            at = (at + 1) & mask;
        }
        used[at] = true;
        values[at] = value;
    }

    boolean contains(long value) {
        int at = (int) Column.mix(value) & mask;
        while (used[at]) {
            if (values[at] == value) {
                return true;
            }
            at = (at + 1) & mask;
        }
        return false;
    }
}
