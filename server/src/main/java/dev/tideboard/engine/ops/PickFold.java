package dev.tideboard.engine.ops;

/** The value of the first row taken in, or of the last one, null included. */
final class PickFold implements OverFold {
    private final SortedRows rows;
    private final int column;
    private final boolean first;
    private boolean empty = true;
    private boolean missing = true;
    private long word;

    PickFold(SortedRows rows, int column, boolean first) {
        this.rows = rows;
        this.column = column;
        this.first = first;
    }

    @Override
    public void clear() {
        empty = true;
        missing = true;
        word = 0;
    }

    @Override
    public void add(int slot) {
        if (empty || !first) {
            empty = false;
            missing = rows.isNull(column, slot);
            word = missing ? 0 : rows.word(column, slot);
        }
    }

    @Override
    public boolean isMissing() {
        return missing;
    }

    @Override
    public long word() {
        return word;
    }

    @Override
    public int width() {
        return 2;
    }

    @Override
    public void save(long[] states, int at) {
        states[at] = word;
        states[at + 1] = missing ? 1 : 0;
    }

    @Override
    public void load(long[] states, int at, int slot) {
        empty = false;
        word = states[at];
        missing = states[at + 1] != 0;
    }
}
