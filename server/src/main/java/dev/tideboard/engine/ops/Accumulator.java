package dev.tideboard.engine.ops;

import dev.tideboard.data.Column;
import dev.tideboard.data.ColumnBuilder;
import dev.tideboard.data.Dictionary;

/**
 * What is kept of the rows of every group for one or several aggregates, in arrays by the group's slot: SUM and AVG of a
 * column are read from the same state. Engine thread only.
 */
interface Accumulator {

    /** Makes room for slots below {@code slots}. */
    void reserve(int slots);

    /**
     * Adds the rows of a batch.
     *
     * @param argument their values; of any kind for {@code COUNT(*)}
     * @param by what they are ordered by; the values themselves for a function of one column
     */
    void add(GroupedRows rows, Column argument, Column by);

    /** Appends the value of {@code call} for the groups {@code slots[from..to)}. */
    void write(AggregateCall call, int[] slots, int from, int to, ColumnBuilder out);

    /** Forgets the group in {@code slot}, which has no rows left. */
    void clear(int slot);

    long stateBytes();

    /**
     * The fresh state of {@code call}.
     *
     * @param rows how many rows each group has, counted before the other accumulators add a batch
     */
    static Accumulator of(AggregateCall call, CountAccumulator rows, Dictionary dictionary) {
        return switch (call.function()) {
            case COUNT -> call.argument() < 0 ? rows : new CountAccumulator(true);
            case COUNT_DISTINCT -> new DistinctAccumulator();
            case SUM, AVG ->
                switch (call.argumentType().storage()) {
                    case LONG -> new LongSumAccumulator(rows);
                    case DOUBLE -> new DoubleSumAccumulator(rows);
                    case TEXT -> throw new IllegalArgumentException(call.text() + ": text has no sum");
                };
            case MIN, MAX, ARG_MIN, ARG_MAX, FIRST_VALUE, LAST_VALUE -> new ExtremeAccumulator(call, dictionary);
            case PERCENTILE_CONT, PERCENTILE_DISC -> new QuantileAccumulator(call.argumentType(), dictionary);
            case APPROX_PERCENTILE -> new BucketAccumulator(call.argumentType().scale());
            case APPROX_COUNT_DISTINCT -> new CellAccumulator();
            case VAR_POP, VAR_SAMP, STDDEV_POP, STDDEV_SAMP ->
                new VarianceAccumulator(rows, call.argumentType().scale());
        };
    }
}
