package dev.tideboard.engine;

import dev.tideboard.data.RowBatch;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Keeps what was accepted, tick by tick; a tick is shown and acknowledged only after its append is complete. */
public interface ChangeLog extends AutoCloseable {

    /** Accepted rows of one table. */
    record Entry(String table, RowBatch rows) {}

    /** Appends one tick; completes when it is safe. Called by the engine thread, ticks ascending. */
    CompletableFuture<Void> append(long tick, List<Entry> entries);

    /** The random name of this run of ticks; kept across starts once the log is durable. */
    long epoch();

    @Override
    void close();
}
