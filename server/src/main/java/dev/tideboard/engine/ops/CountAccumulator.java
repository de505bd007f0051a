package dev.tideboard.engine.ops;

import dev.tideboard.data.Column;
import dev.tideboard.data.ColumnBuilder;
import dev.tideboard.data.Nulls;
import java.util.Arrays;

/** COUNT(*), or COUNT of a column's values that are not null. */
final class CountAccumulator implements Accumulator {
    private final boolean ofColumn;
    private long[] counts = new long[0];

    CountAccumulator(boolean ofColumn) {
        this.ofColumn = ofColumn;
    }

    @Override
    public void reserve(int slots) {
        if (slots > counts.length) {
            counts = Arrays.copyOf(counts, Math.max(slots, counts.length * 2));
        }
    }

    @Override
    public void add(GroupedRows rows, Column argument, Column by) {
        int[] slots = rows.slots();
        int[] weights = rows.weights();
        Nulls nulls = ofColumn ? argument.nulls() : Nulls.NONE;
        if (!nulls.any()) {
            for (int row = 0; row < rows.size(); row++) {
                counts[slots[row]] += weights[row];
            }
            return;
        }
        for (int row = 0; row < rows.size(); row++) {
            counts[slots[row]] += nulls.isNull(row) ? 0 : weights[row];
        }
    }

    /** How many rows, or known values, the group in {@code slot} has. */
    long count(int slot) {
        return counts[slot];
    }

    @Override
    public void write(AggregateCall call, int[] slots, int from, int to, ColumnBuilder out) {
        long[] written = out.longsFor(to - from);
        int shift = out.size() - from;
        for (int i = from; i < to; i++) {
            written[shift + i] = counts[slots[i]];
        }
        out.written(to - from);
    }

    @Override
    public void clear(int slot) {
        counts[slot] = 0;
    }

    @Override
    public long stateBytes() {
        return 8L * counts.length;
    }
}
