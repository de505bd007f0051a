package dev.tideboard.engine;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Where refused rows go: a bounded list of the latest, and counts that are never bounded. Thread-safe. */
public interface Quarantine {

    /** Why rows are refused, coarsely enough to count by. */
    enum Cause {
        /** The message cannot be read, or no table takes it. */
        UNREADABLE,
        /** A value is missing, none that its column can hold, or refers to a row that is not there. */
        VALUE,
        /** The row is older than what its table keeps. */
        TOO_OLD,
        /** The row's time is further ahead than its table allows. */
        TOO_FAR_AHEAD
    }

    /** What is counted together; the table is "" where a message was for none. */
    record Counted(String table, Cause cause) {}

    /**
     * One refused row or message.
     *
     * @param source the source it came from
     * @param at time of receipt
     * @param value the offending text, shortened to at most 1,000 characters
     */
    record Entry(Instant at, String source, String table, String column, String value, String reason, Cause cause) {
        private static final int LONGEST_VALUE = 1_000;

        /** Shortens the value, so that the list is bounded in bytes as well. */
        public Entry {
            value = value.length() > LONGEST_VALUE ? value.substring(0, LONGEST_VALUE - 1) + "…" : value;
        }
    }

    void refuse(Entry entry);

    /** The latest entries, newest first. */
    List<Entry> latest(int limit);

    /** How many were refused per source since the start. */
    Map<String, Long> counts();

    /** How many were refused per table and cause since the start; what has no count is left out. */
    Map<Counted, Long> byTable();
}
