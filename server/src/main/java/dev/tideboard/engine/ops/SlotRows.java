package dev.tideboard.engine.ops;

import dev.tideboard.data.Column;
import dev.tideboard.data.Dictionary;
import dev.tideboard.data.DoubleColumn;
import dev.tideboard.data.LongColumn;
import dev.tideboard.data.Nulls;
import dev.tideboard.data.RowBatch;
import dev.tideboard.data.Schema;
import dev.tideboard.data.TextColumn;
import java.util.Arrays;

/**
 * Rows of one schema by slot, as the words of {@link RowWords}; null flags are kept only for columns that ever had one.
 * The words of a row lie side by side, since rows are looked at one here and one there: a row is one or two cache lines,
 * whatever its columns. Which slots are in use is the owner's business. Engine thread only.
 */
final class SlotRows {
    /** Stands for a row of nulls. */
    static final int NOTHING = -1;

    private final Schema schema;
    private final Dictionary dictionary;
    private final int width;
    private final long[][] nulls;
    private long[] words = new long[0];
    private int capacity;

    SlotRows(Schema schema, Dictionary dictionary) {
        this.schema = schema;
        this.dictionary = dictionary;
        this.width = schema.size();
        this.nulls = new long[schema.size()][0];
    }

    /** Makes room for slots below {@code slots}. */
    void reserve(int slots) {
        if (slots <= capacity) {
            return;
        }
        capacity = Math.max(slots, capacity * 2);
        words = Arrays.copyOf(words, Math.multiplyExact(capacity, width));
        for (int i = 0; i < width; i++) {
            nulls[i] = nulls[i].length == 0 ? nulls[i] : Arrays.copyOf(nulls[i], (capacity + 63) >> 6);
        }
    }

    /** Puts row {@code from[i]} of {@code rows} into slot {@code slots[i]}, for the first {@code count}. */
    void put(RowBatch rows, int[] from, int[] slots, int count) {
        long[] into = words;
        for (int column = 0; column < width; column++) {
            switch (rows.column(column)) {
                case LongColumn longs -> {
                    for (int i = 0; i < count; i++) {
                        into[slots[i] * width + column] = longs.get(from[i]);
                    }
                }
                case DoubleColumn doubles -> {
                    for (int i = 0; i < count; i++) { // minus zero equals zero
                        into[slots[i] * width + column] = Double.doubleToRawLongBits(doubles.get(from[i]) + 0.0);
                    }
                }
                case TextColumn texts -> {
                    for (int i = 0; i < count; i++) {
                        into[slots[i] * width + column] = texts.code(from[i]);
                    }
                }
            }
            putNulls(column, rows.column(column).nulls(), from, slots, count);
        }
    }

    private void putNulls(int column, Nulls missing, int[] from, int[] slots, int count) {
        if (nulls[column].length == 0) {
            if (!missing.any()) {
                return;
            }
            nulls[column] = new long[(capacity + 63) >> 6];
        }
        long[] flags = nulls[column];
        for (int i = 0; i < count; i++) {
            long bit = 1L << slots[i];
            int word = slots[i] >> 6;
            flags[word] = missing.isNull(from[i]) ? flags[word] | bit : flags[word] & ~bit;
        }
    }

    boolean isNull(int column, int slot) {
        long[] flags = nulls[column];
        return flags.length > 0 && (flags[slot >> 6] & (1L << slot)) != 0;
    }

    long word(int column, int slot) {
        return words[slot * width + column];
    }

    /** Whether two slots hold the same words and nulls: their rows are equal, whatever the order of their types. */
    boolean same(int one, int other) {
        int from = one * width;
        int beside = other * width;
        for (int i = 0; i < width; i++) {
            if (words[from + i] != words[beside + i] || isNull(i, one) != isNull(i, other)) {
                return false;
            }
        }
        return true;
    }

    /** The values of {@code column} for the first {@code count} slots, of which {@link #NOTHING} gives null. */
    Column gather(int column, int[] slots, int count) {
        long[] from = words;
        Nulls missing = missing(column, slots, count);
        return switch (schema.column(column).type().storage()) {
            case LONG -> new LongColumn(longs(column, slots, count), count, missing);
            case DOUBLE -> {
                double[] values = new double[count];
                for (int i = 0; i < count; i++) {
                    values[i] = slots[i] < 0 ? 0 : Double.longBitsToDouble(from[slots[i] * width + column]);
                }
                yield new DoubleColumn(values, count, missing);
            }
            case TEXT -> {
                int[] codes = new int[count];
                for (int i = 0; i < count; i++) {
                    codes[i] = slots[i] < 0 ? 0 : (int) from[slots[i] * width + column];
                }
                yield new TextColumn(codes, count, missing, dictionary);
            }
        };
    }

    private long[] longs(int column, int[] slots, int count) {
        long[] values = new long[count];
        for (int i = 0; i < count; i++) {
            values[i] = slots[i] < 0 ? 0 : words[slots[i] * width + column];
        }
        return values;
    }

    private Nulls missing(int column, int[] slots, int count) {
        long[] flags = nulls[column];
        long[] missing = new long[0];
        for (int i = 0; i < count; i++) {
            int slot = slots[i];
            if (slot < 0 || (flags.length > 0 && (flags[slot >> 6] & (1L << slot)) != 0)) {
                missing = missing.length == 0 ? new long[(count + 63) >> 6] : missing;
                missing[i >> 6] |= 1L << i;
            }
        }
        return Nulls.ofWords(missing);
    }

    long stateBytes() {
        long bytes = 8L * words.length;
        for (long[] flags : nulls) {
            bytes += 8L * flags.length;
        }
        return bytes;
    }
}
