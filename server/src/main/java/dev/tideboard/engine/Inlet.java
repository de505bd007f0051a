package dev.tideboard.engine;

import dev.tideboard.data.Dictionary;
import dev.tideboard.data.RowBatch;
import java.util.concurrent.CompletableFuture;

/** The way into one live table: a bounded queue in front of the engine thread. Thread-safe. */
public interface Inlet {

    /** The table the rows go to. */
    TableSpec table();

    /** Where text of this engine is interned. */
    Dictionary dictionary();

    /**
     * Why no row of the table can have {@code text} in {@code column}, because the table that the column refers to does not;
     * "" where one might, which the table judges when the row comes. To be asked before a text is interned: whoever sends
     * ever new ones must not fill the dictionary with what is refused.
     */
    String lacking(String column, String text);

    /**
     * Hands rows over; blocks while the queue is full. Refused rows are in the receipt and in the quarantine.
     *
     * @param source the name of the source, for counters and the quarantine
     * @return completes after the tick that applied the rows: only then may the sender be told they are accepted. Fails
     *     with {@link EngineBusyException} when the engine stops first or the table's queue refuses or drops the rows. Completes
     *     on the engine thread: what is hung on it must return at once
     */
    CompletableFuture<Receipt> put(RowBatch rows, String source) throws InterruptedException;

    /**
     * Like {@link #put}, but never blocks: false when the queue is full, and then nothing was taken. For event loops.
     *
     * @param receipt completed as described at {@link #put}
     */
    boolean offer(RowBatch rows, String source, CompletableFuture<Receipt> receipt);
}
