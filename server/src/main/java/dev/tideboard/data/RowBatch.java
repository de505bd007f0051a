package dev.tideboard.data;

import java.util.List;

/** Rows by column: {@code size} rows of {@code schema}. Immutable. */
public record RowBatch(Schema schema, List<Column> columns, int size) {

    /** Checks that columns and schema agree in number, storage and length. */
    public RowBatch {
        columns = List.copyOf(columns);
        if (columns.size() != schema.size()) {
            throw new IllegalArgumentException("columns=" + columns.size() + " but schema has " + schema.size());
        }
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            boolean fits = switch (schema.column(i).type().storage()) {
                case LONG -> column instanceof LongColumn;
                case DOUBLE -> column instanceof DoubleColumn;
                case TEXT -> column instanceof TextColumn;
            };
            if (!fits || column.size() != size) {
                throw new IllegalArgumentException("column=" + schema.column(i) + " does not fit "
                        + column.getClass().getSimpleName() + " of " + column.size() + " rows, expected " + size);
            }
        }
    }

    public Column column(int index) {
        return columns.get(index);
    }

    public LongColumn longs(int index) {
        return (LongColumn) columns.get(index);
    }

    public DoubleColumn doubles(int index) {
        return (DoubleColumn) columns.get(index);
    }

    public TextColumn texts(int index) {
        return (TextColumn) columns.get(index);
    }

    public boolean isEmpty() {
        return size == 0;
    }

    /** The rows {@code rows[0..count)} in that order. */
    public RowBatch gather(int[] rows, int count) {
        Column[] gathered = new Column[columns.size()];
        for (int i = 0; i < gathered.length; i++) {
            gathered[i] = columns.get(i).gather(rows, count);
        }
        return new RowBatch(schema, List.of(gathered), count);
    }

    /** The columns at {@code indexes}, in that order. */
    public RowBatch select(int[] indexes) {
        return new RowBatch(
                schema.select(indexes),
                java.util.Arrays.stream(indexes).mapToObj(columns::get).toList(),
                size);
    }
}
