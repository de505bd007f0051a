package dev.tideboard.engine.ops;

import dev.tideboard.data.Column;
import dev.tideboard.data.ColumnType;
import dev.tideboard.data.Dictionary;
import dev.tideboard.data.RowBatch;

/** Keys of any columns, in a {@link RowIndex}. Engine thread only. */
final class RowSlots implements KeySlots {
    private final RowIndex index;

    RowSlots(int columns) {
        this.index = RowIndex.ofColumns(columns);
    }

    @Override
    public void findOrAdd(RowBatch rows, int[] keys, int[] slots) {
        index.findOrAdd(RowWords.of(rows, keys), slots);
    }

    @Override
    public void find(RowBatch rows, int[] keys, int[] slots) {
        index.find(RowWords.of(rows, keys), slots);
    }

    @Override
    public void remove(int slot) {
        index.remove(slot);
    }

    @Override
    public int size() {
        return index.size();
    }

    @Override
    public int slotLimit() {
        return index.slotLimit();
    }

    @Override
    public Column gather(int column, int[] slots, int count, ColumnType type, Dictionary dictionary) {
        return index.gather(column, slots, count, type, dictionary);
    }

    @Override
    public long stateBytes() {
        return index.stateBytes();
    }
}
