package dev.tideboard.engine.ops;

import dev.tideboard.data.Column;
import dev.tideboard.data.ColumnBuilder;
import dev.tideboard.data.LongColumn;
import dev.tideboard.data.Nulls;
import dev.tideboard.engine.RowFailure;
import java.util.Arrays;

/**
 * SUM or AVG of whole numbers. Sums are kept in 128 bits, so that only a result beyond 64 bits overflows, not the way
 * there; an average never does.
 */
final class LongSumAccumulator implements Accumulator {
    private static final double TWO_TO_64 = 0x1p64;

    private final String text;
    private final boolean average;
    private long[] low = new long[0];
    private long[] high = new long[0];
    private long[] known = new long[0];

    LongSumAccumulator(String text, boolean average) {
        this.text = text;
        this.average = average;
    }

    @Override
    public void reserve(int slots) {
        if (slots > low.length) {
            int longer = Math.max(slots, low.length * 2);
            low = Arrays.copyOf(low, longer);
            high = Arrays.copyOf(high, longer);
            known = Arrays.copyOf(known, longer);
        }
    }

    @Override
    public void add(int[] slots, int[] weights, Column argument) {
        long[] values = ((LongColumn) argument).values();
        Nulls nulls = argument.nulls();
        boolean missing = nulls.any();
        for (int row = 0; row < slots.length; row++) {
            if (missing && nulls.isNull(row)) {
                continue;
            }
            int slot = slots[row];
            long weight = weights[row];
            long product = values[row] * weight;
            long before = low[slot];
            long after = before + product;
            low[slot] = after;
            high[slot] += Math.multiplyHigh(values[row], weight) + (Long.compareUnsigned(after, before) < 0 ? 1 : 0);
            known[slot] += weight;
        }
    }

    @Override
    public void write(int[] slots, int count, ColumnBuilder out) {
        for (int i = 0; i < count; i++) {
            int slot = slots[i];
            if (known[slot] == 0) {
                out.addNull();
            } else if (average) {
                out.addDouble(sum(slot) / known[slot]);
            } else if (high[slot] == low[slot] >> 63) {
                out.addLong(low[slot]);
            } else {
                throw new RowFailure(text, "overflow", "sum=" + sum(slot) + " of " + known[slot] + " values");
            }
        }
    }

    private double sum(int slot) {
        double unsigned = low[slot] >= 0 ? low[slot] : low[slot] + TWO_TO_64;
        return high[slot] == low[slot] >> 63 ? low[slot] : high[slot] * TWO_TO_64 + unsigned;
    }

    @Override
    public void clear(int slot) {
        low[slot] = 0;
        high[slot] = 0;
        known[slot] = 0;
    }

    @Override
    public long stateBytes() {
        return 24L * low.length;
    }
}
