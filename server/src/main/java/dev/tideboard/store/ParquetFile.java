package dev.tideboard.store;

import dev.tideboard.recording.ParquetFormat;
import dev.tideboard.recording.RecordingException;
import dev.tideboard.recording.RowCursor;
import dev.tideboard.recording.WideColumns;
import dev.tideboard.recording.WideLayout;
import dev.tideboard.recording.WideRow;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;

/** Parquet files, written and read by DuckDB in memory. Thread-safe: each call has a database of its own. */
public final class ParquetFile implements ParquetFormat {
    /** File names and column names are values or come with the file, so no outside text is ever part of a statement. */
    private static final String ALL_BUT_TIME = "COLUMNS(* EXCLUDE (\"at\"))";

    private static final String CONVERT = "CREATE TABLE wide AS SELECT \"at\"::TIMESTAMPTZ AS \"at\", " + ALL_BUT_TIME
            + "::DOUBLE FROM read_csv(?, header = true, all_varchar = true, delim = ',', quote = '\"')";
    private static final String READ =
            "SELECT epoch_ms(\"at\") AS \"at\", " + ALL_BUT_TIME + " FROM read_parquet(?) ORDER BY \"at\"";
    private static final String COLUMNS = "SELECT * FROM read_parquet(?) LIMIT 0";
    private static final String MEMORY_LIMIT = "1GB";

    @Override
    public void convert(Path wideCsv, Path parquet) {
        try (Connection database = open()) {
            try (PreparedStatement load = database.prepareStatement(CONVERT)) {
                load.setString(1, wideCsv.toString());
                load.execute();
            }
            try (PreparedStatement save = database.prepareStatement(
                    "COPY (SELECT * FROM wide ORDER BY \"at\") TO ? (FORMAT parquet, COMPRESSION zstd)")) {
                save.setString(1, parquet.toString());
                save.execute();
            }
        } catch (SQLException failure) {
            throw new RecordingException(
                    wideCsv + " cannot be written as " + parquet + ": " + failure.getMessage(), failure);
        }
    }

    @Override
    public List<String> columns(Path parquet) {
        try (Connection database = open();
                PreparedStatement query = database.prepareStatement(COLUMNS)) {
            query.setString(1, parquet.toString());
            try (ResultSet none = query.executeQuery()) {
                return names(none.getMetaData());
            }
        } catch (SQLException failure) {
            throw unreadable(parquet, failure);
        }
    }

    @Override
    public RowCursor rows(Path parquet, WideLayout layout) {
        List<AutoCloseable> opened = new ArrayList<>();
        try {
            Connection database = open();
            opened.add(database);
            PreparedStatement query = database.prepareStatement(READ);
            opened.add(query);
            query.setString(1, parquet.toString());
            ResultSet rows = query.executeQuery();
            opened.add(rows);
            return new Cursor(opened, rows, parquet, layout);
        } catch (SQLException failure) {
            closeAll(opened);
            throw unreadable(parquet, failure);
        }
    }

    private static Connection open() throws SQLException {
        Connection database = DriverManager.getConnection("jdbc:duckdb:");
        try (Statement settings = database.createStatement()) {
            settings.execute("SET autoinstall_known_extensions = false");
            settings.execute("SET autoload_known_extensions = false");
            settings.execute("SET memory_limit = '" + MEMORY_LIMIT + "'");
            settings.execute("SET threads = 1");
        } catch (SQLException failure) {
            database.close();
            throw failure;
        }
        return database;
    }

    private static List<String> names(ResultSetMetaData description) throws SQLException {
        List<String> names = new ArrayList<>();
        for (int column = 1; column <= description.getColumnCount(); column++) {
            names.add(description.getColumnName(column));
        }
        return names;
    }

    private static RecordingException unreadable(Path parquet, Exception failure) {
        return new RecordingException(
                parquet + " cannot be read as a wide Parquet file: " + failure.getMessage(), failure);
    }

    private static void closeAll(List<AutoCloseable> opened) {
        for (AutoCloseable each : opened.reversed()) {
            try {
                each.close();
            } catch (Exception failure) {
                throw new RecordingException("a Parquet file cannot be closed: " + failure.getMessage(), failure);
            }
        }
    }

    /** Walks the rows of a query. */
    private static final class Cursor implements RowCursor {
        private final List<AutoCloseable> opened;
        private final ResultSet rows;
        private final Path file;
        private final WideLayout layout;
        private final int[] places;
        private final double[] values;
        private boolean ready;

        Cursor(List<AutoCloseable> opened, ResultSet rows, Path file, WideLayout layout) throws SQLException {
            this.opened = opened;
            this.rows = rows;
            this.file = file;
            this.layout = layout;
            this.places = WideColumns.places(names(rows.getMetaData()), layout);
            this.values = new double[layout.width()];
            this.ready = rows.next();
        }

        @Override
        public boolean hasNext() {
            return ready;
        }

        @Override
        public WideRow next() {
            if (!ready) {
                throw new NoSuchElementException("no row left in " + file);
            }
            try {
                long at = rows.getLong(1);
                Arrays.fill(values, WideRow.MISSING);
                for (int column = 1; column < places.length; column++) {
                    double value = rows.getDouble(column + 1);
                    if (places[column] >= 0 && !rows.wasNull()) {
                        values[places[column]] = value;
                    }
                }
                ready = rows.next();
                return new WideRow(layout, at, values);
            } catch (SQLException failure) {
                throw unreadable(file, failure);
            }
        }

        @Override
        public void close() {
            closeAll(opened);
        }
    }
}
