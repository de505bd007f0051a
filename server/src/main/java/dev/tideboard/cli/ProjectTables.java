package dev.tideboard.cli;

import dev.tideboard.engine.FullPolicy;
import dev.tideboard.engine.TableSpec;
import dev.tideboard.project.Project;
import dev.tideboard.project.Table;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The tables of a project in the engine's own terms. */
public final class ProjectTables {

    private ProjectTables() {}

    /** The tables, each after those it refers to: the order in which an engine takes them. */
    public static List<Table> inOrder(Project project) {
        Map<String, Table> byName = new LinkedHashMap<>();
        project.tables().forEach(table -> byName.put(table.name(), table));
        Set<Table> ordered = new LinkedHashSet<>();
        project.tables().forEach(table -> addAfterTargets(table, byName, ordered));
        return List.copyOf(ordered);
    }

    /** A checked project has no circle of references, so this ends. */
    private static void addAfterTargets(Table table, Map<String, Table> byName, Set<Table> ordered) {
        table.references().values().forEach(reference -> {
            Table target = byName.get(reference.table());
            if (target != null && !ordered.contains(target)) {
                addAfterTargets(target, byName, ordered);
            }
        });
        ordered.add(table);
    }

    /** What a table is to the engine. */
    public static TableSpec spec(Table table) {
        Map<String, TableSpec.Reference> references = new LinkedHashMap<>();
        table.references()
                .forEach((column, target) ->
                        references.put(column, new TableSpec.Reference(target.table(), target.column())));
        return new TableSpec(
                table.name(),
                table.schema(),
                table.key(),
                table.time().column(),
                switch (table.clock()) {
                    case WALL -> TableSpec.ClockKind.WALL;
                    case EVENT -> TableSpec.ClockKind.EVENT;
                },
                table.keep().memory(),
                table.time().future(),
                references,
                table.time().interval());
    }

    /** What a table's inlet does while its queue is full. */
    public static FullPolicy policy(Table table) {
        return switch (table.whenFull()) {
            case BLOCK -> FullPolicy.BLOCK;
            case DROP_OLDEST -> FullPolicy.DROP_OLDEST;
            case FAIL -> FullPolicy.FAIL;
        };
    }
}
