package dev.tideboard.engine.ops.expression;

import java.util.Arrays;

/** What was computed for a text, by its code: codes are small and dense, so a plain array. One thread at a time. */
final class IntMemo {
    private int[] stored = new int[0];

    /** The remembered number, or -1. */
    int get(int code) {
        return code < stored.length ? stored[code] - 1 : -1;
    }

    /** Remembers {@code number}, which is not negative. */
    void put(int code, int number) {
        if (code >= stored.length) {
            stored = Arrays.copyOf(stored, Math.max(64, Integer.highestOneBit(code) << 1));
        }
        stored[code] = number + 1;
    }
}
