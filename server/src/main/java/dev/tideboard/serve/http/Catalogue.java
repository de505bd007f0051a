package dev.tideboard.serve.http;

import dev.tideboard.data.ColumnSchema;
import dev.tideboard.data.Schema;
import dev.tideboard.engine.LiveTables;
import dev.tideboard.engine.LiveViews;
import dev.tideboard.engine.Quarantine;
import dev.tideboard.engine.SourceStatus;
import dev.tideboard.serve.Board;
import dev.tideboard.serve.Boards;
import dev.tideboard.serve.Feeders;
import dev.tideboard.serve.RequestException;
import dev.tideboard.serve.ServedParts;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What there is: tables, views, boards, sources and refused rows, as values for JSON. Thread-safe. */
final class Catalogue {
    private final ServedParts parts;

    Catalogue(ServedParts parts) {
        this.parts = parts;
    }

    Map<String, Object> tables() {
        Instant now = parts.clock().instant();
        Map<String, Long> refused = parts.quarantine().byTable().entrySet().stream()
                .collect(Collectors.groupingBy(
                        entry -> entry.getKey().table(), Collectors.summingLong(Map.Entry::getValue)));
        return Map.of(
                "tables",
                parts.tables().tables().stream()
                        .map(table ->
                                table(table, refused.getOrDefault(table.spec().name(), 0L), now))
                        .toList());
    }

    Map<String, Object> views() {
        return Map.of("views", parts.views().views().stream().map(this::view).toList());
    }

    Map<String, Object> boards() {
        Boards boards = parts.boards().get();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("revision", boards.revision());
        json.put(
                "boards",
                boards.boards().stream()
                        .map(board -> Map.of("name", board.name(), "title", board.title()))
                        .toList());
        json.put("refused_edit", boards.refusedEdit());
        return json;
    }

    Map<String, Object> board(String name) {
        Boards boards = parts.boards().get();
        Board found = boards.boards().stream()
                .filter(board -> board.name().equals(name))
                .findAny()
                .orElseThrow(() -> {
                    List<String> names =
                            boards.boards().stream().map(Board::name).toList();
                    return RequestException.unknown("board", name, names);
                });
        Map<String, Object> json = found.json();
        json.put("refused_edit", boards.refusedEdit());
        return json;
    }

    Map<String, Object> quarantine(int limit) {
        Quarantine quarantine = parts.quarantine();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("counts", quarantine.counts());
        json.put(
                "rows",
                quarantine.latest(limit).stream().map(Catalogue::refused).toList());
        return json;
    }

    Map<String, Object> sources() {
        Instant now = parts.clock().instant();
        return Map.of(
                "sources",
                parts.sources().sources().stream()
                        .map(source -> source(source, now))
                        .toList());
    }

    private Map<String, @Nullable Object> table(LiveTables.Table table, long refused, Instant now) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("name", table.spec().name());
        json.put("columns", columns(table.spec().schema()));
        json.put("key", table.spec().key());
        json.put("time", table.spec().time());
        json.put("clock", table.spec().clock().name().toLowerCase(Locale.ROOT));
        Duration keep = table.spec().keep();
        json.put("keep_ms", keep.isZero() ? null : keep.toMillis());
        json.put("rows", table.rows());
        json.put("age_ms", age(table.lastReceived(), now));
        json.put(
                "last_event",
                table.lastEvent().equals(Instant.EPOCH)
                        ? null
                        : table.lastEvent().toEpochMilli());
        json.put("accepted", table.counters().accepted());
        json.put("late", table.counters().late());
        json.put("revised", table.counters().revised());
        json.put("duplicate", table.counters().duplicate());
        json.put("refused", refused);
        json.put("expired", table.counters().expired());
        return json;
    }

    private Map<String, Object> view(LiveViews.View view) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", view.name());
        json.put("columns", columns(view.schema()));
        json.put("key", view.key());
        json.put("parameters", view.parameters());
        json.put("rows", view.rows());
        json.put("failure", view.failure());
        json.put("inputs", view.inputs());
        json.put("polled", view.polled());
        Feeders feeders = parts.feeders().apply(view.name());
        json.put("sources", feeders.sources());
        json.put("tables", feeders.tables());
        return json;
    }

    private static List<Map<String, String>> columns(Schema schema) {
        return schema.columns().stream().map(Catalogue::column).toList();
    }

    private static Map<String, String> column(ColumnSchema column) {
        Map<String, String> json = new LinkedHashMap<>();
        json.put("name", column.name());
        json.put("type", column.type().spelling());
        json.put("unit", column.unit().symbol());
        return json;
    }

    private static Map<String, Object> refused(Quarantine.Entry entry) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("at", entry.at().toEpochMilli());
        json.put("source", entry.source());
        json.put("table", entry.table());
        json.put("column", entry.column());
        json.put("value", entry.value());
        json.put("reason", entry.reason());
        return json;
    }

    private static Map<String, @Nullable Object> source(SourceStatus.Source source, Instant now) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("name", source.name());
        json.put("kind", source.kind());
        json.put("state", source.state().name().toLowerCase(Locale.ROOT));
        json.put("age_ms", age(source.lastAccepted(), now));
        json.put("accepted", source.accepted());
        json.put("refused", source.refused());
        json.put("detail", source.detail());
        return json;
    }

    private static @Nullable Long age(Instant last, Instant now) {
        return last.equals(Instant.EPOCH)
                ? null
                : Math.max(0, Duration.between(last, now).toMillis());
    }
}
