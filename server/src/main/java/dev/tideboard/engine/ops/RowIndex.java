package dev.tideboard.engine.ops;

import dev.tideboard.data.Column;
import dev.tideboard.data.ColumnType;
import dev.tideboard.data.Dictionary;
import dev.tideboard.data.Nulls;
import java.util.Arrays;

/**
 * A set of distinct rows, each in a numbered slot: groups, join keys and the rows of a bag are all kept in one of these,
 * with whatever else belongs to a slot in arrays beside it. Engine thread only.
 *
 * <p>Open addressing with linear probing over one array of longs: the upper half of an entry is the row's hash, the
 * lower half its slot plus one, and 0 is an empty place. Removal shifts later entries back, so there are no tombstones.
 * A freed slot is used again by the next row. The table is at most half full.
 */
final class RowIndex {
    private static final int ABSENT = -1;
    private static final int INITIAL_SLOTS = 8;

    private final int columns;
    private final int width;
    private long[][] stored;
    private int[] hashes = new int[INITIAL_SLOTS];
    private final FreeSlots numbers = new FreeSlots();
    private long[] table = new long[INITIAL_SLOTS * 4];

    private RowIndex(int columns, int width) {
        this.columns = columns;
        this.width = width;
        this.stored = new long[width][INITIAL_SLOTS];
    }

    /** An empty index of rows of {@code columns} columns, of which any may be null. */
    static RowIndex ofColumns(int columns) {
        return new RowIndex(columns, RowWords.width(columns));
    }

    /** An empty index of rows of {@code words} known values. */
    static RowIndex ofWords(int words) {
        return new RowIndex(words, words);
    }

    /** How many rows there are. */
    int size() {
        return numbers.used();
    }

    /** One more than the greatest slot ever used: how long the arrays beside the index must be. */
    int slotLimit() {
        return numbers.limit();
    }

    long word(int index, int slot) {
        return stored[index][slot];
    }

    /** Writes the slot of each row to {@code slots}, or -1 where it is not there. */
    void find(RowWords rows, int[] slots) {
        int[] hashOf = rows.hashes();
        for (int row = 0; row < rows.size(); row++) {
            slots[row] = find(rows, row, hashOf[row]);
        }
    }

    /** The slot of each row, adding those that are not there. */
    int[] findOrAdd(RowWords rows) {
        int[] slots = new int[rows.size()];
        findOrAdd(rows, slots);
        return slots;
    }

    /** Writes the slot of each row to {@code slots}, adding those that are not there. */
    void findOrAdd(RowWords rows, int[] slots) {
        int[] hashOf = rows.hashes();
        for (int row = 0; row < rows.size(); row++) {
            slots[row] = findOrAdd(rows, row, hashOf[row]);
        }
    }

    int findOrAdd(RowWords rows, int row, int hash) {
        int slot = find(rows, row, hash);
        return slot != ABSENT ? slot : add(rows, row, hash);
    }

    /** The slot of one row, or -1; {@code hash} as {@link RowWords#hashes()} gives it. */
    int find(RowWords rows, int row, int hash) {
        long[] places = table;
        int mask = places.length - 1;
        int at = hash & mask;
        long entry = places[at];
        while (entry != 0) {
            int slot = (int) entry - 1;
            if ((int) (entry >>> 32) == hash && holds(slot, rows, row)) {
                return slot;
            }
            at = (at + 1) & mask;
            entry = places[at];
        }
        return ABSENT;
    }

    private boolean holds(int slot, RowWords rows, int row) {
        for (int i = 0; i < width; i++) {
            if (stored[i][slot] != rows.word(i, row)) {
                return false;
            }
        }
        return true;
    }

    private int add(RowWords rows, int row, int hash) {
        if ((size() + 1) * 2 > table.length) {
            grow();
        }
        int slot = numbers.take();
        reserve(slot);
        for (int i = 0; i < width; i++) {
            stored[i][slot] = rows.word(i, row);
        }
        hashes[slot] = hash;
        place(table, hash, slot);
        return slot;
    }

    private void reserve(int slot) {
        if (slot == hashes.length) {
            int longer = slot * 2;
            hashes = Arrays.copyOf(hashes, longer);
            for (int i = 0; i < width; i++) {
                stored[i] = Arrays.copyOf(stored[i], longer);
            }
        }
    }

    private void grow() {
        long[] larger = new long[table.length * 2];
        for (long entry : table) {
            if (entry != 0) {
                place(larger, (int) (entry >>> 32), (int) entry - 1);
            }
        }
        table = larger;
    }

    private static void place(long[] places, int hash, int slot) {
        int mask = places.length - 1;
        int at = hash & mask;
        while (places[at] != 0) {
            at = (at + 1) & mask;
        }
        places[at] = ((long) hash << 32) | (slot + 1);
    }

    /** Takes the row in {@code slot} out; the slot may be used again at once. */
    void remove(int slot) {
        int mask = table.length - 1;
        int hole = hashes[slot] & mask;
        while ((int) table[hole] != slot + 1) {
            hole = (hole + 1) & mask;
        }
        for (int at = (hole + 1) & mask; table[at] != 0; at = (at + 1) & mask) {
            int home = (int) (table[at] >>> 32) & mask;
            if (((at - home) & mask) >= ((at - hole) & mask)) { // its own place lies at or before the hole
                table[hole] = table[at];
                hole = at;
            }
        }
        table[hole] = 0;
        numbers.free(slot);
    }

    boolean isNull(int column, int slot) {
        return (stored[columns + (column >> 6)][slot] & (1L << column)) != 0;
    }

    /** The values of {@code column} for the first {@code count} slots. */
    Column gather(int column, int[] slots, int count, ColumnType type, Dictionary dictionary) {
        long[] values = new long[count];
        long[] nulls = new long[(count + 63) >> 6];
        long[] from = stored[column];
        long[] flags = stored[columns + (column >> 6)];
        long bit = 1L << column;
        for (int i = 0; i < count; i++) {
            int slot = slots[i];
            if ((flags[slot] & bit) != 0) {
                nulls[i >> 6] |= 1L << i;
            } else {
                values[i] = from[slot];
            }
        }
        return RowWords.column(type, values, Nulls.ofWords(nulls), dictionary);
    }

    long stateBytes() {
        return (long) hashes.length * (4 + 8L * width) + 8L * table.length + numbers.stateBytes();
    }
}
