package dev.tideboard.data;

/** Whole numbers, booleans (1 and 0), timestamps and intervals (milliseconds). */
public final class LongColumn implements Column {
    private final long[] values;
    private final int size;
    private final Nulls nulls;

    /** Takes ownership of {@code values}, of which the first {@code size} are rows. */
    public LongColumn(long[] values, int size, Nulls nulls) {
        this.values = values;
        this.size = size;
        this.nulls = nulls;
    }

    public static LongColumn of(long... values) {
        return new LongColumn(values, values.length, Nulls.NONE);
    }

    /** The values; may be longer than {@link #size()}; read only. */
    public long[] values() {
        return values;
    }

    public long get(int row) {
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
    public LongColumn gather(int[] rows, int count) {
        long[] gathered = new long[count];
        boolean outer = false;
        for (int i = 0; i < count; i++) {
            if (rows[i] >= 0) {
                gathered[i] = values[rows[i]];
            } else {
                outer = true;
            }
        }
        return new LongColumn(gathered, count, outer || nulls.any() ? nulls.gather(rows, count) : Nulls.NONE);
    }

    @Override
    public boolean sameValue(int row, Column other, int otherRow) {
        return values[row] == ((LongColumn) other).values[otherRow] && isNull(row) == other.isNull(otherRow);
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
        return isNull(row) ? 0x51ED270B : Column.mix(values[row]);
    }

    @Override
    public Object boxed(int row, Object missing) {
        return isNull(row) ? missing : (Object) values[row];
    }
}
