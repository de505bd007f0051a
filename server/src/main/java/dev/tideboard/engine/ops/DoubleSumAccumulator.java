package dev.tideboard.engine.ops;

import dev.tideboard.data.Column;
import dev.tideboard.data.ColumnBuilder;
import dev.tideboard.data.DoubleColumn;
import dev.tideboard.data.Nulls;
import dev.tideboard.engine.RowFailure;
import java.util.Arrays;

/**
 * SUM or AVG of doubles. What each addition rounds off is kept in a second number (Knuth's two-sum, TAOCP 4.2.2), so
 * that rows coming and going for months do not make the sum drift; a group without values starts again at zero.
 */
final class DoubleSumAccumulator implements Accumulator {
    private final String text;
    private final boolean average;
    private double[] sums = new double[0];
    private double[] rests = new double[0];
    private long[] known = new long[0];

    DoubleSumAccumulator(String text, boolean average) {
        this.text = text;
        this.average = average;
    }

    @Override
    public void reserve(int slots) {
        if (slots > sums.length) {
            int longer = Math.max(slots, sums.length * 2);
            sums = Arrays.copyOf(sums, longer);
            rests = Arrays.copyOf(rests, longer);
            known = Arrays.copyOf(known, longer);
        }
    }

    @Override
    public void add(int[] slots, int[] weights, Column argument) {
        double[] values = ((DoubleColumn) argument).values();
        Nulls nulls = argument.nulls();
        boolean missing = nulls.any();
        for (int row = 0; row < slots.length; row++) {
            int weight = weights[row];
            if (weight == 0 || (missing && nulls.isNull(row))) {
                continue;
            }
            int slot = slots[row];
            double value = values[row] * weight;
            double before = sums[slot];
            double after = before + value;
            double taken = after - before;
            sums[slot] = after;
            rests[slot] += (before - (after - taken)) + (value - taken);
            known[slot] += weight;
        }
    }

    @Override
    public void write(int[] slots, int count, ColumnBuilder out) {
        for (int i = 0; i < count; i++) {
            int slot = slots[i];
            if (known[slot] == 0) {
                sums[slot] = 0;
                rests[slot] = 0;
                out.addNull();
                continue;
            }
            double sum = sums[slot] + rests[slot];
            if (!Double.isFinite(sum)) {
                throw new RowFailure(text, "overflow", "sum of " + known[slot] + " values");
            }
            out.addDouble(average ? sum / known[slot] : sum);
        }
    }

    @Override
    public void clear(int slot) {
        sums[slot] = 0;
        rests[slot] = 0;
        known[slot] = 0;
    }

    @Override
    public long stateBytes() {
        return 24L * sums.length;
    }
}
