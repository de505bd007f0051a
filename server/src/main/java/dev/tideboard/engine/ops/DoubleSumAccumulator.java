package dev.tideboard.engine.ops;

import dev.tideboard.data.Column;
import dev.tideboard.data.ColumnBuilder;
import dev.tideboard.data.DoubleColumn;
import dev.tideboard.data.Nulls;
import dev.tideboard.engine.RowFailure;
import java.util.Arrays;

/**
 * SUM and AVG of doubles. What each addition rounds off is kept in a second number (Knuth's two-sum, TAOCP 4.2.2), so
 * that rows coming and going for months do not make the sum drift; a group without values starts again at zero. The two
 * numbers of a group lie side by side: a row touches one cache line of them.
 */
final class DoubleSumAccumulator implements Accumulator {
    private final MissingCounts values;
    private double[] sums = new double[0];

    /** Sums over groups with {@code rows} rows. */
    DoubleSumAccumulator(CountAccumulator rows) {
        this.values = new MissingCounts(rows);
    }

    @Override
    public void reserve(int slots) {
        if (slots * 2 > sums.length) {
            sums = Arrays.copyOf(sums, Math.max(slots * 2, sums.length * 2));
        }
        values.reserve(slots);
    }

    @Override
    public void add(GroupedRows rows, Column argument, Column by) {
        int[] slots = rows.slots();
        int[] weights = rows.weights();
        double[] added = ((DoubleColumn) argument).values();
        Nulls nulls = argument.nulls();
        values.add(rows, nulls, sums.length / 2);
        if (!nulls.any()) {
            for (int row = 0; row < rows.size(); row++) {
                TwoSum.add(sums, slots[row] * 2, added[row] * weights[row]);
            }
            return;
        }
        for (int row = 0; row < rows.size(); row++) {
            if (!nulls.isNull(row)) {
                TwoSum.add(sums, slots[row] * 2, added[row] * weights[row]);
            }
        }
    }

    @Override
    public void write(AggregateCall call, int[] slots, int from, int to, ColumnBuilder out) {
        boolean average = call.function() == AggregateCall.Function.AVG;
        double[] written = out.doublesFor(to - from);
        int shift = out.size() - from;
        boolean unknown = false;
        for (int i = from; i < to; i++) {
            int slot = slots[i];
            long known = values.known(slot);
            double sum = sums[slot * 2] + sums[slot * 2 + 1];
            unknown |= known == 0;
            if (!Double.isFinite(sum) && known != 0) {
                throw new RowFailure(call.text(), SumOverflow.ofDoubles(known));
            }
            written[shift + i] = average ? sum / known : sum;
        }
        out.written(to - from);
        if (unknown) {
            writeNulls(slots, from, to, out);
        }
    }

    /** Makes the values null of the groups of {@code slots[from..to)}, written last, in which none is known. */
    private void writeNulls(int[] slots, int from, int to, ColumnBuilder out) {
        int shift = out.size() - to;
        for (int i = from; i < to; i++) {
            if (values.known(slots[i]) == 0) {
                restart(slots[i]);
                out.makeNull(shift + i);
            }
        }
    }

    private void restart(int slot) {
        sums[slot * 2] = 0;
        sums[slot * 2 + 1] = 0;
    }

    @Override
    public void clear(int slot) {
        restart(slot);
        values.clear(slot);
    }

    @Override
    public long stateBytes() {
        return 8L * sums.length + values.stateBytes();
    }
}
