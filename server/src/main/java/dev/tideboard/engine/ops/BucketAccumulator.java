package dev.tideboard.engine.ops;

import dev.tideboard.data.Column;
import dev.tideboard.data.ColumnBuilder;
import dev.tideboard.data.Decimals;
import dev.tideboard.data.DoubleColumn;
import dev.tideboard.data.LongColumn;
import dev.tideboard.data.Nulls;
import java.util.Arrays;

/**
 * Approximate quantiles: how many values of a group fell into each of the {@link LogarithmicBuckets}. A row that goes is
 * counted back, so the state says nothing but which rows there are now.
 */
final class BucketAccumulator implements Accumulator, SortedSlots.Order {
    private static final int LEAST_SLOTS = 16;

    private final int scale;
    private final SortedGroups groups = new SortedGroups();
    private long[] buckets = new long[0];

    /** @param scale that of the values, where they are decimals */
    BucketAccumulator(int scale) {
        this.scale = scale;
    }

    @Override
    public void reserve(int slots) {
        groups.reserve(slots);
    }

    @Override
    public void add(GroupedRows rows, Column argument, Column by) {
        Nulls nulls = argument.nulls();
        for (int row = 0; row < rows.size(); row++) {
            if (nulls.isNull(row) || rows.weights()[row] == 0) {
                continue;
            }
            int slot = groups.take();
            if (slot >= buckets.length) {
                buckets = Arrays.copyOf(buckets, Math.max(LEAST_SLOTS, slot * 2));
            }
            double value = argument instanceof LongColumn longs
                    ? Decimals.toDouble(longs.get(row), scale)
                    : ((DoubleColumn) argument).get(row);
            buckets[slot] = LogarithmicBuckets.of(value);
            groups.add(rows.slots()[row], slot, rows.weights()[row], this);
        }
    }

    @Override
    public long prefix(int slot) {
        return buckets[slot];
    }

    @Override
    public int compare(int one, int other) {
        return Long.compare(buckets[one], buckets[other]);
    }

    @Override
    public void write(AggregateCall call, int[] slots, int from, int to, ColumnBuilder out) {
        Quantile quantile = call.by().quantile();
        for (int i = from; i < to; i++) {
            SortedSlots values = groups.of(slots[i]);
            if (values.allCopies() == 0) {
                out.addNull();
            } else {
                int slot = values.at(quantile.discrete(values.allCopies()));
                out.addDouble(LogarithmicBuckets.number(buckets[slot]));
            }
        }
    }

    /** Nothing to do: the values of a group without rows have all been taken out. */
    @Override
    public void clear(int slot) {}

    @Override
    public long stateBytes() {
        return groups.stateBytes() + 8L * buckets.length;
    }
}
