package dev.tideboard.engine.ops;

/** The value of the first row taken in, or of the last one, null included. */
final class PickFold extends ValueFold {
    private final boolean first;
    private boolean empty = true;

    PickFold(SortedRows rows, int column, boolean first) {
        super(rows, column);
        this.first = first;
    }

    @Override
    public void clear() {
        super.clear();
        empty = true;
    }

    @Override
    public void add(int slot) {
        if (empty || !first) {
            empty = false;
            take(slot);
        }
    }

    @Override
    public void load(long[] states, int at, int slot) {
        super.load(states, at, slot);
        empty = false;
    }
}
