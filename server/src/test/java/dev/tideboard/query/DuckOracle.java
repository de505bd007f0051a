package dev.tideboard.query;

import dev.tideboard.data.ColumnSchema;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** The same tables in DuckDB, which computes each query anew: what the operators are measured by. */
final class DuckOracle implements AutoCloseable {
    private static final long DAY_MILLIS = 86_400_000;

    private final DuckDBConnection connection;

    DuckOracle() throws SQLException {
        Connection opened = DriverManager.getConnection("jdbc:duckdb:");
        this.connection = opened.unwrap(DuckDBConnection.class);
        execute("SET autoinstall_known_extensions = false");
        execute("SET autoload_known_extensions = false");
        execute("SET threads = 1");
        execute("SET order_by_non_integer_literal = true"); // quantiles of constants
        // that of 1.5.6 makes date_trunc(null) = constant false instead of null
        execute("PRAGMA disable_optimizer");
    }

    void create(Relation table) throws SQLException {
        String columns = table.schema().columns().stream()
                .map(column -> "\"" + column.name() + "\" " + type(column))
                .collect(Collectors.joining(", "));
        execute("CREATE OR REPLACE TABLE " + table.name() + " (" + columns + ")");
    }

    private static String type(ColumnSchema column) {
        return switch (column.type().kind()) {
            case TEXT -> "VARCHAR";
            case BOOLEAN -> "BOOLEAN";
            case INT -> "INTEGER";
            case LONG, INTERVAL -> "BIGINT";
            case DOUBLE -> "DOUBLE";
            case DECIMAL -> "DECIMAL(18," + column.type().scale() + ")";
            case DATE -> "DATE";
            case TIMESTAMP -> "TIMESTAMP";
        };
    }

    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** What NOW() is, until it is told anew; written as {@code getvariable('now')}. */
    void tellTime(long nowMs) throws SQLException {
        execute("SET VARIABLE now = make_timestamp(" + nowMs * 1000 + ")");
    }

    /** Makes {@code rows} the rows of {@code table}. */
    void replace(Relation table, List<List<Object>> rows) throws SQLException {
        execute("DELETE FROM " + table.name());
        try (DuckDBAppender appender = connection.createAppender(DuckDBConnection.DEFAULT_SCHEMA, table.name())) {
            for (List<Object> row : rows) {
                appender.beginRow();
                for (int i = 0; i < row.size(); i++) {
                    append(appender, table.schema().column(i), row.get(i));
                }
                appender.endRow();
            }
        }
    }

    private static void append(DuckDBAppender appender, ColumnSchema column, Object value) throws SQLException {
        if (value.equals(ViewRun.NULL)) {
            appender.appendNull();
            return;
        }
        switch (column.type().kind()) {
            case TEXT -> appender.append((String) value);
            case BOOLEAN -> appender.append((boolean) (Boolean) value);
            case INT -> appender.append(((Number) value).intValue());
            case LONG, INTERVAL -> appender.append(((Number) value).longValue());
            case DOUBLE -> appender.append(((Number) value).doubleValue());
            case DECIMAL -> appender.append((BigDecimal) value);
            case DATE -> appender.append(LocalDate.ofEpochDay((Long) value / DAY_MILLIS));
            case TIMESTAMP ->
                appender.append(LocalDateTime.ofEpochSecond(
                        Math.floorDiv((Long) value, 1000L),
                        (int) Math.floorMod((Long) value, 1000L) * 1_000_000,
                        ZoneOffset.UTC));
        }
    }

    /** The rows of {@code sql}, values as {@link ViewRun} gives them. */
    List<List<Object>> query(String sql) throws SQLException {
        List<List<Object>> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            int columns = result.getMetaData().getColumnCount();
            while (result.next()) {
                List<Object> row = new ArrayList<>();
                for (int i = 1; i <= columns; i++) {
                    row.add(plain(
                            switch (result.getMetaData().getColumnTypeName(i)) {
                                case "TIMESTAMP" -> result.getObject(i, LocalDateTime.class);
                                case "DATE" -> result.getObject(i, LocalDate.class);
                                default -> result.getObject(i);
                            }));
                }
                rows.add(row);
            }
        }
        return rows;
    }

    private static Object plain(@Nullable Object value) {
        return switch (value) {
            case null -> ViewRun.NULL;
            case Boolean truth -> truth ? 1L : 0L;
            case Integer number -> number.longValue();
            case BigInteger number -> number.longValueExact();
            case BigDecimal number -> number.stripTrailingZeros();
            case LocalDate date -> date.toEpochDay() * DAY_MILLIS;
            case LocalDateTime time -> time.toInstant(ZoneOffset.UTC).toEpochMilli();
            default -> value;
        };
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
