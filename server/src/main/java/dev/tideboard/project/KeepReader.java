package dev.tideboard.project;

import dev.tideboard.project.Table.Keep;
import dev.tideboard.project.Value.Entries;
import dev.tideboard.project.Value.Entry;
import dev.tideboard.project.Value.Scalar;
import java.time.Duration;
import java.util.List;

/**
 * Reads how long the rows of tables stay, and refuses a table that would grow without bound and does not say so: what
 * views keep follows from the rows of the tables, so a bound on these is one on all memory. One thread at a time.
 */
final class KeepReader {
    private static final String WAY_OUT = "keep: {memory: 7d}, or keep: {memory: forever} where that is meant";
    /** What decides whether a table has a bound: where one of these is wrong, nobody knows. */
    private static final List<String> DECIDING = List.of("key", "time", "keep", "csv");

    private final Problems problems;

    KeepReader(Problems problems) {
        this.problems = problems;
    }

    Keep read(Definition definition) {
        Entries table = definition.entries();
        Entries keep = table.map("keep");
        if (table.has("keep") && !table.has("time") && !isForeverOnly(keep)) {
            problems.add(
                    table.keyAt("keep"),
                    Rule.CONFLICT,
                    path(definition) + ".keep: keep counts from the event time",
                    "time: COLUMN beside it, or forever in it");
        }
        checkBound(definition);
        return new Keep(duration(keep, "memory"), duration(keep, "disk"));
    }

    private static boolean isForeverOnly(Entries keep) {
        return !keep.entries().isEmpty()
                && keep.entries().keySet().stream()
                        .allMatch(key -> keep.text(key, "").equals(Durations.FOREVER));
    }

    private static Duration duration(Entries keep, String key) {
        return keep.entries().get(key) instanceof Entry(Position _, Scalar scalar)
                ? Durations.parseRetention(scalar.text())
                : Duration.ZERO;
    }

    private void checkBound(Definition definition) {
        Entries table = definition.entries();
        if (table.has("csv") || table.map("keep").has("memory") || isWrong(definition)) {
            return;
        }
        if (!table.has("key")) {
            String beside = table.has("time") ? "" : "key: COLUMN, or time: COLUMN and ";
            problems.add(
                    definition.position(),
                    Rule.UNBOUNDED,
                    path(definition) + ": it has no key, so that every row stays for ever",
                    beside + WAY_OUT);
            return;
        }
        String time = table.map("time").text("column", table.text("time", ""));
        if (table.scalars("key").stream().anyMatch(column -> column.text().equals(time))) {
            problems.add(
                    table.keyAt("key"),
                    Rule.UNBOUNDED,
                    path(definition) + ".key: the time " + Quote.of(time)
                            + " is part of the key, so that every row stays for ever",
                    WAY_OUT);
        }
    }

    /** One slip in such a table is not to be reported twice. */
    private boolean isWrong(Definition definition) {
        return problems.isWrongItself(path(definition))
                || DECIDING.stream().anyMatch(key -> problems.isWrong(path(definition) + "." + key));
    }

    private static String path(Definition definition) {
        return "tables." + definition.name();
    }
}
