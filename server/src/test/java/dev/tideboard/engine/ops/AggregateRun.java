package dev.tideboard.engine.ops;

import dev.tideboard.data.Column;
import dev.tideboard.data.ColumnBuilder;
import dev.tideboard.data.ColumnType;
import dev.tideboard.data.Dictionary;
import java.util.ArrayList;
import java.util.List;

/** One aggregate by itself, fed with rows of a group, a time and a value; and the same rows in a list. */
final class AggregateRun {
    static final String NULL = "∅";

    private static final int LEAST_GROUPS = 4;

    private final AggregateCall call;
    private final Dictionary dictionary;
    private final CountAccumulator counts = new CountAccumulator(false);
    private final Accumulator accumulator;
    private final List<Row> rows = new ArrayList<>();

    /** A row; {@code value} is a Long, a Double, a String or {@link #NULL}. */
    record Row(int group, Object at, Object value) {}

    AggregateRun(AggregateCall call, Dictionary dictionary) {
        this.call = call;
        this.dictionary = dictionary;
        this.accumulator = Accumulator.of(call, counts, dictionary);
    }

    static AggregateCall call(AggregateCall.Function function, ColumnType type) {
        AggregateCall.By by =
                function.isOrdered() ? new AggregateCall.By(0, ColumnType.TIMESTAMP) : AggregateCall.By.NOTHING;
        return new AggregateCall(function, 1, type, by, function.toString());
    }

    static AggregateCall call(AggregateCall.Function function, ColumnType type, Quantile quantile) {
        return new AggregateCall(function, 1, type, AggregateCall.By.of(quantile), function.toString());
    }

    /** The rows now. */
    List<Row> rows() {
        return rows;
    }

    /** The values that are not null of a group. */
    List<Object> known(int group) {
        return rows.stream()
                .filter(row -> row.group() == group && !row.value().equals(NULL))
                .map(Row::value)
                .toList();
    }

    /** Adds a copy of each of {@code added} and takes one of each of {@code gone} away, in one batch. */
    void change(List<Row> added, List<Row> gone) {
        int size = added.size() + gone.size();
        ColumnBuilder at = new ColumnBuilder(ColumnType.TIMESTAMP, size);
        ColumnBuilder value = new ColumnBuilder(call.argumentType(), size);
        int[] slots = new int[size];
        int[] weights = new int[size];
        List<Row> all = new ArrayList<>(gone); // so that a row may go before it comes
        all.addAll(added);
        int limit = LEAST_GROUPS;
        for (int i = 0; i < size; i++) {
            slots[i] = all.get(i).group();
            weights[i] = i < gone.size() ? -1 : 1;
            limit = Math.max(limit, slots[i] + 1);
            add(at, all.get(i).at());
            add(value, all.get(i).value());
        }
        counts.reserve(limit);
        accumulator.reserve(limit);
        GroupedRows batch = new GroupedRows(slots, weights, size);
        Column values = value.build();
        counts.add(batch, values, values);
        accumulator.add(batch, values, call.by().column() < 0 ? values : at.build());
        rows.addAll(added);
        gone.forEach(rows::remove);
    }

    private void add(ColumnBuilder column, Object value) {
        switch (value) {
            case Long whole -> column.addLong(whole);
            case Double real -> column.addDouble(real);
            case String text when !text.equals(NULL) -> column.addText(text, dictionary);
            default -> column.addNull();
        }
    }

    Object result(int group) {
        return result(call, group);
    }

    /** What {@code other}, which shares this state, is of {@code group}. */
    Object result(AggregateCall other, int group) {
        ColumnBuilder out = new ColumnBuilder(other.type(), 1);
        accumulator.write(other, new int[] {group}, 0, 1, out);
        return out.build().boxed(0, NULL);
    }

    /** The same aggregate fed at once with the rows there are now. */
    AggregateRun fresh() {
        AggregateRun fresh = new AggregateRun(call, dictionary);
        fresh.change(rows, List.of());
        return fresh;
    }

    long stateBytes() {
        return accumulator.stateBytes();
    }
}
