package dev.tideboard.engine.ops;

import dev.tideboard.data.Column;
import dev.tideboard.data.ColumnBuilder;
import dev.tideboard.data.Dictionary;

/** The state of one aggregate for all groups, in arrays by the group's slot. Engine thread only. */
interface Accumulator {

    /** Makes room for slots below {@code slots}. */
    void reserve(int slots);

    /**
     * Adds the rows of a batch.
     *
     * @param slots the group of each row
     * @param weights how many copies come or, negative, go
     * @param argument the values; of any kind for {@code COUNT(*)}
     */
    void add(int[] slots, int[] weights, Column argument);

    /** Appends the value of each of the first {@code count} groups. */
    void write(int[] slots, int count, ColumnBuilder out);

    /** Forgets the group in {@code slot}, which has no rows left. */
    void clear(int slot);

    long stateBytes();

    /** The fresh state of {@code call}. */
    static Accumulator of(AggregateCall call, Dictionary dictionary) {
        boolean average = call.function() == AggregateCall.Function.AVG;
        return switch (call.function()) {
            case COUNT -> new CountAccumulator(call.argument() >= 0);
            case COUNT_DISTINCT -> new DistinctAccumulator();
            case SUM, AVG ->
                switch (call.argumentType().storage()) {
                    case LONG -> new LongSumAccumulator(call.text(), average);
                    case DOUBLE -> new DoubleSumAccumulator(call.text(), average);
                    case TEXT -> throw new IllegalArgumentException(call.text() + ": text has no sum");
                };
            case MIN, MAX -> new ExtremeAccumulator(call, dictionary);
        };
    }
}
