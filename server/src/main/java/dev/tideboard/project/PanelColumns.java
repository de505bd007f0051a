package dev.tideboard.project;

import dev.tideboard.data.ColumnType;
import dev.tideboard.data.Schema;
import dev.tideboard.project.Value.Entries;
import dev.tideboard.project.Value.Scalar;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks the views and columns that panels name against the views of the project. One thread at a time. */
final class PanelColumns {
    private static final Set<String> NUMBERS = Set.of("y", "size", "lat", "lon");
    private static final Set<String> TIMES = Set.of("x");

    private final Map<String, Relation> views;
    private final Problems problems;

    PanelColumns(Map<String, Relation> views, Problems problems) {
        this.views = views;
        this.problems = problems;
    }

    /** Checks a panel, its tabs included. */
    void check(Entries panel, String path) {
        String view = "";
        for (String key : List.of("stat", "chart", "map", "table", "view")) {
            for (Scalar name : panel.scalars(key)) {
                if (name.shape().equals(Grammar.VIEW)) {
                    view = name.text();
                    checkView(name, path + "." + key);
                }
            }
        }
        for (Scalar spark : panel.scalars("spark")) {
            checkView(spark, path + ".spark");
            checkColumns(panel, "y", spark.text(), path);
        }
        String trend = panel.text("spark", view);
        for (String key : panel.entries().keySet()) {
            checkColumns(panel, key, key.equals("x") ? trend : view, path);
        }
        if (panel.form().equals("map")) {
            checkPlace(panel, view, path);
        }
        int number = 0;
        for (Value tab : panel.list("tabs")) {
            number++;
            if (tab instanceof Entries entries) {
                check(entries, path + ".tabs[" + number + "]");
            }
        }
    }

    private void checkColumns(Entries panel, String key, String view, String path) {
        if (!key.equals("tabs")) {
            checkColumns(panel.list(key), key, view, path + "." + key);
        }
    }

    private void checkColumns(List<Value> values, String key, String view, String path) {
        for (Value value : values) {
            switch (value) {
                case Scalar name
                when name.shape().equals(Grammar.COLUMN) -> checkColumn(name, name.text(), key, view, path);
                case Scalar order
                when order.shape().equals(Grammar.ORDER) ->
                    checkColumn(order, order.text().split(" ", 2)[0], key, view, path);
                case Entries entries ->
                    entries.entries()
                            .forEach((inner, entry) ->
                                    checkColumns(List.of(entry.value()), inner, view, path + "." + inner));
                case Scalar _, Value.Items _, Value.Broken _ -> {} // names no column
            }
        }
    }

    private void checkView(Scalar name, String path) {
        if (!views.containsKey(name.text())) {
            problems.unknown(
                    name.at(),
                    Rule.UNKNOWN_NAME,
                    path + ": there is no view " + name.quoted(),
                    name.text(),
                    views.keySet());
        }
    }

    private void checkColumn(Scalar written, String column, String key, String view, String path) {
        Relation relation = views.get(view);
        if (relation == null || !relation.known()) {
            return;
        }
        if (relation.lacks(column)) {
            problems.unknown(
                    written.at(),
                    Rule.UNKNOWN_NAME,
                    path + ": the view " + view + " has no column " + Quote.of(column),
                    column,
                    relation.schema().names());
            return;
        }
        Schema schema = relation.schema();
        ColumnType type = schema.column(schema.indexOf(column)).type();
        boolean wrong = (NUMBERS.contains(key) && !(type.isNumber() || type == ColumnType.INTERVAL))
                || (TIMES.contains(key) && type != ColumnType.TIMESTAMP && type != ColumnType.DATE);
        if (wrong) {
            problems.add(
                    written.at(),
                    Rule.BAD_VALUE,
                    path + ": the column " + column + " of " + view + " has the type " + type.spelling(),
                    TIMES.contains(key) ? "a timestamp" : "a number");
        }
    }

    /** A map that does not say where its places are takes the columns lat and lon. */
    private void checkPlace(Entries panel, String view, String path) {
        Relation relation = views.get(view);
        for (String key : List.of("lat", "lon")) {
            if (relation != null && !panel.has(key) && relation.lacks(key)) {
                problems.add(
                        panel.at("map"),
                        Rule.MISSING_KEY,
                        path + ": the view " + view + " has no column " + key,
                        key + ": COLUMN in the panel");
            }
        }
    }

    /** Checks a column written as {@code view.column}. */
    void checkPath(Position at, String view, String column, String path) {
        Relation relation = views.get(view);
        if (relation == null) {
            problems.unknown(
                    at, Rule.UNKNOWN_NAME, path + ": there is no view " + Quote.of(view), view, views.keySet());
        } else if (relation.lacks(column)) {
            problems.unknown(
                    at,
                    Rule.UNKNOWN_NAME,
                    path + ": the view " + view + " has no column " + Quote.of(column),
                    column,
                    relation.schema().names());
        }
    }
}
