package dev.tideboard.engine;

import dev.tideboard.data.NearestName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/** All tables, each after those it refers to. Changed on the engine thread, read from any. */
final class TableRegistry {
    private final Quarantine quarantine;
    private final InletQueue.Surroundings surroundings;
    private volatile Map<String, EngineTable> tables = Map.of();

    TableRegistry(Quarantine quarantine, InletQueue.Surroundings surroundings) {
        this.quarantine = quarantine;
        this.surroundings = surroundings;
    }

    boolean has(String name) {
        return tables.containsKey(name);
    }

    EngineTable table(String name) {
        EngineTable table = tables.get(name);
        if (table == null) {
            throw new NoSuchElementException("table=" + name + " is not there"
                    + NearestName.to(name, tables.keySet())
                            .map(near -> ", nearest is " + near)
                            .orElse(", tables are " + tables.keySet()));
        }
        return table;
    }

    Collection<EngineTable> all() {
        return tables.values();
    }

    void add(TableSpec spec, FullPolicy policy) {
        if (has(spec.name())) {
            throw new IllegalArgumentException("table=" + spec.name() + " is there already: give it another name");
        }
        Map<String, ReferenceIndex> references = new HashMap<>();
        spec.references().forEach((column, reference) -> references.put(column, referenced(spec, column, reference)));
        InletQueue queue = new InletQueue(spec, references, policy, surroundings);
        Map<String, EngineTable> more = new LinkedHashMap<>(tables);
        more.put(spec.name(), new EngineTable(spec, queue, quarantine, references));
        tables = more;
    }

    /** What waits, each table in turn, about {@code rows} together: an equal share for each table where rows wait. */
    Map<EngineTable, List<InletQueue.Waiting>> take(int rows) {
        List<EngineTable> waiting = tables.values().stream()
                .filter(table -> !table.queue().isEmpty())
                .toList();
        Map<EngineTable, List<InletQueue.Waiting>> taken = new HashMap<>();
        for (EngineTable table : waiting) {
            taken.put(table, table.queue().take(Math.max(1, rows / waiting.size())));
        }
        return taken;
    }

    void stop(String reason) {
        new ArrayList<>(tables.values()).forEach(table -> table.queue().stop(reason));
    }

    private ReferenceIndex referenced(TableSpec spec, String column, TableSpec.Reference reference) {
        String wanted = spec.name() + "." + column + " refers to " + reference.table() + "." + reference.column();
        EngineTable table = tables.get(reference.table());
        if (table == null) {
            throw new IllegalArgumentException(wanted + ", which is not among " + tables.keySet() + ": add it first");
        }
        int own = spec.schema().indexOf(column);
        int other = table.spec().schema().indexOf(reference.column());
        if (own < 0 || other < 0) {
            throw new IllegalArgumentException(wanted + ", but columns are "
                    + spec.schema().names() + " and " + table.spec().schema().names());
        }
        if (spec.schema().column(own).type()
                != table.spec().schema().column(other).type()) {
            throw new IllegalArgumentException(wanted + " of another type: "
                    + spec.schema().column(own).type().spelling() + " against "
                    + table.spec().schema().column(other).type().spelling());
        }
        return table.referenceIndex(reference.column());
    }
}
