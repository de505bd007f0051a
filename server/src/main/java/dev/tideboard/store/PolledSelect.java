package dev.tideboard.store;

import static dev.tideboard.store.LockedDatabase.quoted;

import dev.tideboard.data.Dictionary;
import dev.tideboard.data.Schema;
import dev.tideboard.engine.PollException;
import dev.tideboard.engine.PolledQuery;
import java.sql.PreparedStatement;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.duckdb.DuckDBConnection;

/**
 * A SELECT that DuckDB has prepared on empty tables, ready to be polled. Immutable.
 *
 * @param sql the author's SELECT, without a semicolon at its end
 * @param inputs the columns of every table and view it reads
 */
public record PolledSelect(String sql, Map<String, Schema> inputs, List<ResultColumn> columns) {

    public PolledSelect {
        inputs = Map.copyOf(inputs);
        columns = List.copyOf(columns);
    }

    /**
     * Prepares a SELECT.
     *
     * @param relations what it may read
     * @throws PollException saying why it cannot be a view
     */
    public static PolledSelect prepare(String text, Map<String, Schema> relations) {
        String sql = text.strip().replaceFirst(";+$", "");
        try (DuckDBConnection database = LockedDatabase.open()) {
            Map<String, Schema> inputs = new TreeMap<>();
            for (String input : SelectText.read(database, sql, relations.keySet())) {
                Schema schema = relations.getOrDefault(input, new Schema(List.of()));
                inputs.put(input, schema);
                var _ = new CopiedTable(database, input, schema);
            }
            try (PreparedStatement statement = database.prepareStatement(sql)) {
                return new PolledSelect(sql, inputs, columns(statement.getMetaData()));
            }
        } catch (SQLException e) {
            throw new PollException(LockedDatabase.reason(e), e);
        }
    }

    private static List<ResultColumn> columns(ResultSetMetaData result) throws SQLException {
        List<ResultColumn> columns = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int i = 1; i <= result.getColumnCount(); i++) {
            String name = result.getColumnName(i);
            if (name.equals("#")) {
                throw new PollException("a column cannot be called #: rows of a view without a key are numbered so");
            }
            if (!names.add(name)) {
                throw new PollException("two columns are called " + name + "; rename one with AS");
            }
            columns.add(ResultColumn.of(name, result.getColumnTypeName(i)));
        }
        return columns;
    }

    /** The columns of the result, without units. */
    public Schema schema() {
        return new Schema(columns.stream().map(ResultColumn::schema).toList());
    }

    /** A query with a database of its own, which is opened by the first run. */
    public PolledQuery query(Dictionary dictionary) {
        return new DuckQuery(this, dictionary);
    }

    /** The SELECT with every column stored as ours is. */
    String converted() {
        List<String> names = new ArrayList<>();
        List<String> values = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            names.add(quoted("column " + i));
            values.add(String.format(columns.get(i).conversion(), names.getLast()));
        }
        return "SELECT " + String.join(", ", values) + " FROM (" + sql + "\n) AS result(" + String.join(", ", names)
                + ")";
    }
}
