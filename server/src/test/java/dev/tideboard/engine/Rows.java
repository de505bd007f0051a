package dev.tideboard.engine;

import dev.tideboard.data.ColumnSchema;
import dev.tideboard.data.ColumnType;
import dev.tideboard.data.Delta;
import dev.tideboard.data.Dictionary;
import dev.tideboard.data.RowBatch;
import dev.tideboard.data.RowBatchBuilder;
import dev.tideboard.data.Schema;
import dev.tideboard.data.Snapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Rows as plain lists of objects, for comparing with what the engine holds in columns. */
final class Rows {
    static final String NULL = "null";

    static final Schema READINGS = Schema.of(
            ColumnSchema.of("facility", ColumnType.TEXT),
            ColumnSchema.of("at", ColumnType.TIMESTAMP),
            ColumnSchema.of("power", ColumnType.DOUBLE));

    private Rows() {}

    static TableSpec readings(List<String> key, TableSpec.ClockKind clock, Duration keep) {
        return new TableSpec("readings", READINGS, key, "at", clock, keep, Duration.ZERO, Map.of(), Duration.ZERO);
    }

    /** A batch of rows given as lists; {@link #NULL} is a missing value. */
    static RowBatch batch(Schema schema, Dictionary dictionary, List<? extends List<?>> rows) {
        RowBatchBuilder builder = new RowBatchBuilder(schema, 0);
        for (List<?> row : rows) {
            add(builder, schema, dictionary, row);
            builder.endRow();
        }
        return builder.build();
    }

    static Delta delta(Schema schema, Dictionary dictionary, Map<List<Object>, Integer> weights) {
        RowBatchBuilder builder = new RowBatchBuilder(schema, 0);
        weights.forEach((row, weight) -> {
            add(builder, schema, dictionary, row);
            builder.endRow(weight);
        });
        return builder.buildDelta();
    }

    private static void add(RowBatchBuilder builder, Schema schema, Dictionary dictionary, List<?> row) {
        for (int i = 0; i < schema.size(); i++) {
            switch (row.get(i)) {
                case String text when text.equals(NULL) -> builder.column(i).addNull();
                case String text -> builder.column(i).addText(text, dictionary);
                case Double number -> builder.column(i).addDouble(number);
                case Long number -> builder.column(i).addLong(number);
                default -> throw new IllegalArgumentException("value=" + row.get(i));
            }
        }
    }

    static List<List<Object>> list(RowBatch rows) {
        List<List<Object>> list = new ArrayList<>();
        for (int row = 0; row < rows.size(); row++) {
            List<Object> values = new ArrayList<>();
            for (int column = 0; column < rows.schema().size(); column++) {
                values.add(rows.column(column).boxed(row, NULL));
            }
            list.add(values);
        }
        return list;
    }

    /** How often each row is there; never 0. */
    static Map<List<Object>, Integer> bag(List<List<Object>> rows) {
        Map<List<Object>, Integer> bag = new HashMap<>();
        rows.forEach(row -> add(bag, row, 1));
        return bag;
    }

    static Map<List<Object>, Integer> bag(Snapshot snapshot) {
        return bag(list(snapshot.toRows()));
    }

    /** Adds a change to a bag. */
    static void apply(Map<List<Object>, Integer> bag, Delta delta) {
        List<List<Object>> rows = list(delta.rows());
        for (int row = 0; row < rows.size(); row++) {
            add(bag, rows.get(row), delta.weight(row));
        }
    }

    static void add(Map<List<Object>, Integer> bag, List<Object> row, int weight) {
        if (bag.merge(row, weight, Integer::sum) == 0) {
            bag.remove(row);
        }
    }
}
