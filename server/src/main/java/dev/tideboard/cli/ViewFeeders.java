package dev.tideboard.cli;

import dev.tideboard.engine.ViewPlan;
import dev.tideboard.project.Project;
import dev.tideboard.project.Source;
import dev.tideboard.project.Table;
import dev.tideboard.serve.Feeders;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds out where the rows of each view come from. */
final class ViewFeeders {
    private ViewFeeders() {}

    /** Sources and tables by view, through the views it reads. */
    static Map<String, Feeders> of(Project of, List<ViewPlan> plans) {
        Map<String, Set<String>> sources = new LinkedHashMap<>();
        Map<String, Set<Table>> tables = new LinkedHashMap<>();
        of.tables().forEach(table -> tables.put(table.name(), Set.of(table)));
        for (Source source : of.sources()) {
            source.routes()
                    .forEach(route -> sources.computeIfAbsent(route.table(), _ -> new LinkedHashSet<>())
                            .add(source.name()));
        }
        Map<String, Feeders> feeders = new LinkedHashMap<>();
        for (ViewPlan plan : plans) {
            sources.put(plan.name(), all(plan, sources));
            tables.put(plan.name(), all(plan, tables));
            feeders.put(plan.name(), new Feeders(List.copyOf(all(plan, sources)), aging(all(plan, tables))));
        }
        return Map.copyOf(feeders);
    }

    private static <T> Set<T> all(ViewPlan plan, Map<String, Set<T>> byRelation) {
        Set<T> all = new LinkedHashSet<>();
        plan.inputs().forEach(input -> all.addAll(byRelation.getOrDefault(input, Set.of())));
        return all;
    }

    private static List<String> aging(Set<Table> tables) {
        List<Table> fed = tables.stream()
                .filter(table -> table.csv().isNone() && !table.isNeverStale())
                .toList();
        List<Table> timed =
                fed.stream().filter(table -> !table.time().column().isEmpty()).toList();
        return (timed.isEmpty() ? fed : timed).stream().map(Table::name).toList();
    }
}
