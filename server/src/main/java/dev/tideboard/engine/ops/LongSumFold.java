package dev.tideboard.engine.ops;

import dev.tideboard.data.ColumnType;
import dev.tideboard.data.Decimals;

/** SUM or AVG of whole numbers, decimals or spans, in 128 bits: only a sum beyond 64 bits overflows, not the way there. */
final class LongSumFold implements OverFold {

    private final SortedRows rows;
    private final int column;
    private final ColumnType type;
    private final boolean average;
    private long low;
    private long high;
    private long known;

    LongSumFold(SortedRows rows, OverCall call) {
        this.rows = rows;
        this.column = call.of().column();
        this.type = call.of().type();
        this.average = call.function() == OverCall.Function.AVG;
    }

    @Override
    public void clear() {
        low = 0;
        high = 0;
        known = 0;
    }

    @Override
    public void add(int slot) {
        if (!rows.isNull(column, slot)) {
            long value = rows.word(column, slot);
            long before = low;
            low += value;
            high += (value >> 63) + (Long.compareUnsigned(low, before) < 0 ? 1 : 0);
            known++;
        }
    }

    @Override
    public boolean isMissing() {
        return known == 0;
    }

    @Override
    public long word() {
        boolean fits = high == low >> 63;
        if (average) {
            double mean = LongSumAccumulator.average(low, high, known, type.scale());
            return type == ColumnType.INTERVAL ? LongSumAccumulator.millis(mean) : Double.doubleToRawLongBits(mean);
        }
        if (!fits || (type.isDecimal() && !Decimals.fits(low))) {
            double sum = LongSumAccumulator.sum(low, high) / Decimals.power(type.scale());
            throw new ArithmeticException(SumOverflow.of(sum, known, type));
        }
        return low;
    }

    @Override
    public int width() {
        return 3;
    }

    @Override
    public void save(long[] states, int at) {
        states[at] = low;
        states[at + 1] = high;
        states[at + 2] = known;
    }

    @Override
    public void load(long[] states, int at, int slot) {
        low = states[at];
        high = states[at + 1];
        known = states[at + 2];
    }
}
