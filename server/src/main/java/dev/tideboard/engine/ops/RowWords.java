package dev.tideboard.engine.ops;

import dev.tideboard.data.Column;
import dev.tideboard.data.ColumnType;
import dev.tideboard.data.Dictionary;
import dev.tideboard.data.DoubleColumn;
import dev.tideboard.data.LongColumn;
import dev.tideboard.data.Nulls;
import dev.tideboard.data.RowBatch;
import dev.tideboard.data.TextColumn;
import java.util.Arrays;

/**
 * Rows as plain 64-bit words, column by column: what state is made of. Whole numbers stand for themselves, a double for
 * its bits, a text for its code; behind the columns come words of null flags, one bit per column. So two rows are the
 * same exactly when all their words are, and one loop hashes, compares and stores rows of any types.
 */
final class RowWords {
    private static final int FLAGS_PER_WORD = 64;

    private final long[][] words;
    private final int columns;
    private final int size;

    private RowWords(long[][] words, int columns, int size) {
        this.words = words;
        this.columns = columns;
        this.size = size;
    }

    /** The columns of {@code rows} at {@code indexes}. Arrays are shared with the batch where they need no change. */
    static RowWords of(RowBatch rows, int[] indexes) {
        int size = rows.size();
        long[][] words = new long[width(indexes.length)][];
        for (int i = 0; i < indexes.length; i++) {
            words[i] = words(rows.column(indexes[i]), size);
        }
        for (int flags = indexes.length; flags < words.length; flags++) {
            words[flags] = new long[size];
        }
        for (int i = 0; i < indexes.length; i++) {
            Nulls nulls = rows.column(indexes[i]).nulls();
            if (nulls.any()) {
                flag(nulls, words[indexes.length + i / FLAGS_PER_WORD], 1L << i, size);
            }
        }
        return new RowWords(words, indexes.length, size);
    }

    /** Rows of values that are never null, already as words; takes ownership of the arrays. */
    static RowWords ofKnown(long[][] words, int size) {
        return new RowWords(words, words.length, size);
    }

    /** How many words a row of {@code columns} columns takes. */
    static int width(int columns) {
        return columns + (columns + FLAGS_PER_WORD - 1) / FLAGS_PER_WORD;
    }

    int size() {
        return size;
    }

    int width() {
        return words.length;
    }

    long word(int index, int row) {
        return words[index][row];
    }

    /** True when a column of {@code row} is null: such a row equals no other in a join. */
    boolean anyNull(int row) {
        for (int i = columns; i < words.length; i++) {
            if (words[i][row] != 0) {
                return true;
            }
        }
        return false;
    }

    /** One 32-bit hash per row. */
    int[] hashes() {
        long[] mixed = new long[size];
        for (long[] word : words) {
            for (int row = 0; row < size; row++) {
                mixed[row] = Column.mix(mixed[row] ^ word[row]);
            }
        }
        int[] hashes = new int[size];
        for (int row = 0; row < size; row++) {
            hashes[row] = (int) mixed[row];
        }
        return hashes;
    }

    /** The column of {@code type} that the words {@code values} stand for, given its null flags. */
    static Column column(ColumnType type, long[] values, Nulls nulls, Dictionary dictionary) {
        int size = values.length;
        return switch (type.storage()) {
            case LONG -> new LongColumn(values, size, nulls);
            case DOUBLE -> {
                double[] doubles = new double[size];
                for (int i = 0; i < size; i++) {
                    doubles[i] = Double.longBitsToDouble(values[i]);
                }
                yield new DoubleColumn(doubles, size, nulls);
            }
            case TEXT -> {
                int[] codes = new int[size];
                for (int i = 0; i < size; i++) {
                    codes[i] = (int) values[i];
                }
                yield new TextColumn(codes, size, nulls, dictionary);
            }
        };
    }

    /** The values of {@code column} as words; null rows hold the word of the type's zero. Read only: they may be its own. */
    static long[] words(Column column, int size) {
        if (column instanceof LongColumn longs) {
            return longs.values();
        }
        long[] words = new long[size];
        write(column, size, words);
        return words;
    }

    /** Writes the values of {@code column} as words to the beginning of {@code words}. */
    static void write(Column column, int size, long[] words) {
        switch (column) {
            case LongColumn longs -> System.arraycopy(longs.values(), 0, words, 0, size);
            case DoubleColumn doubles -> {
                double[] values = doubles.values();
                for (int i = 0; i < size; i++) {
                    words[i] = Double.doubleToRawLongBits(values[i] + 0.0); // minus zero equals zero
                }
            }
            case TextColumn texts -> {
                int[] codes = texts.codes();
                for (int i = 0; i < size; i++) {
                    words[i] = codes[i];
                }
            }
        }
    }

    private static void flag(Nulls nulls, long[] flags, long bit, int size) {
        for (int row = 0; row < size; row++) {
            if (nulls.isNull(row)) {
                flags[row] |= bit;
            }
        }
    }

    /** All column positions of a schema of {@code columns} columns. */
    static int[] positions(int columns) {
        int[] positions = new int[columns];
        Arrays.setAll(positions, i -> i);
        return positions;
    }
}
