package dev.tideboard.engine.ops;

import dev.tideboard.data.Nulls;
import java.util.Arrays;

/**
 * How many values of one column are known per group: its rows without those in which the column is null. Most columns
 * never are, and then nothing is kept. Engine thread only.
 */
final class MissingCounts {
    private final CountAccumulator rows;
    private long[] missing = new long[0];

    MissingCounts(CountAccumulator rows) {
        this.rows = rows;
    }

    /** Makes room for slots below {@code slots}, if anything is kept at all. */
    void reserve(int slots) {
        if (missing.length > 0 && slots > missing.length) {
            missing = Arrays.copyOf(missing, Math.max(slots, missing.length * 2));
        }
    }

    /** Counts the nulls of a batch, whose groups lie below {@code limit}. */
    void add(GroupedRows batch, Nulls nulls, int limit) {
        if (!nulls.any()) {
            return;
        }
        if (missing.length == 0) {
            missing = new long[limit];
        }
        int[] slots = batch.slots();
        int[] weights = batch.weights();
        for (int row = 0; row < batch.size(); row++) {
            missing[slots[row]] += nulls.isNull(row) ? weights[row] : 0;
        }
    }

    /** How many values the group in {@code slot} has. */
    long known(int slot) {
        return missing.length == 0 ? rows.count(slot) : rows.count(slot) - missing[slot];
    }

    void clear(int slot) {
        if (missing.length > 0) {
            missing[slot] = 0;
        }
    }

    long stateBytes() {
        return 8L * missing.length;
    }
}
