package dev.tideboard.query;

import dev.tideboard.data.ColumnSchema;
import dev.tideboard.data.ColumnType;
import dev.tideboard.data.Delta;
import dev.tideboard.data.Dictionary;
import dev.tideboard.data.Schema;
import dev.tideboard.data.Unit;
import dev.tideboard.engine.Binding;
import dev.tideboard.engine.ViewPlan;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Plans over readings of facilities, for tests of what a plan looks like and of what it gives. */
final class Plans {
    static final Schema READINGS = Schema.of(
            ColumnSchema.of("facility", ColumnType.TEXT),
            ColumnSchema.of("at", ColumnType.TIMESTAMP),
            new ColumnSchema("power", ColumnType.DOUBLE, new Unit("MW")),
            new ColumnSchema("emissions", ColumnType.DOUBLE, new Unit("t")),
            ColumnSchema.of("status", ColumnType.INT));
    static final Schema FACILITIES = Schema.of(
            ColumnSchema.of("code", ColumnType.TEXT),
            ColumnSchema.of("region", ColumnType.TEXT),
            ColumnSchema.of("fuel", ColumnType.TEXT),
            ColumnSchema.of("capacity", ColumnType.DOUBLE));

    private final Dictionary dictionary = new Dictionary();
    private final Planner planner = new Planner(
            List.of(
                    new Relation("readings", READINGS, List.of("facility", "at")),
                    Relation.lookup("facilities", FACILITIES, List.of("code"))),
            dictionary);

    ViewPlan plan(String sql) {
        return planner.plan(
                new ViewDefinition("test", sql, Map.of("regions", ParameterType.parse("text[]")), List.of()));
    }

    /** The operators of {@code sql}, the result first, inputs indented. */
    String explain(String sql) {
        return Planner.explain(plan(sql));
    }

    /** The operators when a client asks for {@code value} in {@code column}. */
    String explain(String sql, String column, String value) {
        return PlanText.of(plan(sql).instantiate(Binding.of(Map.of(column, List.of(value)))));
    }

    /** What {@code sql} gives of {@code readings}, each a row of its columns, and {@code facilities}. */
    List<List<Object>> rows(String sql, List<List<Object>> readings, List<List<Object>> facilities) {
        ViewRun run = new ViewRun(plan(sql), dictionary);
        run.put("readings", ViewRun.delta(READINGS, dictionary, readings));
        run.put("facilities", ViewRun.delta(FACILITIES, dictionary, facilities));
        return run.tick().rows();
    }

    /** {@code sql} with nothing in its tables yet. */
    ViewRun run(String sql) {
        return new ViewRun(plan(sql), dictionary);
    }

    /** Rows of readings with their weights. */
    Delta readings(List<List<Object>> rows, int... weights) {
        return ViewRun.delta(READINGS, dictionary, rows, weights);
    }

    /** Rows of facilities with their weights. */
    Delta facilities(List<List<Object>> rows, int... weights) {
        return ViewRun.delta(FACILITIES, dictionary, rows, weights);
    }

    static List<Object> row(Object... values) {
        return Arrays.asList(values);
    }
}
