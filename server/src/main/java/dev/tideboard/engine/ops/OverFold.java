package dev.tideboard.engine.ops;

import dev.tideboard.data.ColumnType;
import dev.tideboard.data.Dictionary;

/**
 * What a window function makes of the rows of one frame, taken in one after the other and never out again: so it depends on
 * the rows and their order alone, and sums do not drift. Engine thread only.
 */
sealed interface OverFold permits CountFold, DenseRankFold, DoubleSumFold, LongSumFold, ValueFold {

    /** Starts again without rows. */
    void clear();

    /** Takes in the next row. */
    void add(int slot);

    /** Whether there is no value. */
    boolean isMissing();

    /**
     * The value as a word of {@link RowWords}.
     *
     * @throws ArithmeticException when it is too great
     */
    long word();

    /** How many numbers say all that was taken in. */
    int width();

    /** Writes those numbers from {@code at} on. */
    void save(long[] states, int at);

    /** Goes on from what was saved when {@code slot} had been taken in. */
    void load(long[] states, int at, int slot);

    /** Without rows; takes values from {@code rows}. */
    static OverFold of(OverCall call, SortedRows rows, OverKeys keys, Dictionary dictionary) {
        int column = call.of().column();
        boolean fromLast = call.frame().toEnd() && !call.frame().fromStart();
        return switch (call.function()) {
            case FIRST -> new PickFold(rows, column, !fromLast);
            case LAST -> new PickFold(rows, column, fromLast);
            case COUNT -> new CountFold(rows, column, 0);
            case RANK -> new CountFold(rows, column, 1);
            case DENSE_RANK -> new DenseRankFold(keys);
            case SUM, AVG -> {
                boolean average = call.function() == OverCall.Function.AVG;
                yield call.of().type().storage() == ColumnType.Storage.DOUBLE
                        ? new DoubleSumFold(rows, column, average)
                        : new LongSumFold(rows, call);
            }
            case MIN, MAX -> new ExtremeFold(rows, call, WordOrder.of(call.of().type(), dictionary));
        };
    }
}
