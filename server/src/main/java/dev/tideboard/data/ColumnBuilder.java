package dev.tideboard.data;

import java.util.Arrays;

/** Collects the values of one column, row after row. One thread at a time; {@link #build()} may be called once. */
public final class ColumnBuilder {
    private final ColumnType.Storage storage;
    private long[] longs = new long[0];
    private double[] doubles = new double[0];
    private int[] codes = new int[0];
    private long[] nulls = new long[0];
    private Dictionary dictionary = NO_DICTIONARY;
    private int size;

    private static final Dictionary NO_DICTIONARY = new Dictionary(1);

    public ColumnBuilder(ColumnType type, int capacity) {
        this.storage = type.storage();
        switch (storage) {
            case LONG -> longs = new long[capacity];
            case DOUBLE -> doubles = new double[capacity];
            case TEXT -> codes = new int[capacity];
        }
    }

    public int size() {
        return size;
    }

    public void addLong(long value) {
        if (size == longs.length) {
            longs = Arrays.copyOf(longs, grown());
        }
        longs[size++] = value;
    }

    public void addDouble(double value) {
        if (size == doubles.length) {
            doubles = Arrays.copyOf(doubles, grown());
        }
        doubles[size++] = value;
    }

    /**
     * Where the next {@code more} whole numbers of a column go that is written in bulk: into this array from {@link #size()}
     * on, all of them, and then {@link #written} says so.
     */
    public long[] longsFor(int more) {
        reserve(more);
        return longs;
    }

    /** Where the next {@code more} doubles go, as in {@link #longsFor}. */
    public double[] doublesFor(int more) {
        reserve(more);
        return doubles;
    }

    /** Says that {@code more} values were written in bulk. */
    public void written(int more) {
        size += more;
    }

    /** Takes back the value in {@code row}: it is missing after all. */
    public void makeNull(int row) {
        markNull(row);
        switch (storage) {
            case LONG -> longs[row] = 0;
            case DOUBLE -> doubles[row] = 0;
            case TEXT -> codes[row] = 0;
        }
    }

    /** Adds the text behind {@code code} of {@code from}; a column keeps to one dictionary. */
    public void addCode(int code, Dictionary from) {
        if (size == codes.length) {
            codes = Arrays.copyOf(codes, grown());
        }
        dictionary = from;
        codes[size++] = code;
    }

    public void addText(String text, Dictionary into) {
        addCode(into.intern(text), into);
    }

    /** Adds a missing value. */
    public void addNull() {
        markNull(size);
        switch (storage) {
            case LONG -> addLong(0);
            case DOUBLE -> addDouble(0);
            case TEXT -> addCode(0, dictionary);
        }
    }

    /** Adds the value of {@code row} in {@code column}, null included; a row of -1 is null. */
    public void addFrom(Column column, int row) {
        if (row < 0 || column.isNull(row)) {
            addNull();
            return;
        }
        switch (column) {
            case LongColumn from -> addLong(from.get(row));
            case DoubleColumn from -> addDouble(from.get(row));
            case TextColumn from -> addCode(from.code(row), from.dictionary());
        }
    }

    /**
     * Adds the values of rows {@code rows[from..to)} of {@code column}, nulls included: the loop of every bulk copy.
     */
    public void addAll(Column column, int[] rows, int from, int to) {
        reserve(to - from);
        int start = size;
        switch (column) {
            case LongColumn source -> {
                long[] values = source.values();
                for (int i = from; i < to; i++) {
                    longs[size++] = values[rows[i]];
                }
            }
            case DoubleColumn source -> {
                double[] values = source.values();
                for (int i = from; i < to; i++) {
                    doubles[size++] = values[rows[i]];
                }
            }
            case TextColumn source -> {
                int[] values = source.codes();
                for (int i = from; i < to; i++) {
                    codes[size++] = values[rows[i]];
                }
                if (source.dictionary() != NO_DICTIONARY) {
                    dictionary = source.dictionary();
                }
            }
        }
        if (column.nulls().any()) {
            for (int i = from; i < to; i++) {
                if (column.isNull(rows[i])) {
                    markNull(start + i - from);
                }
            }
        }
    }

    /**
     * The values so far, without ending the collection: the arrays are shared, and what is added later lies beyond the
     * column's size.
     */
    public Column view() {
        Nulls missing = Nulls.ofWords(Arrays.copyOf(nulls, Math.min(nulls.length, (size + 63) >> 6)));
        return column(missing);
    }

    /** The column; the arrays are handed over, not copied. */
    public Column build() {
        return column(Nulls.ofWords(nulls));
    }

    private Column column(Nulls missing) {
        return switch (storage) {
            case LONG -> new LongColumn(longs, size, missing);
            case DOUBLE -> new DoubleColumn(doubles, size, missing);
            case TEXT -> new TextColumn(codes, size, missing, dictionary);
        };
    }

    private void markNull(int row) {
        int word = row >> 6;
        if (word >= nulls.length) {
            nulls = Arrays.copyOf(nulls, Math.max(word + 1, nulls.length * 2));
        }
        nulls[word] |= 1L << row;
    }

    private void reserve(int more) {
        int needed = size + more;
        switch (storage) {
            case LONG -> longs = needed > longs.length ? Arrays.copyOf(longs, Math.max(needed, grown())) : longs;
            case DOUBLE ->
                doubles = needed > doubles.length ? Arrays.copyOf(doubles, Math.max(needed, grown())) : doubles;
            case TEXT -> codes = needed > codes.length ? Arrays.copyOf(codes, Math.max(needed, grown())) : codes;
        }
    }

    private int grown() {
        return Math.max(16, size * 2);
    }
}
