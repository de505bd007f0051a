package dev.tideboard.engine;

import dev.tideboard.data.RowBatch;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Keeps what was accepted, tick by tick; a tick is shown and acknowledged only after its append is complete. */
public interface ChangeLog extends AutoCloseable {

    /**
     * What one tick did to one table, without what follows by itself: retention, and the old row of a revision.
     *
     * @param rows the accepted rows in order, without those that changed nothing
     * @param removed rows taken out before those came in, as they last were
     */
    record Entry(String table, RowBatch rows, RowBatch removed) {}

    /** Appends one tick; completes when it is safe. Called by the engine thread, ticks ascending. */
    CompletableFuture<Void> append(long tick, List<Entry> entries);

    /** The random name of this run of ticks; kept across starts once the log is durable. */
    long epoch();

    @Override
    void close();
}
