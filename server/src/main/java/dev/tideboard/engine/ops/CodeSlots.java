package dev.tideboard.engine.ops;

import dev.tideboard.data.Column;
import dev.tideboard.data.ColumnType;
import dev.tideboard.data.Dictionary;
import dev.tideboard.data.Nulls;
import dev.tideboard.data.RowBatch;
import dev.tideboard.data.TextColumn;
import java.util.Arrays;

/**
 * Keys of one text column, which is what most rows are grouped by. Engine thread only.
 *
 * <p>Open addressing with linear probing over one array of longs: the upper half of an entry is the text's code, the lower
 * half its slot plus one, and 0 is an empty place. The code is the whole key, so finding a row reads one place and nothing
 * else. The place is taken from the upper bits of the code times the golden ratio (Knuth, TAOCP 6.4), which spreads codes
 * that were given out one after the other. The table is at most half full; removal shifts later entries back.
 */
final class CodeSlots implements KeySlots {
    private static final int NULL = -1; // codes start at 0
    private static final int GOLDEN = 0x9E3779B9;
    private static final int INITIAL_PLACES = 32;

    private long[] table = new long[INITIAL_PLACES];
    private int shift = shiftOf(INITIAL_PLACES);
    private int[] codes = new int[8];
    private final FreeSlots numbers = new FreeSlots();

    private static int shiftOf(int places) {
        return Integer.numberOfLeadingZeros(places) + 1;
    }

    @Override
    public void findOrAdd(RowBatch rows, int[] keys, int[] slots) {
        TextColumn column = rows.texts(keys[0]);
        Nulls nulls = column.nulls();
        int[] texts = column.codes();
        int size = rows.size();
        if (!nulls.any()) {
            for (int row = 0; row < size; row++) {
                slots[row] = findOrAdd(texts[row]);
            }
            return;
        }
        for (int row = 0; row < size; row++) {
            slots[row] = findOrAdd(nulls.isNull(row) ? NULL : texts[row]);
        }
    }

    @Override
    public void find(RowBatch rows, int[] keys, int[] slots) {
        TextColumn column = rows.texts(keys[0]);
        Nulls nulls = column.nulls();
        boolean missing = nulls.any();
        int[] texts = column.codes();
        for (int row = 0; row < rows.size(); row++) {
            slots[row] = find(missing && nulls.isNull(row) ? NULL : texts[row]);
        }
    }

    private int findOrAdd(int code) {
        int slot = find(code);
        return slot < 0 ? add(code) : slot;
    }

    /** The slot of {@code code}, or -1. */
    private int find(int code) {
        long[] places = table;
        int mask = places.length - 1;
        int at = (code * GOLDEN) >>> shift;
        long entry = places[at];
        while (entry != 0 && (int) (entry >>> 32) != code) {
            at = (at + 1) & mask;
            entry = places[at];
        }
        return (int) entry - 1;
    }

    private int add(int code) {
        if ((size() + 1) * 2 > table.length) {
            grow();
        }
        int slot = numbers.take();
        if (slot == codes.length) {
            codes = Arrays.copyOf(codes, slot * 2);
        }
        codes[slot] = code;
        place(code, slot);
        return slot;
    }

    private void grow() {
        long[] smaller = table;
        table = new long[smaller.length * 2];
        shift = shiftOf(table.length);
        for (long entry : smaller) {
            if (entry != 0) {
                place((int) (entry >>> 32), (int) entry - 1);
            }
        }
    }

    private void place(int code, int slot) {
        int mask = table.length - 1;
        int at = (code * GOLDEN) >>> shift;
        while (table[at] != 0) {
            at = (at + 1) & mask;
        }
        table[at] = ((long) code << 32) | (slot + 1);
    }

    @Override
    public void remove(int slot) {
        int mask = table.length - 1;
        int hole = (codes[slot] * GOLDEN) >>> shift;
        while ((int) table[hole] != slot + 1) {
            hole = (hole + 1) & mask;
        }
        for (int at = (hole + 1) & mask; table[at] != 0; at = (at + 1) & mask) {
            int home = ((int) (table[at] >>> 32) * GOLDEN) >>> shift;
            if (((at - home) & mask) >= ((at - hole) & mask)) { // its own place lies at or before the hole
                table[hole] = table[at];
                hole = at;
            }
        }
        table[hole] = 0;
        numbers.free(slot);
    }

    @Override
    public int size() {
        return numbers.used();
    }

    @Override
    public int slotLimit() {
        return numbers.limit();
    }

    @Override
    public Column gather(int column, int[] slots, int count, ColumnType type, Dictionary dictionary) {
        int[] gathered = new int[count];
        long[] nulls = new long[0];
        for (int i = 0; i < count; i++) {
            int code = codes[slots[i]];
            if (code == NULL) {
                nulls = nulls.length == 0 ? new long[(count + 63) >> 6] : nulls;
                nulls[i >> 6] |= 1L << i;
            } else {
                gathered[i] = code;
            }
        }
        return new TextColumn(gathered, count, Nulls.ofWords(nulls), dictionary);
    }

    @Override
    public long stateBytes() {
        return 8L * table.length + 4L * codes.length + numbers.stateBytes();
    }
}
