package dev.tideboard.engine;

import dev.tideboard.data.Schema;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a live table is.
 *
 * @param key the key columns: a row with a known key replaces the old one; empty for an append-only table
 * @param time the event-time column, or "" where rows have none
 * @param keep how long rows stay in memory after their event time; {@link Duration#ZERO} keeps them for ever
 * @param future how far ahead of the table's clock a single row may be dated; with {@link Duration#ZERO} there is no limit
 *     on the wall clock, and on the event clock one ahead of the wall clock only
 * @param references per column, the table and column whose values it must be one of
 * @param interval the span one row stands for; {@link Duration#ZERO} where that is not known
 */
public record TableSpec(
        String name,
        Schema schema,
        List<String> key,
        String time,
        ClockKind clock,
        Duration keep,
        Duration future,
        Map<String, Reference> references,
        Duration interval) {

    /** Which clock windows, retention and age follow. */
    public enum ClockKind {
        /** The server's clock; rows from too far in the future are refused. */
        WALL,
        /** The greatest event time accepted so far. */
        EVENT
    }

    /** A column of another table. */
    public record Reference(String table, String column) {
        /** Why a value that is not there is refused, and the way out. */
        String lacking(Optional<String> nearest) {
            return "is not in " + table + "." + column
                    + nearest.map(near -> ", nearest is " + near + "; correct it or add it there first")
                            .orElse("; add it there first");
        }
    }

    public TableSpec {
        key = List.copyOf(key);
        references = Map.copyOf(references);
    }

    public boolean hasTime() {
        return !time.isEmpty();
    }

    public boolean isKeyed() {
        return !key.isEmpty();
    }
}
