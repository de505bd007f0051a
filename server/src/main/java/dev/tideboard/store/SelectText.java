package dev.tideboard.store;

import dev.tideboard.engine.PollException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A text that DuckDB's own parser has taken apart without running any of it, for text of others: it is one SELECT, reads
 * only what it may, and gives the same result as long as its tables stay the same.
 */
final class SelectText {
    private static final String PARSE = "SELECT json_serialize_sql(CAST(? AS VARCHAR))";
    private static final String CHANGING =
            "SELECT DISTINCT function_name FROM duckdb_functions() WHERE stability <> 'CONSISTENT'";
    /** Table functions that make rows of their arguments; all others look at something outside. */
    private static final Set<String> ROW_MAKERS = Set.of("range", "generate_series", "unnest");
    /** Read like columns, without parentheses. */
    private static final Set<String> CLOCKS =
            Set.of("current_date", "current_time", "current_timestamp", "localtime", "localtimestamp");

    private final Set<String> changing;
    private final Collection<String> relations;
    private final Set<String> tables = new LinkedHashSet<>();
    private final Set<String> named = new HashSet<>();

    private SelectText(Set<String> changing, Collection<String> relations) {
        this.changing = changing;
        this.relations = relations;
    }

    /**
     * Checks {@code sql}.
     *
     * @return those of {@code relations} that it reads
     * @throws PollException saying what is not a view's
     */
    static Set<String> read(Connection database, String sql, Collection<String> relations) throws SQLException {
        JsonNode parsed = JsonMapper.shared().readTree(text(database, PARSE, sql));
        if (parsed.path("error").asBoolean(true)) {
            String message = parsed.path("error_message").asString("it cannot be parsed");
            throw new PollException(message.startsWith("Only SELECT") ? "only a SELECT can be polled" : message);
        }
        JsonNode statements = parsed.path("statements");
        if (statements.size() != 1) {
            throw new PollException("it is " + statements.size() + " statements; a view is one SELECT");
        }
        SelectText text = new SelectText(changing(database), relations);
        checkNames(statements.get(0).path("node"));
        text.names(statements.get(0));
        text.visit(statements.get(0));
        if (text.tables.isEmpty()) {
            throw new PollException("it reads no table or view, and so never changes");
        }
        return text.tables;
    }

    private static String text(Connection database, String query, String argument) throws SQLException {
        try (PreparedStatement statement = database.prepareStatement(query)) {
            statement.setString(1, argument);
            try (ResultSet result = statement.executeQuery()) {
                return result.next() ? result.getString(1) : "{}";
            }
        }
    }

    private static Set<String> changing(Connection database) throws SQLException {
        Set<String> names = new HashSet<>(CLOCKS);
        try (PreparedStatement statement = database.prepareStatement(CHANGING);
                ResultSet result = statement.executeQuery()) {
            while (result.next()) {
                names.add(result.getString(1));
            }
        }
        return names;
    }

    /** The columns of the result have names that their author gave. */
    private static void checkNames(JsonNode node) {
        if (node.has("left")) {
            checkNames(node.path("left"));
            return;
        }
        for (JsonNode item : node.path("select_list")) {
            String kind = item.path("class").asString("");
            boolean named = kind.equals("COLUMN_REF")
                    || kind.equals("STAR")
                    || !item.path("alias").asString("").isEmpty();
            if (!named) {
                throw new PollException("a computed column needs a name; write AS and a name behind it");
            }
        }
    }

    /** What WITH names. */
    private void names(JsonNode node) {
        node.path("cte_map")
                .path("map")
                .forEach(entry -> named.add(entry.path("key").asString("")));
        node.forEach(this::names);
    }

    private void visit(JsonNode node) {
        switch (node.path("type").asString("")) {
            case "BASE_TABLE" -> table(node);
            case "TABLE_FUNCTION" -> {
                String function = lower(node.path("function").path("function_name"));
                if (!ROW_MAKERS.contains(function)) {
                    throw new PollException(function + " in FROM is not allowed; a view reads tables and views");
                }
            }
            case "SHOW_REF" -> throw new PollException("only a SELECT can be polled");
            case "FUNCTION", "WINDOW_AGGREGATE" -> stable(lower(node.path("function_name")));
            case "COLUMN_REF" -> {
                if (node.path("column_names").size() == 1) {
                    String column = lower(node.path("column_names").get(0));
                    stable(CLOCKS.contains(column) ? column : "");
                }
            }
            default -> {}
        }
        node.forEach(this::visit);
    }

    private void stable(String function) {
        if (changing.contains(function)) {
            throw new PollException(function.toUpperCase(Locale.ROOT)
                    + " is not allowed in a polled view, which is run when a table changed and not when time passes; put the"
                    + " condition into a view of its own, and read that");
        }
    }

    private void table(JsonNode node) {
        String name = node.path("table_name").asString("");
        boolean qualified = !node.path("schema_name").asString("").isEmpty()
                || !node.path("catalog_name").asString("").isEmpty();
        if (!qualified && named.contains(name)) {
            return;
        }
        if (qualified || !relations.contains(name)) {
            throw new PollException("no table or view is called " + name);
        }
        tables.add(name);
    }

    private static String lower(JsonNode name) {
        return name.asString("").toLowerCase(Locale.ROOT);
    }
}
