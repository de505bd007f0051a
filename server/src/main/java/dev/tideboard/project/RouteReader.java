package dev.tideboard.project;

import dev.tideboard.project.Value.Entries;
import dev.tideboard.project.Value.Entry;
import dev.tideboard.project.Value.Scalar;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads {@code into} and {@code rename}: which messages become rows of which table. One thread at a time. */
final class RouteReader {
    private final Map<String, Table> tables;
    private final Problems problems;

    RouteReader(Map<String, Table> tables, Problems problems) {
        this.tables = tables;
        this.problems = problems;
    }

    List<Route> read(Entries entries, String path) {
        Map<String, String> shared = rename(entries);
        List<Route> routes = new ArrayList<>();
        List<Value> into = entries.list("into");
        for (Value value : into) {
            switch (value) {
                case Scalar table -> {
                    if (isTable(table, path + ".into")) {
                        routes.add(new Route(table.text(), List.of(), shared));
                    }
                }
                case Entries route -> addRoute(route, shared, path, routes);
                case Value.Items _, Value.Broken _ -> {} // reported where it was read
            }
        }
        for (int i = 0; i + 1 < into.size(); i++) {
            if (into.get(i) instanceof Entries route && !route.has("when")) {
                problems.add(
                        into.get(i + 1).at(),
                        Rule.CONFLICT,
                        path + ".into: no message comes this far, the route before takes them all",
                        "when: {has: [FIELD]} in the route before");
                break;
            }
        }
        checkRename(entries, tablesOf(routes), path);
        return routes;
    }

    private void addRoute(Entries route, Map<String, String> shared, String path, List<Route> routes) {
        for (Scalar table : route.scalars("table")) {
            if (!isTable(table, path + ".into.table")) {
                continue;
            }
            checkRename(route, Set.of(table.text()), path + ".into");
            Table target = tables.get(table.text());
            Map<String, String> rename = new LinkedHashMap<>(shared);
            rename.values().removeIf(column -> target != null && target.schema().indexOf(column) < 0);
            rename.putAll(rename(route));
            List<String> has =
                    route.map("when").scalars("has").stream().map(Scalar::text).toList();
            routes.add(new Route(table.text(), has, rename));
        }
    }

    private static Map<String, String> rename(Entries entries) {
        Map<String, String> rename = new LinkedHashMap<>();
        entries.map("rename").entries().forEach((field, entry) -> {
            if (entry.value() instanceof Scalar column) {
                rename.put(field, column.text());
            }
        });
        return rename;
    }

    private static Set<String> tablesOf(List<Route> routes) {
        Set<String> names = new HashSet<>();
        routes.forEach(route -> names.add(route.table()));
        return names;
    }

    private boolean isTable(Scalar name, String path) {
        if (tables.containsKey(name.text())) {
            return true;
        }
        problems.unknown(
                name.at(),
                Rule.UNKNOWN_NAME,
                path + ": there is no table " + name.quoted(),
                name.text(),
                tables.keySet());
        return false;
    }

    /** Each column renamed to must be one of a table the rows go to. */
    private void checkRename(Entries entries, Set<String> targets, String path) {
        List<String> columns = new ArrayList<>();
        for (String target : targets) {
            Table table = tables.get(target);
            if (table == null || table.schema().size() == 0) {
                return; // its columns are unknown
            }
            columns.addAll(table.schema().names());
        }
        for (Entry entry : entries.map("rename").entries().values()) {
            if (entry.value() instanceof Scalar column && !columns.contains(column.text()) && !columns.isEmpty()) {
                problems.unknown(
                        column.at(),
                        Rule.UNKNOWN_NAME,
                        path + ".rename: "
                                + String.join(" and ", targets.stream().sorted().toList())
                                + (targets.size() == 1 ? " has" : " have") + " no column " + column.quoted(),
                        column.text(),
                        columns);
            }
        }
    }
}
