package dev.tideboard.data;

/** Floating-point numbers, never NaN. Zero and minus zero are the same value. */
public final class DoubleColumn implements Column {
    private final double[] values;
    private final int size;
    private final Nulls nulls;

    /** Takes ownership of {@code values}, of which the first {@code size} are rows. */
    public DoubleColumn(double[] values, int size, Nulls nulls) {
        this.values = values;
        this.size = size;
        this.nulls = nulls;
    }

    public static DoubleColumn of(double... values) {
        return new DoubleColumn(values, values.length, Nulls.NONE);
    }

    /** The values; may be longer than {@link #size()}; read only. */
    public double[] values() {
        return values;
    }

    public double get(int row) {
        return values[row];
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public Nulls nulls() {
        return nulls;
    }

    @Override
    public DoubleColumn gather(int[] rows, int count) {
        double[] gathered = new double[count];
        boolean outer = false;
        for (int i = 0; i < count; i++) {
            if (rows[i] >= 0) {
                gathered[i] = values[rows[i]];
            } else {
                outer = true;
            }
        }
        return new DoubleColumn(gathered, count, outer || nulls.any() ? nulls.gather(rows, count) : Nulls.NONE);
    }

    @Override
    public boolean sameValue(int row, Column other, int otherRow) {
        double mine = values[row];
        double theirs = ((DoubleColumn) other).values[otherRow];
        return mine == theirs && isNull(row) == other.isNull(otherRow);
    }

    @Override
    public int keepSame(int[] rows, int[] others, int count) {
        int kept = 0;
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            int other = others[i];
            rows[kept] = row;
            others[kept] = other;
            kept += values[row] == values[other] ? 1 : 0;
        }
        return nulls.keepSame(rows, others, kept);
    }

    @Override
    public long hash(int row) {
        return isNull(row) ? 0x51ED270B : Column.mix(Double.doubleToLongBits(values[row] + 0.0));
    }

    @Override
    public Object boxed(int row, Object missing) {
        return isNull(row) ? missing : (Object) values[row];
    }
}
