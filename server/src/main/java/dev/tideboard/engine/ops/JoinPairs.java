package dev.tideboard.engine.ops;

import java.util.Arrays;

/**
 * The pairs of rows a join gives in one tick, as references: a slot of the stored rows (not negative), a row of the
 * incoming change (negative), or nothing on the right of an outer join. One thread at a time.
 */
final class JoinPairs {
    /** Stands for the row of nulls. */
    static final int NOTHING = Integer.MIN_VALUE;

    private int[] lefts = new int[64];
    private int[] rights = new int[64];
    private int[] weights = new int[64];
    private int size;

    /** The reference to {@code row} of the incoming change. */
    static int changed(int row) {
        return ~row;
    }

    /** The row that {@code reference} points to. */
    static int row(int reference) {
        return ~reference;
    }

    /** Adds a pair; one of weight 0, made with a row on its way out, is left out. */
    void add(int left, int right, int weight) {
        if (weight == 0) {
            return;
        }
        if (size == lefts.length) {
            lefts = Arrays.copyOf(lefts, size * 2);
            rights = Arrays.copyOf(rights, size * 2);
            weights = Arrays.copyOf(weights, size * 2);
        }
        lefts[size] = left;
        rights[size] = right;
        weights[size++] = weight;
    }

    int size() {
        return size;
    }

    int[] lefts() {
        return Arrays.copyOf(lefts, size);
    }

    int[] rights() {
        return Arrays.copyOf(rights, size);
    }

    int[] weights() {
        return weights;
    }
}
