package dev.tideboard.engine.ops;

/** The least value, or the greatest. */
final class ExtremeFold implements OverFold {
    private final SortedRows rows;
    private final int column;
    private final int sign;
    private final WordOrder order;
    private boolean missing = true;
    private long word;

    ExtremeFold(SortedRows rows, OverCall call, WordOrder order) {
        this.rows = rows;
        this.column = call.of().column();
        this.sign = call.function() == OverCall.Function.MIN ? -1 : 1;
        this.order = order;
    }

    @Override
    public void clear() {
        missing = true;
        word = 0;
    }

    @Override
    public void add(int slot) {
        if (!rows.isNull(column, slot)) {
            long value = rows.word(column, slot);
            word = missing || sign * order.compare(value, word) > 0 ? value : word;
            missing = false;
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
        word = states[at];
        missing = states[at + 1] != 0;
    }
}
