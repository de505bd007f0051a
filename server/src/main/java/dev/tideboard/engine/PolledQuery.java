package dev.tideboard.engine;

import dev.tideboard.data.RowBatch;
import dev.tideboard.data.Snapshot;
import java.util.Map;

/**
 * The SQL of one polled view and what it keeps of the tables between two runs. Used by one thread at a time, but for
 * {@link #cancel}.
 */
public interface PolledQuery extends AutoCloseable {

    /**
     * Runs the SQL on the rows given. Chunks that are the same objects as in the run before hold the same rows.
     *
     * @param inputs every table and view it reads
     * @return the rows in the columns of the view, in any order
     * @throws PollException saying why there is no result
     */
    RowBatch run(Map<String, Snapshot> inputs);

    /** The bytes it held after its last run, outside of the heap; for the thread that runs it, and never fails. */
    long heldBytes();

    /** Ends a run that is under way, from any thread; it may fail then. */
    void cancel();

    @Override
    void close();
}
