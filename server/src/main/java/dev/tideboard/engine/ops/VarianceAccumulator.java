package dev.tideboard.engine.ops;

import dev.tideboard.data.Column;
import dev.tideboard.data.ColumnBuilder;
import dev.tideboard.data.Decimals;
import dev.tideboard.data.DoubleColumn;
import dev.tideboard.data.LongColumn;
import dev.tideboard.data.Nulls;
import dev.tideboard.engine.RowFailure;
import java.util.Arrays;

/**
 * Variances and standard deviations. Kept of each group are the sums of the distances of its values from one of them and of
 * the squares of those distances, each in two numbers that together hold what a single one would round off (Knuth's two-sum,
 * TAOCP 4.2.2; the rounding of a square by a fused multiply-add). So values that go take away exactly what they brought,
 * which the usual running mean does not do, and a group of large values that lie close together loses nothing.
 */
final class VarianceAccumulator implements Accumulator {
    /** The value distances are taken from; then sum, rest of it, sum of squares, rest of it. */
    private static final int WIDTH = 5;

    private final int scale;
    private final MissingCounts values;
    private double[] state = new double[0];

    /**
     * Variances over groups with {@code rows} rows.
     *
     * @param scale that of the values, where they are decimals
     */
    VarianceAccumulator(CountAccumulator rows, int scale) {
        this.scale = scale;
        this.values = new MissingCounts(rows);
    }

    @Override
    public void reserve(int slots) {
        int from = state.length;
        if (slots * WIDTH > from) {
            state = Arrays.copyOf(state, Math.max(slots * WIDTH, from * 2 / WIDTH * WIDTH));
            for (int at = from; at < state.length; at += WIDTH) {
                state[at] = Double.NaN; // no value yet
            }
        }
        values.reserve(slots);
    }

    @Override
    public void add(GroupedRows rows, Column argument, Column by) {
        Nulls nulls = argument.nulls();
        values.add(rows, nulls, state.length / WIDTH);
        for (int row = 0; row < rows.size(); row++) {
            if (!nulls.isNull(row)) {
                double value = argument instanceof LongColumn longs
                        ? Decimals.toDouble(longs.get(row), scale)
                        : ((DoubleColumn) argument).get(row);
                add(rows.slots()[row] * WIDTH, value, rows.weights()[row]);
            }
        }
    }

    private void add(int at, double value, int weight) {
        if (Double.isNaN(state[at])) {
            state[at] = value;
        }
        double distance = value - state[at];
        double square = distance * distance;
        TwoSum.add(state, at + 1, distance * weight);
        TwoSum.add(state, at + 3, square * weight);
        state[at + 4] += Math.fma(distance, distance, -square) * weight;
    }

    @Override
    public void write(AggregateCall call, int[] slots, int from, int to, ColumnBuilder out) {
        for (int i = from; i < to; i++) {
            int slot = slots[i];
            long known = values.known(slot);
            if (known == 0) {
                restart(slot);
            }
            long divisor = isOfSample(call.function()) ? known - 1 : known;
            if (divisor <= 0) {
                out.addNull();
                continue;
            }
            double variance = Math.max(0, squares(slot * WIDTH, known)) / divisor;
            if (!Double.isFinite(variance)) {
                throw new RowFailure(
                        call.text(),
                        "overflow, the squares of " + known
                                + " values are beyond a double; leave out values that are too large by WHERE");
            }
            out.addDouble(isDeviation(call.function()) ? Math.sqrt(variance) : variance);
        }
    }

    private static boolean isOfSample(AggregateCall.Function function) {
        return function == AggregateCall.Function.VAR_SAMP || function == AggregateCall.Function.STDDEV_SAMP;
    }

    private static boolean isDeviation(AggregateCall.Function function) {
        return function == AggregateCall.Function.STDDEV_POP || function == AggregateCall.Function.STDDEV_SAMP;
    }

    /** The sum of the squared distances from the mean: that of the squares, less the square of the sum over their number. */
    private double squares(int at, long known) {
        double sum = state[at + 1] + state[at + 2];
        double rest = (state[at + 1] - sum) + state[at + 2];
        double square = sum * sum;
        double squareRest = Math.fma(sum, sum, -square) + 2 * sum * rest;
        double share = square / known;
        double shareRest = (Math.fma(-share, (double) known, square) + squareRest) / known;
        return (state[at + 3] - share) + (state[at + 4] - shareRest);
    }

    private void restart(int slot) {
        Arrays.fill(state, slot * WIDTH, slot * WIDTH + WIDTH, 0);
        state[slot * WIDTH] = Double.NaN;
    }

    @Override
    public void clear(int slot) {
        restart(slot);
        values.clear(slot);
    }

    @Override
    public long stateBytes() {
        return 8L * state.length + values.stateBytes();
    }
}
