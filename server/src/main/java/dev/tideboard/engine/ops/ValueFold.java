package dev.tideboard.engine.ops;

/** A fold that is the value of one of its rows. */
abstract sealed class ValueFold implements OverFold permits ExtremeFold, PickFold {
    private final SortedRows rows;
    private final int column;
    private boolean missing = true;
    private long word;

    ValueFold(SortedRows rows, int column) {
        this.rows = rows;
        this.column = column;
    }

    /** Takes the value in {@code slot}, null included. */
    final void take(int slot) {
        missing = rows.isNull(column, slot);
        word = missing ? 0 : rows.word(column, slot);
    }

    final boolean isNull(int slot) {
        return rows.isNull(column, slot);
    }

    final long word(int slot) {
        return rows.word(column, slot);
    }

    @Override
    public void clear() {
        missing = true;
        word = 0;
    }

    @Override
    public final boolean isMissing() {
        return missing;
    }

    @Override
    public final long word() {
        return word;
    }

    @Override
    public final int width() {
        return 2;
    }

    @Override
    public final void save(long[] states, int at) {
        states[at] = word;
        states[at + 1] = missing ? 1 : 0;
    }

    @Override
    public void load(long[] states, int at, int slot) {
        word = states[at];
        missing = states[at + 1] != 0;
    }
}
