package dev.tideboard.serve;

import dev.tideboard.data.Column;
import dev.tideboard.data.ColumnType;
import dev.tideboard.data.DoubleColumn;
import dev.tideboard.data.LongColumn;
import dev.tideboard.data.Nulls;
import dev.tideboard.data.Schema;
import dev.tideboard.data.Snapshot;
import dev.tideboard.data.TextColumn;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Rows as JSON columns: {@code {"code":["A","B"],"power":[1.5,null]}}. Timestamps and dates are milliseconds,
 * booleans true and false, null is null.
 */
final class ColumnJson {
    private ColumnJson() {}

    /** Writes every column of the rows. */
    static void write(JsonBytes out, Schema schema, List<Snapshot.Chunk> rows) {
        write(out, schema, IntStream.range(0, schema.size()).toArray(), rows);
    }

    /** Writes the columns at {@code indexes}. */
    static void write(JsonBytes out, Schema schema, int[] indexes, List<Snapshot.Chunk> rows) {
        out.raw('{');
        for (int index : indexes) {
            out.text(schema.column(index).name()).raw(":[");
            ColumnType type = schema.column(index).type();
            for (Snapshot.Chunk chunk : rows) {
                write(out, type, chunk.rows().column(index), chunk);
            }
            out.close(']').raw(',');
        }
        out.close('}');
    }

    private static void write(JsonBytes out, ColumnType type, Column column, Snapshot.Chunk chunk) {
        switch (column) {
            case DoubleColumn doubles -> doubles(out, doubles, chunk);
            case TextColumn texts -> texts(out, texts, chunk);
            case LongColumn longs when type == ColumnType.BOOLEAN -> booleans(out, longs, chunk);
            case LongColumn longs when type.isDecimal() -> decimals(out, longs, type.scale(), chunk);
            case LongColumn longs -> longs(out, longs, chunk);
        }
    }

    private static void doubles(JsonBytes out, DoubleColumn column, Snapshot.Chunk chunk) {
        double[] values = column.values();
        Nulls nulls = column.nulls();
        int[] live = chunk.live();
        for (int i = 0; i < chunk.count(); i++) {
            int row = live[i];
            if (nulls.isNull(row)) {
                out.raw("null,");
            } else {
                out.number(values[row]).raw(',');
            }
        }
    }

    private static void longs(JsonBytes out, LongColumn column, Snapshot.Chunk chunk) {
        long[] values = column.values();
        Nulls nulls = column.nulls();
        int[] live = chunk.live();
        for (int i = 0; i < chunk.count(); i++) {
            int row = live[i];
            if (nulls.isNull(row)) {
                out.raw("null,");
            } else {
                out.whole(values[row]).raw(',');
            }
        }
    }

    private static void decimals(JsonBytes out, LongColumn column, int scale, Snapshot.Chunk chunk) {
        for (int i = 0; i < chunk.count(); i++) {
            int row = chunk.live()[i];
            if (column.isNull(row)) {
                out.raw("null,");
            } else {
                out.decimal(column.get(row), scale).raw(',');
            }
        }
    }

    private static void booleans(JsonBytes out, LongColumn column, Snapshot.Chunk chunk) {
        for (int i = 0; i < chunk.count(); i++) {
            int row = chunk.live()[i];
            if (column.isNull(row)) {
                out.raw("null,");
            } else {
                out.raw(column.get(row) != 0 ? "true," : "false,");
            }
        }
    }

    private static void texts(JsonBytes out, TextColumn column, Snapshot.Chunk chunk) {
        for (int i = 0; i < chunk.count(); i++) {
            int row = chunk.live()[i];
            if (column.isNull(row)) {
                out.raw("null,");
            } else {
                out.text(column.text(row)).raw(',');
            }
        }
    }
}
