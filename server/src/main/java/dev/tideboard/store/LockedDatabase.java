package dev.tideboard.store;

import dev.tideboard.data.ColumnType;
import dev.tideboard.data.Decimals;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.duckdb.DuckDBConnection;

/** DuckDB in memory for SQL of others: it reads no file, opens no address, loads no extension and takes one core. */
final class LockedDatabase {
    /** What there is no other table in: the copies that views over them show. */
    static final String COPIES = "copies";

    private static final String HELD = "SELECT CAST(SUM(memory_usage_bytes) AS BIGINT) FROM duckdb_memory()";

    private static final List<String> SETTINGS = List.of(
            "SET autoinstall_known_extensions = false",
            "SET autoload_known_extensions = false",
            "SET memory_limit = '1GB'",
            "SET temp_directory = ''",
            "SET threads = 1",
            "SET TimeZone = 'UTC'",
            "SET enable_external_access = false",
            "CREATE SCHEMA " + COPIES,
            "CREATE MACRO hours(span) AS epoch(span) / 3600", // a function of views that only they have
            "SET lock_configuration = true");

    private LockedDatabase() {}

    static DuckDBConnection open() throws SQLException {
        Connection database = DriverManager.getConnection("jdbc:duckdb:");
        try {
            for (String setting : SETTINGS) {
                execute(database, setting);
            }
            return database.unwrap(DuckDBConnection.class);
        } catch (SQLException failure) {
            database.close();
            throw failure;
        }
    }

    /** The memory of all buffers of {@code database}. */
    static long heldBytes(Connection database) throws SQLException {
        try (Statement statement = database.createStatement();
                ResultSet result = statement.executeQuery(HELD)) {
            result.next();
            return result.getLong(1);
        }
    }

    static void execute(Connection database, String sql) throws SQLException {
        try (Statement statement = database.createStatement()) {
            statement.execute(sql);
        }
    }

    /** A name as SQL spells it whatever it is. */
    static String quoted(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }

    static String type(ColumnType type) {
        return switch (type.kind()) {
            case TEXT -> "VARCHAR";
            case BOOLEAN -> "BOOLEAN";
            case INT -> "INTEGER";
            case LONG, INTERVAL -> "BIGINT";
            case DOUBLE -> "DOUBLE";
            case DECIMAL -> "DECIMAL(" + Decimals.DIGITS + "," + type.scale() + ")";
            case DATE -> "DATE";
            case TIMESTAMP -> "TIMESTAMP";
        };
    }

    /** What DuckDB says, without the lines that show the place in a text the author has not seen. */
    static String reason(SQLException failure) {
        String message = String.valueOf(failure.getMessage());
        return message.lines().findFirst().orElse(message).strip();
    }
}
