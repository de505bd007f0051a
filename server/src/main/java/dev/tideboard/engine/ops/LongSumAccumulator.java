package dev.tideboard.engine.ops;

import dev.tideboard.data.Column;
import dev.tideboard.data.ColumnBuilder;
import dev.tideboard.data.ColumnType;
import dev.tideboard.data.Decimals;
import dev.tideboard.data.LongColumn;
import dev.tideboard.data.Nulls;
import dev.tideboard.engine.RowFailure;
import java.util.Arrays;

/**
 * SUM and AVG of whole numbers and decimals. Sums are kept in 128 bits, low half first, so that only a result beyond 64 bits
 * overflows, not the way there; an average never does.
 */
final class LongSumAccumulator implements Accumulator {
    private static final double TWO_TO_64 = 0x1p64;

    private final MissingCounts values;
    private long[] sums = new long[0];

    /** Sums over groups with {@code rows} rows. */
    LongSumAccumulator(CountAccumulator rows) {
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
        long[] added = ((LongColumn) argument).values();
        Nulls nulls = argument.nulls();
        values.add(rows, nulls, sums.length / 2);
        boolean missing = nulls.any();
        for (int row = 0; row < rows.size(); row++) {
            if (missing && nulls.isNull(row)) {
                continue;
            }
            int at = slots[row] * 2;
            long weight = weights[row];
            long before = sums[at];
            long after = before + added[row] * weight;
            sums[at] = after;
            sums[at + 1] += Math.multiplyHigh(added[row], weight) + (Long.compareUnsigned(after, before) < 0 ? 1 : 0);
        }
    }

    /** A span to the nearest millisecond, halves away from zero, as one that is divided. */
    static long millis(double mean) {
        return mean < 0 ? -Math.round(-mean) : Math.round(mean);
    }

    @Override
    public void write(AggregateCall call, int[] slots, int from, int to, ColumnBuilder out) {
        boolean doubles = call.type().storage() == ColumnType.Storage.DOUBLE;
        boolean unknown = doubles ? writeMeans(call, slots, from, to, out) : writeLongs(call, slots, from, to, out);
        int shift = out.size() - from;
        out.written(to - from);
        for (int i = from; unknown && i < to; i++) {
            if (values.known(slots[i]) == 0) {
                out.makeNull(shift + i);
            }
        }
    }

    /** Means as doubles; gives whether there are groups without any known value. */
    private boolean writeMeans(AggregateCall call, int[] slots, int from, int to, ColumnBuilder out) {
        int scale = call.argumentType().scale();
        double[] written = out.doublesFor(to - from);
        int shift = out.size() - from;
        boolean unknown = false;
        for (int i = from; i < to; i++) {
            int at = slots[i] * 2;
            long known = values.known(slots[i]);
            unknown |= known == 0;
            written[shift + i] = average(sums[at], sums[at + 1], known, scale);
        }
        return unknown;
    }

    /** Sums, and means of intervals; gives whether there are groups without any known value. */
    private boolean writeLongs(AggregateCall call, int[] slots, int from, int to, ColumnBuilder out) {
        boolean average = call.function() == AggregateCall.Function.AVG;
        long[] written = out.longsFor(to - from);
        int shift = out.size() - from;
        boolean unknown = false;
        for (int i = from; i < to; i++) {
            int at = slots[i] * 2;
            long known = values.known(slots[i]);
            unknown |= known == 0;
            written[shift + i] = average
                    ? millis(average(sums[at], sums[at + 1], known, 0))
                    : exact(call, sums[at], sums[at + 1], known);
        }
        return unknown;
    }

    private static long exact(AggregateCall call, long low, long high, long known) {
        if (high == low >> 63 && (!call.argumentType().isDecimal() || Decimals.fits(low))) {
            return low;
        }
        double sum = sum(low, high) / Decimals.power(call.argumentType().scale());
        throw new RowFailure(call.text(), SumOverflow.of(sum, known, call.argumentType()));
    }

    /** The mean of {@code known} values of {@code scale}: of equal ones exactly the double that each of them is. */
    static double average(long low, long high, long known, int scale) {
        return sum(low, high) / known / Decimals.power(scale);
    }

    /** A sum of 128 bits as the nearest double, or one beside it. */
    static double sum(long low, long high) {
        double unsigned = low >= 0 ? low : low + TWO_TO_64;
        return high == low >> 63 ? low : high * TWO_TO_64 + unsigned;
    }

    @Override
    public void clear(int slot) {
        sums[slot * 2] = 0;
        sums[slot * 2 + 1] = 0;
        values.clear(slot);
    }

    @Override
    public long stateBytes() {
        return 8L * sums.length + values.stateBytes();
    }
}
