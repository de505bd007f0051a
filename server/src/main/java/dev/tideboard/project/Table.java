package dev.tideboard.project;

import dev.tideboard.data.Schema;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A live table of a project.
 *
 * @param key the key columns; empty for a table that only grows
 * @param keep how long rows stay
 * @param staleAfter the silence that makes its data stale; zero where its own rhythm tells, {@link #NEVER} for none
 * @param references per column, where its values must exist
 */
public record Table(
        String name,
        Schema schema,
        List<String> key,
        EventTime time,
        Clock clock,
        Keep keep,
        WhenFull whenFull,
        Duration staleAfter,
        Map<String, Reference> references,
        CsvFile csv,
        Position position) {

    /** No silence makes it stale. */
    public static final Duration NEVER = Duration.ofSeconds(Long.MAX_VALUE);

    public Table {
        key = List.copyOf(key);
        references = Map.copyOf(references);
    }

    public boolean isNeverStale() {
        return staleAfter.equals(NEVER);
    }

    /** Whose time retention, windows and {@code NOW()} follow. */
    public enum Clock {
        /** The server's. */
        WALL,
        /** The greatest event time accepted so far. */
        EVENT
    }

    /** What happens to rows while the queue in front of the table has no room. */
    public enum WhenFull {
        /** The sender waits. */
        BLOCK,
        /** The rows waiting longest are dropped and counted. */
        DROP_OLDEST,
        /** The new rows are refused. */
        FAIL
    }

    /** Which end of its interval a row's time names. */
    public enum Marks {
        /** Rows are moments, or the project does not say. */
        NOTHING,
        START,
        END
    }

    /**
     * The event time of the rows.
     *
     * @param column the column that holds it, or "" where rows have none
     * @param interval the span one row stands for; zero where the project does not say
     * @param future how far ahead of the table's clock a single row may be dated; zero where nobody can say
     */
    public record EventTime(String column, Duration interval, Marks marks, Duration future) {
        public static final EventTime NONE = new EventTime("", Duration.ZERO, Marks.NOTHING, Duration.ZERO);
    }

    /** How long rows stay in memory and on disk after their event time; zero keeps them for ever. */
    public record Keep(Duration memory, Duration disk) {
        public static final Keep FOREVER = new Keep(Duration.ZERO, Duration.ZERO);
    }

    /**
     * The file a lookup table is read from.
     *
     * @param file absolute path, or {@link #NONE}'s empty path where the table is not read from a file
     * @param optional whether the file may be absent, because something else writes it; the table is empty until then
     * @param version differs when the file has changed; "" where there is no file
     */
    public record CsvFile(Path file, boolean optional, String version) {
        public static final CsvFile NONE = new CsvFile(Path.of(""), true, "");

        public boolean isNone() {
            return file.toString().isEmpty();
        }
    }
}
