package dev.tideboard.engine.ops;

/** The number of rows, or of those with a value, from some number on. */
final class CountFold implements OverFold {
    private final SortedRows rows;
    private final int column;
    private final long first;
    private long count;

    /** Counts values of {@code column}, or where that is -1 rows; what it gives is {@code first} more. */
    CountFold(SortedRows rows, int column, long first) {
        this.rows = rows;
        this.column = column;
        this.first = first;
    }

    @Override
    public void clear() {
        count = 0;
    }

    @Override
    public void add(int slot) {
        count += column >= 0 && rows.isNull(column, slot) ? 0 : 1;
    }

    @Override
    public boolean isMissing() {
        return false;
    }

    @Override
    public long word() {
        return first + count;
    }

    @Override
    public int width() {
        return 1;
    }

    @Override
    public void save(long[] states, int at) {
        states[at] = count;
    }

    @Override
    public void load(long[] states, int at, int slot) {
        count = states[at];
    }
}
