package dev.tideboard.query;

import dev.tideboard.data.Dictionary;
import dev.tideboard.data.RowBatch;
import dev.tideboard.data.Schema;
import dev.tideboard.data.Spelling;
import dev.tideboard.engine.Binding;
import dev.tideboard.engine.ViewPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Views of one table, for tests of what expressions of its types are and give. */
final class OneTable {
    private final String name;
    private final Schema schema;
    private final Map<String, ParameterType> parameters;
    private final Dictionary dictionary = new Dictionary();
    private final Planner planner;
    private final List<List<Object>> rows = new ArrayList<>();

    /** A table whose key is its first column. */
    OneTable(String name, Schema schema, Map<String, ParameterType> parameters) {
        this.name = name;
        this.schema = schema;
        this.parameters = parameters;
        this.planner = new Planner(
                List.of(new Relation(name, schema, List.of(schema.names().getFirst()))), dictionary);
    }

    /** Adds a row, its values as they are stored. */
    OneTable with(Object... row) {
        rows.add(List.of(row));
        return this;
    }

    void clear() {
        rows.clear();
    }

    ViewPlan plan(String sql) {
        return planner.plan(new ViewDefinition("test", sql, parameters, List.of()));
    }

    /** The rows of a view, each the texts of its values. */
    List<String> rows(String sql, Binding binding) {
        ViewRun run = new ViewRun(plan(sql), dictionary, binding);
        run.put(name, ViewRun.delta(schema, dictionary, rows)).tick();
        RowBatch result = run.last().rows();
        List<String> texts = new ArrayList<>();
        for (int row = 0; row < result.size(); row++) {
            List<String> cells = new ArrayList<>();
            for (int column = 0; column < result.schema().size(); column++) {
                cells.add(Spelling.of(result, column, row));
            }
            texts.add(String.join(" ", cells));
        }
        return texts;
    }

    List<String> rows(String sql) {
        return rows(sql, Binding.NONE);
    }

    /** The type of an expression of its columns. */
    String type(String expression) {
        return plan("SELECT " + expression + " AS y FROM " + name)
                .schema()
                .column(0)
                .type()
                .spelling();
    }
}
