package dev.tideboard.store;

import dev.tideboard.data.Column;
import dev.tideboard.data.ColumnSchema;
import dev.tideboard.data.ColumnType;
import dev.tideboard.data.Dates;
import dev.tideboard.data.DoubleColumn;
import dev.tideboard.data.LongColumn;
import dev.tideboard.data.Schema;
import dev.tideboard.data.Snapshot;
import dev.tideboard.data.TextColumn;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/**
 * The rows of a table or view of ours in DuckDB. One thread at a time.
 *
 * <p>Each chunk of a snapshot is a table of its own, and the name that SQL reads is a view that puts them together. A chunk
 * that is the same object as before holds the same rows and stays; the others are dropped and copied anew. So the cost
 * follows what changed, and unlike DELETE, dropping gives the memory back at once.
 */
final class CopiedTable {
    private final DuckDBConnection database;
    private final String name;
    private final Schema schema;
    private IdentityHashMap<Snapshot.Chunk, String> copies = new IdentityHashMap<>();
    private long copied;

    /**
     * Makes an empty table.
     *
     * @param schema the columns that SQL may read; a snapshot may have more
     */
    CopiedTable(DuckDBConnection database, String name, Schema schema) throws SQLException {
        this.database = database;
        this.name = name;
        this.schema = schema;
        create(copy(0));
        show(copies);
    }

    /** Makes the rows those of {@code snapshot}. */
    void copy(Snapshot snapshot) throws SQLException {
        int[] columns = snapshot.schema().indexesOf(schema.names());
        IdentityHashMap<Snapshot.Chunk, String> next = new IdentityHashMap<>();
        IdentityHashMap<Snapshot.Chunk, String> before = copies;
        for (Snapshot.Chunk chunk : snapshot.chunks()) {
            String known = before.get(chunk);
            next.put(chunk, known == null ? load(chunk, columns) : known);
        }
        if (next.size() == before.size() && before.keySet().containsAll(next.keySet())) {
            return;
        }
        show(next);
        for (Map.Entry<Snapshot.Chunk, String> old : before.entrySet()) {
            if (!next.containsKey(old.getKey())) {
                LockedDatabase.execute(database, "DROP TABLE " + qualified(old.getValue()));
            }
        }
        copies = next;
    }

    /** Tables copied so far. */
    long copied() {
        return copied;
    }

    private String load(Snapshot.Chunk chunk, int[] columns) throws SQLException {
        String copy = copy(++copied);
        create(copy);
        try (DuckDBAppender appender = database.createAppender(LockedDatabase.COPIES, copy)) {
            for (int i = 0; i < chunk.count(); i++) {
                appender.beginRow();
                for (int column : columns) {
                    ColumnType type = chunk.rows().schema().column(column).type();
                    append(appender, type, chunk.rows().column(column), chunk.live()[i]);
                }
                appender.endRow();
            }
        }
        return copy;
    }

    private static void append(DuckDBAppender appender, ColumnType type, Column values, int row) throws SQLException {
        if (values.isNull(row)) {
            appender.appendNull();
            return;
        }
        switch (values) {
            case TextColumn texts -> appender.append(texts.text(row));
            case DoubleColumn doubles -> appender.append(doubles.get(row));
            case LongColumn longs -> append(appender, type, longs.get(row));
        }
    }

    private static void append(DuckDBAppender appender, ColumnType type, long value) throws SQLException {
        switch (type.kind()) {
            case BOOLEAN -> appender.append(value != 0);
            case INT -> appender.append((int) value);
            case TIMESTAMP -> appender.appendEpochMicros(Math.multiplyExact(value, 1000L));
            case DATE -> appender.append(Dates.of(value));
            case DECIMAL -> appender.append(BigDecimal.valueOf(value, type.scale()));
            default -> appender.append(value);
        }
    }

    private void create(String copy) throws SQLException {
        String columns = schema.columns().stream()
                .map(column -> LockedDatabase.quoted(column.name()) + " " + LockedDatabase.type(column.type()))
                .collect(Collectors.joining(", ", "(", ")"));
        LockedDatabase.execute(database, "CREATE TABLE " + qualified(copy) + columns);
    }

    private void show(IdentityHashMap<Snapshot.Chunk, String> chunks) throws SQLException {
        Map<String, String> parts = new LinkedHashMap<>(); // the empty one gives the columns where there is no chunk
        parts.put(copy(0), "");
        chunks.values().forEach(copy -> parts.put(copy, ""));
        String shown = schema.columns().stream().map(CopiedTable::shown).collect(Collectors.joining(", "));
        String union = parts.keySet().stream()
                .map(copy -> "SELECT " + shown + " FROM " + qualified(copy))
                .collect(Collectors.joining(" UNION ALL "));
        LockedDatabase.execute(database, "CREATE OR REPLACE VIEW " + LockedDatabase.quoted(name) + " AS " + union);
    }

    /** A span is copied as its milliseconds, since only SQL makes an interval of DuckDB. */
    private static String shown(ColumnSchema column) {
        String name = LockedDatabase.quoted(column.name());
        return column.type() == ColumnType.INTERVAL ? "to_milliseconds(" + name + ") AS " + name : name;
    }

    private String copy(long number) {
        return name + " " + number;
    }

    private static String qualified(String copy) {
        return LockedDatabase.COPIES + "." + LockedDatabase.quoted(copy);
    }
}
