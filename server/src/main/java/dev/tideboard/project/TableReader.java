package dev.tideboard.project;

import dev.tideboard.data.ColumnSchema;
import dev.tideboard.data.ColumnType;
import dev.tideboard.data.Schema;
import dev.tideboard.data.Unit;
import dev.tideboard.project.Table.Clock;
import dev.tideboard.project.Table.CsvFile;
import dev.tideboard.project.Table.EventTime;
import dev.tideboard.project.Table.Marks;
import dev.tideboard.project.Value.Entries;
import dev.tideboard.project.Value.Scalar;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes {@link Table}s of checked values, and checks what concerns more than one key. One thread at a time. */
final class TableReader {
    private static final Duration LEAST_FUTURE = Duration.ofMinutes(10);
    private static final int USUAL_INTERVALS = 3;

    private final CsvFiles files;
    private final Problems problems;

    TableReader(CsvFiles files, Problems problems) {
        this.files = files;
        this.problems = problems;
    }

    List<Table> read(Collection<Definition> definitions) {
        Map<String, Table> tables = new LinkedHashMap<>();
        for (Definition definition : definitions) {
            tables.put(definition.name(), table(definition));
        }
        for (Definition definition : definitions) {
            Entries columns = definition.entries().map("columns");
            columns.entries()
                    .keySet()
                    .forEach(column -> checkReference(definition, columns.map(column), column, tables));
        }
        checkCircles(tables);
        return List.copyOf(tables.values());
    }

    /** Rows of a table are checked against those it refers to, which must therefore come first. */
    private void checkCircles(Map<String, Table> tables) {
        for (Table table : tables.values()) {
            Set<String> reached = new HashSet<>();
            Deque<String> next = new ArrayDeque<>(targets(table));
            while (!next.isEmpty() && !reached.contains(table.name())) {
                String name = next.removeFirst();
                Table target = tables.get(name);
                if (target != null && reached.add(name)) {
                    next.addAll(targets(target));
                }
            }
            if (reached.contains(table.name())) {
                problems.add(
                        table.position(),
                        Rule.CONFLICT,
                        "tables." + table.name() + ": its references lead back to itself",
                        "tables that do not refer to each other in a circle");
            }
        }
    }

    private static List<String> targets(Table table) {
        return table.references().values().stream().map(Reference::table).toList();
    }

    private Table table(Definition definition) {
        Entries entries = definition.entries();
        CsvFile csv = files.find(definition);
        Schema schema = schema(definition, csv);
        EventTime time = time(definition, schema);
        Table table = new Table(
                definition.name(),
                schema,
                key(definition, schema),
                time,
                clock(definition, time),
                new KeepReader(problems).read(definition),
                switch (entries.text("when_full", "block")) {
                    case "drop-oldest" -> Table.WhenFull.DROP_OLDEST;
                    case "fail" -> Table.WhenFull.FAIL;
                    default -> Table.WhenFull.BLOCK;
                },
                stale(entries),
                references(entries.map("columns")),
                csv,
                definition.position());
        files.check(table, definition);
        return table;
    }

    private static Duration stale(Entries entries) {
        return entries.text("stale", "").equals("never") ? Table.NEVER : entries.duration("stale", Duration.ZERO);
    }

    private Schema schema(Definition definition, CsvFile csv) {
        Entries entries = definition.entries();
        if (entries.has("columns")) {
            List<ColumnSchema> columns = new ArrayList<>();
            entries.map("columns").entries().forEach((name, entry) -> columns.add(column(name, entry.value())));
            return new Schema(columns);
        }
        if (!csv.isNone() || entries.has("csv")) {
            return files.infer(definition, csv);
        }
        if (definition.value() instanceof Entries) {
            problems.add(
                    entries.at(),
                    Rule.MISSING_KEY,
                    "tables." + definition.name() + ": the key \"columns\" is missing",
                    "columns: {NAME: TYPE}, or csv: FILE");
        }
        return new Schema(List.of());
    }

    private ColumnSchema column(String name, Value value) {
        return switch (value) {
            case Scalar short_ -> {
                String[] words = short_.text().split(" ", 2);
                yield new ColumnSchema(name, type(words[0]), words.length > 1 ? new Unit(words[1]) : Unit.NONE);
            }
            case Entries full -> {
                ColumnType type = type(full.text("type", ColumnType.TEXT.spelling()));
                if (full.has("unit") && !type.isNumber()) {
                    problems.add(
                            full.at("unit"),
                            Rule.CONFLICT,
                            "the column " + name + " of type " + type.spelling() + " has a unit",
                            "units on numbers only");
                }
                yield new ColumnSchema(name, type, new Unit(full.text("unit", "")));
            }
            case Value.Broken _, Value.Items _ -> ColumnSchema.of(name, ColumnType.TEXT);
        };
    }

    static ColumnType type(String spelling) {
        return ColumnType.spelled(spelling).orElseThrow(() -> new IllegalArgumentException("type=" + spelling));
    }

    private List<String> key(Definition definition, Schema schema) {
        List<String> key = new ArrayList<>();
        for (Scalar column : definition.entries().scalars("key")) {
            if (!isColumn(definition, "key", column, schema)) {
                continue;
            }
            if (key.contains(column.text())) {
                problems.add(
                        column.at(),
                        Rule.DUPLICATE_NAME,
                        "tables." + definition.name() + ".key: the column " + column.quoted() + " appears again");
                continue;
            }
            key.add(column.text());
        }
        return key;
    }

