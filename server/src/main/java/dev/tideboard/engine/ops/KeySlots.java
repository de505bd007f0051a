package dev.tideboard.engine.ops;

import dev.tideboard.data.Column;
import dev.tideboard.data.ColumnType;
import dev.tideboard.data.Dictionary;
import dev.tideboard.data.RowBatch;
import dev.tideboard.data.Schema;

/** The distinct keys of a GROUP BY, each in a numbered slot; a freed slot is used again. Engine thread only. */
sealed interface KeySlots permits CodeSlots, RowSlots {

    /** Slots for keys with the types of the columns {@code keys} of {@code schema}. */
    static KeySlots of(Schema schema, int[] keys) {
        boolean oneText = keys.length == 1 && schema.column(keys[0]).type().storage() == ColumnType.Storage.TEXT;
        return oneText ? new CodeSlots() : new RowSlots(keys.length);
    }

    /** Writes the slot of each row's key, its columns {@code keys}, to {@code slots}; adds those that are not there. */
    void findOrAdd(RowBatch rows, int[] keys, int[] slots);

    /** Writes the slot of each row's key, or -1 where it is not there. */
    void find(RowBatch rows, int[] keys, int[] slots);

    /** Takes the key in {@code slot} out. */
    void remove(int slot);

    /** How many keys there are. */
    int size();

    /** One more than the greatest slot ever used. */
    int slotLimit();

    /** The values of key column {@code column} for the first {@code count} slots. */
    Column gather(int column, int[] slots, int count, ColumnType type, Dictionary dictionary);

    long stateBytes();
}
