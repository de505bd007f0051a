package dev.tideboard.bench.engine;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The grouped average in DuckDB, in memory, which runs the query again for every tick. Its result is summed up in place, so
 * that handing over its rows does not count; neither does the update. One thread.
 */
final class RerunAverage implements AutoCloseable {
    private static final String SUMMED = "SELECT SUM(mean) FROM (" + GroupedRows.SQL + ")";

    private final Connection connection;
    private double sumOfMeans;

    RerunAverage(GroupedRows rows) throws SQLException {
        this.connection = DriverManager.getConnection("jdbc:duckdb:");
        execute("CREATE TABLE readings AS SELECT range AS id, range % " + rows.groups() + " AS grp,"
                + " CAST(range * 7919 % 100003 AS DOUBLE) AS v FROM range(" + rows.rows() + ")");
    }

    /** Limits the threads of a query. */
    RerunAverage threads(int threads) throws SQLException {
        execute("SET threads = " + threads);
        return this;
    }

    /** Changes rows, then runs the query: nanoseconds of the query. */
    long revise(GroupedRows.Revision revision) throws SQLException {
        String ids = Arrays.stream(revision.ids()).mapToObj(Long::toString).collect(Collectors.joining(", "));
        String cases = IntStream.range(0, revision.ids().length)
                .mapToObj(i -> " WHEN " + revision.ids()[i] + " THEN " + revision.values()[i])
                .collect(Collectors.joining());
        execute("UPDATE readings SET v = CASE id" + cases + " END WHERE id IN (" + ids + ")");
        try (Statement statement = connection.createStatement()) {
            long start = System.nanoTime();
            try (ResultSet result = statement.executeQuery(SUMMED)) {
                result.next();
                sumOfMeans = result.getDouble(1);
            }
            return System.nanoTime() - start;
        }
    }

    double sumOfMeans() {
        return sumOfMeans;
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
