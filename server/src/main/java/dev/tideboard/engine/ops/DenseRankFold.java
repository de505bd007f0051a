package dev.tideboard.engine.ops;

/** The number of distinct keys. */
final class DenseRankFold implements OverFold {
    private final OverKeys keys;
    private long count;
    private int last = SortedSlots.NONE;

    DenseRankFold(OverKeys keys) {
        this.keys = keys;
    }

    @Override
    public void clear() {
        count = 0;
        last = SortedSlots.NONE;
    }

    @Override
    public void add(int slot) {
        count += last != SortedSlots.NONE && keys.arePeers(last, slot) ? 0 : 1;
        last = slot;
    }

    @Override
    public boolean isMissing() {
        return false;
    }

    @Override
    public long word() {
        return count;
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
        last = slot;
    }
}
