package dev.tideboard.serve.http;

import dev.tideboard.data.Column;
import dev.tideboard.data.ColumnType;
import dev.tideboard.data.Dates;
import dev.tideboard.data.Decimals;
import dev.tideboard.data.DoubleColumn;
import dev.tideboard.data.LongColumn;
import dev.tideboard.data.Schema;
import dev.tideboard.data.Snapshot;
import dev.tideboard.data.TextColumn;
import java.time.Instant;

/**
 * Rows as CSV (RFC 4180) with a header; null is an empty field, timestamps and dates are ISO 8601 in UTC.
 *
 * <p>Spreadsheets run text that starts like a formula, and rows come from outside, so such a text gets an apostrophe in
 * front (OWASP ASVS 5.0, 1.2.10). Numbers are never quoted: a leading minus is a number's own.
 */
final class RowsCsv {
    private static final String FORMULA_STARTS = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

    private RowsCsv() {}

    static String of(Snapshot snapshot) {
        Schema schema = snapshot.schema();
        StringBuilder out = new StringBuilder(64 + snapshot.size() * schema.size() * 8);
        for (int i = 0; i < schema.size(); i++) {
            out.append(i == 0 ? "" : ",");
            text(out, schema.column(i).name());
        }
        out.append("\r\n");
        for (Snapshot.Chunk chunk : snapshot.chunks()) {
            for (int i = 0; i < chunk.count(); i++) {
                row(out, schema, chunk, chunk.live()[i]);
            }
        }
        return out.toString();
    }

    private static void row(StringBuilder out, Schema schema, Snapshot.Chunk chunk, int row) {
        for (int i = 0; i < schema.size(); i++) {
            out.append(i == 0 ? "" : ",");
            Column column = chunk.rows().column(i);
            if (!column.isNull(row)) {
                value(out, schema.column(i).type(), column, row);
            }
        }
        out.append("\r\n");
    }

    private static void value(StringBuilder out, ColumnType type, Column column, int row) {
        switch (column) {
            case TextColumn texts -> text(out, texts.text(row));
            case DoubleColumn doubles -> out.append(doubles.get(row));
            case LongColumn longs when type == ColumnType.TIMESTAMP -> out.append(Instant.ofEpochMilli(longs.get(row)));
            case LongColumn longs when type == ColumnType.BOOLEAN -> out.append(longs.get(row) != 0);
            case LongColumn longs when type == ColumnType.DATE -> out.append(Dates.of(longs.get(row)));
            case LongColumn longs -> out.append(Decimals.text(longs.get(row), type.scale()));
        }
    }

    private static void text(StringBuilder out, String value) {
        boolean formula = !value.isEmpty() && FORMULA_STARTS.indexOf(value.charAt(0)) >= 0;
        String safe = formula ? "'" + value : value;
        // An empty text is quoted, so that it is not read as a missing one.
        if (safe.isEmpty() || safe.chars().anyMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n')) {
            out.append('"').append(safe.replace("\"", "\"\"")).append('"');
        } else {
            out.append(safe);
        }
    }
}