    private boolean isColumn(Definition definition, String key, Scalar column, Schema schema) {
        if (schema.indexOf(column.text()) >= 0) {
            return true;
        }
        if (schema.size() > 0) {
            problems.unknown(
                    column.at(),
                    Rule.UNKNOWN_NAME,
                    "tables." + definition.name() + "." + key + ": there is no column " + column.quoted(),
                    column.text(),
                    schema.names());
        }
        return false;
    }

    private EventTime time(Definition definition, Schema schema) {
        Entries entries = definition.entries();
        Entries full = entries.map("time");
        Optional<Scalar> column = (full.entries().isEmpty() ? entries.scalars("time") : full.scalars("column"))
                .stream().findFirst();
        if (column.isEmpty() || !isColumn(definition, "time", column.get(), schema)) {
            return EventTime.NONE;
        }
        ColumnType type = schema.column(schema.indexOf(column.get().text())).type();
        if (type != ColumnType.TIMESTAMP) {
            problems.add(
                    column.get().at(),
                    Rule.BAD_VALUE,
                    "tables." + definition.name() + ".time: the column "
                            + column.get().quoted() + " has the type " + type.spelling(),
                    "a column of type timestamp");
            return EventTime.NONE;
        }
        if (full.has("marks") && !full.has("interval")) {
            problems.add(
                    full.keyAt("marks"),
                    Rule.CONFLICT,
                    "tables." + definition.name() + ".time: marks says which end of an interval, and there is none",
                    "interval: DURATION beside it");
        }
        Marks marks = switch (full.text("marks", "")) {
            case "start" -> Marks.START;
            case "end" -> Marks.END;
            default -> Marks.NOTHING;
        };
        Duration interval = full.duration("interval", Duration.ZERO);
        Duration future = future(definition, full, interval);
        return new EventTime(column.get().text(), interval, marks, future);
    }

    private Duration future(Definition definition, Entries time, Duration interval) {
        boolean eventClock = isEventClock(definition.entries());
        Duration future = time.duration("future", usualFuture(eventClock, interval));
        if (eventClock && !future.isZero() && future.compareTo(interval) < 0) {
            problems.add(
                    time.keyAt("future"),
                    Rule.CONFLICT,
                    "tables." + definition.name() + ".time: future is shorter than interval, so that each row would be"
                            + " refused as dated ahead of the one before",
                    "future: " + USUAL_INTERVALS + " times the interval");
        }
        return future;
    }

    /** The clock that follows the rows needs a limit as much, but only the interval tells what is far. */
    private static Duration usualFuture(boolean eventClock, Duration interval) {
        if (!eventClock) {
            return LEAST_FUTURE;
        }
        Duration intervals = interval.multipliedBy(USUAL_INTERVALS);
        return interval.isZero() || intervals.compareTo(LEAST_FUTURE) > 0 ? intervals : LEAST_FUTURE;
    }

    private static boolean isEventClock(Entries entries) {
        return entries.text("clock", "wall").equals("event");
    }

    private Clock clock(Definition definition, EventTime time) {
        if (!isEventClock(definition.entries())) {
            return Clock.WALL;
        }
        if (time.column().isEmpty() && !definition.entries().has("time")) {
            conflict(definition, "clock", "the event clock needs an event time", "time: COLUMN beside it");
        }
        return Clock.EVENT;
    }

    private void conflict(Definition definition, String key, String finding, String expected) {
        problems.add(
                definition.entries().keyAt(key),
                Rule.CONFLICT,
                "tables." + definition.name() + "." + key + ": " + finding,
                expected);
    }

    private static Map<String, Reference> references(Entries columns) {
        Map<String, Reference> references = new LinkedHashMap<>();
        columns.entries().keySet().forEach(column -> {
            String path = columns.map(column).text("references", "");
            if (!path.isEmpty()) {
                references.put(column, reference(path));
            }
        });
        return references;
    }

    private static Reference reference(String path) {
        int dot = path.indexOf('.');
        return new Reference(path.substring(0, dot), path.substring(dot + 1));
    }

    private void checkReference(Definition definition, Entries column, String name, Map<String, Table> tables) {
        if (column.scalars("references").isEmpty()) {
            return;
        }
        Reference reference = reference(column.text("references", ""));
        Position at = column.at("references");
        String finding = "tables." + definition.name() + ".columns." + name + ".references: ";
        Table target = tables.get(reference.table());
        if (target == null) {
            problems.unknown(
                    at,
                    Rule.UNKNOWN_NAME,
                    finding + "there is no table " + Quote.of(reference.table()),
                    reference.table(),
                    tables.keySet());
            return;
        }
        int index = target.schema().indexOf(reference.column());
        if (index < 0) {
            problems.unknown(
                    at,
                    Rule.UNKNOWN_NAME,
                    finding + "the table " + target.name() + " has no column " + Quote.of(reference.column()),
                    reference.column(),
                    target.schema().names());
            return;
        }
        ColumnType theirs = target.schema().column(index).type();
        ColumnType ours = type(column.text("type", theirs.spelling()));
        if (ours != theirs) {
            problems.add(
                    at,
                    Rule.CONFLICT,
                    finding + reference.table() + "." + reference.column() + " has the type " + theirs.spelling(),
                    "the type of this column, " + ours.spelling());
        }
    }
}
