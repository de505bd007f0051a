package dev.tideboard.engine.ops.expression;

import dev.tideboard.data.Column;
import dev.tideboard.data.ColumnType;
import dev.tideboard.data.Dictionary;
import dev.tideboard.data.DoubleColumn;
import dev.tideboard.data.LongColumn;
import dev.tideboard.data.Nulls;
import dev.tideboard.data.TextColumn;

/** The column a kernel writes: arrays as long as the batch, filled at some positions. One thread at a time. */
final class Result {
    private static final Dictionary NO_TEXT = new Dictionary(1);
    private static final long[] NO_LONGS = new long[0];
    private static final double[] NO_DOUBLES = new double[0];
    private static final int[] NO_CODES = new int[0];

    final long[] longs;
    final double[] doubles;
    final int[] codes;
    private final ColumnType.Storage storage;
    private final int size;
    private long[] nulls = NO_LONGS;
    private Dictionary dictionary = NO_TEXT;

    Result(ColumnType type, int size) {
        this.storage = type.storage();
        this.size = size;
        this.longs = storage == ColumnType.Storage.LONG ? new long[size] : NO_LONGS;
        this.doubles = storage == ColumnType.Storage.DOUBLE ? new double[size] : NO_DOUBLES;
        this.codes = storage == ColumnType.Storage.TEXT ? new int[size] : NO_CODES;
    }

    void setNull(int row) {
        if (nulls.length == 0) {
            nulls = new long[(size + 63) >> 6];
        }
        nulls[row >> 6] |= 1L << row;
    }

    void clearNull(int row) {
        if (nulls.length != 0) {
            nulls[row >> 6] &= ~(1L << row);
        }
    }

    boolean isNull(int row) {
        return nulls.length != 0 && (nulls[row >> 6] & (1L << row)) != 0;
    }

    void setText(int row, String text, Dictionary into) {
        dictionary = into;
        codes[row] = into.intern(text);
    }

    void setCode(int row, int code, Dictionary from) {
        dictionary = from;
        codes[row] = code;
    }

    /** Takes the value of {@code row} over from {@code source}, null included. */
    void copy(Column source, int row) {
        if (source.isNull(row)) {
            setNull(row);
            return;
        }
        clearNull(row);
        switch (source) {
            case LongColumn from -> longs[row] = from.get(row);
            case DoubleColumn from -> doubles[row] = from.get(row);
            case TextColumn from -> setCode(row, from.code(row), from.dictionary());
        }
    }

    /** The column, missing also where {@code more} is. */
    Column build(Nulls more) {
        Nulls missing = Nulls.ofWords(nulls).or(more);
        return switch (storage) {
            case LONG -> new LongColumn(longs, size, missing);
            case DOUBLE -> new DoubleColumn(doubles, size, missing);
            case TEXT -> new TextColumn(codes, size, missing, dictionary);
        };
    }

    Column build() {
        return build(Nulls.NONE);
    }
}
