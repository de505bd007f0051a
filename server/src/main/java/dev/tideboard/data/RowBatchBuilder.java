package dev.tideboard.data;

import java.util.Arrays;
import java.util.List;

/**
 * Collects rows column by column, with an optional weight per row. Each row adds one value to every column, then calls
 * {@link #endRow()} or {@link #endRow(int)}. One thread at a time; build once.
 */
public final class RowBatchBuilder {
    private final Schema schema;
    private final List<ColumnBuilder> columns;
    private int[] weights;
    private int size;

    public RowBatchBuilder(Schema schema, int capacity) {
        this.schema = schema;
        ColumnBuilder[] builders = new ColumnBuilder[schema.size()];
        for (int i = 0; i < builders.length; i++) {
            builders[i] = new ColumnBuilder(schema.column(i).type(), capacity);
        }
        this.columns = List.of(builders);
        this.weights = new int[capacity];
    }

    public ColumnBuilder column(int index) {
        return columns.get(index);
    }

    public int size() {
        return size;
    }

    /** Ends a row of weight +1. */
    public void endRow() {
        endRow(1);
    }

    public void endRow(int weight) {
        if (size == weights.length) {
            weights = Arrays.copyOf(weights, Math.max(16, size * 2));
        }
        weights[size++] = weight;
    }

    /** Adds a whole row of {@code from}, whose columns have the same storage in the same order. */
    public void addRow(RowBatch from, int row, int weight) {
        for (int i = 0; i < columns.size(); i++) {
            columns.get(i).addFrom(from.column(i), row);
        }
        endRow(weight);
    }

    /** Adds rows {@code rows[start..end)} of {@code from}, column by column, all with the same weight. */
    public void addRows(RowBatch from, int[] rows, int start, int end, int weight) {
        for (int i = 0; i < columns.size(); i++) {
            columns.get(i).addAll(from.column(i), rows, start, end);
        }
        int grown = size + end - start;
        if (grown > weights.length) {
            weights = Arrays.copyOf(weights, Math.max(grown, size * 2));
        }
        Arrays.fill(weights, size, grown, weight);
        size = grown;
    }

    public RowBatch build() {
        Column[] built = new Column[columns.size()];
        for (int i = 0; i < built.length; i++) {
            built[i] = columns.get(i).build();
        }
        return new RowBatch(schema, List.of(built), size);
    }

    public Delta buildDelta() {
        return new Delta(build(), weights);
    }
}
