package dev.tideboard.engine;

import dev.tideboard.data.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The tables as their readers see them. Thread-safe. */
public interface LiveTables {

    /**
     * One table and its counters since the start.
     *
     * @param lastReceived receipt time of the last accepted row, {@link Instant#EPOCH} before the first
     * @param lastEvent greatest accepted event time, {@link Instant#EPOCH} before the first
     * @param dataTime what the data says the time is: the same, but on the wall clock without rows that were ahead of it by
     *     more than {@link #AHEAD} when they came, as a forecast is
     * @param pace how often it moves on
     */
    record Table(
            TableSpec spec,
            long rows,
            Counters counters,
            Instant lastReceived,
            Instant lastEvent,
            Instant dataTime,
            Pace pace) {
        /** Clocks of senders are not right to the second. */
        public static final Duration AHEAD = Duration.ofMinutes(1);
    }

    /**
     * What became of the rows that reached the table, each counted once; those that were refused are counted by the
     * {@link Quarantine}.
     *
     * @param accepted new rows, none older than what came before
     * @param late new rows that are
     * @param revised rows that took the place of another with the same key
     * @param duplicate rows that were there already, value for value
     * @param expired rows that were there and grew too old: no outcome of a row that comes
     */
    record Counters(long accepted, long late, long revised, long duplicate, long expired) {}

    /**
     * The queue in front of one table, in rows.
     *
     * @param dropped rows that its full policy refused or pushed out
     */
    record Queue(String table, long waiting, long in, long out, long dropped) {}

    List<Table> tables();

    /** The queues in front of the tables; empty where there is none. */
    default List<Queue> queues() {
        return List.of();
    }

    /** The rows of a table now; fails with {@link java.util.NoSuchElementException} for an unknown one. */
    CompletableFuture<Snapshot> tableSnapshot(String table);

    /** The way into a table; throws {@link java.util.NoSuchElementException} for an unknown one. */
    Inlet inlet(String table);
}
