package dev.tideboard.engine.ops;

/** SUM or AVG of doubles, with what each addition rounds off kept beside the sum. */
final class DoubleSumFold implements OverFold {
    private final SortedRows rows;
    private final int column;
    private final boolean average;
    private final double[] sum = new double[2];
    private long known;

    DoubleSumFold(SortedRows rows, int column, boolean average) {
        this.rows = rows;
        this.column = column;
        this.average = average;
    }

    @Override
    public void clear() {
        sum[0] = 0;
        sum[1] = 0;
        known = 0;
    }

    @Override
    public void add(int slot) {
        if (!rows.isNull(column, slot)) {
            TwoSum.add(sum, 0, Double.longBitsToDouble(rows.word(column, slot)));
            known++;
        }
    }

    @Override
    public boolean isMissing() {
        return known == 0;
    }

    @Override
    public long word() {
        double whole = sum[0] + sum[1];
        if (!Double.isFinite(whole)) {
            throw new ArithmeticException(SumOverflow.ofDoubles(known));
        }
        return Double.doubleToRawLongBits((average ? whole / known : whole) + 0.0); // minus zero equals zero
    }

    @Override
    public int width() {
        return 3;
    }

    @Override
    public void save(long[] states, int at) {
        states[at] = Double.doubleToRawLongBits(sum[0]);
        states[at + 1] = Double.doubleToRawLongBits(sum[1]);
        states[at + 2] = known;
    }

    @Override
    public void load(long[] states, int at, int slot) {
        sum[0] = Double.longBitsToDouble(states[at]);
        sum[1] = Double.longBitsToDouble(states[at + 1]);
        known = states[at + 2];
    }
}
