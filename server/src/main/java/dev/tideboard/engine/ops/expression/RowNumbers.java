package dev.tideboard.engine.ops.expression;

import java.util.Arrays;

/**
 * Room for the row numbers that one evaluation narrows down, used again by the next: most of it would be garbage as soon as
 * the rows are gathered. What was taken is the taker's until the next {@link #reset}. One thread at a time.
 */
public final class RowNumbers {
    /** Longer arrays come with a first fill and then hardly ever. */
    private static final int LONGEST_KEPT = 1 << 15;

    private int[][] arrays = new int[4][0];
    private int taken;

    /** Takes back what was given. */
    public void reset() {
        for (int i = 0; i < taken; i++) {
            arrays[i] = arrays[i].length > LONGEST_KEPT ? new int[0] : arrays[i];
        }
        taken = 0;
    }

    /** An array of at least {@code length} numbers, whatever they are. */
    int[] take(int length) {
        if (taken == arrays.length) {
            arrays = Arrays.copyOf(arrays, taken * 2);
            Arrays.fill(arrays, taken, arrays.length, new int[0]);
        }
        if (arrays[taken].length < length) {
            arrays[taken] = new int[length];
        }
        return arrays[taken++];
    }
}
