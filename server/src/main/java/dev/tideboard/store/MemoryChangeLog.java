package dev.tideboard.store;

import dev.tideboard.engine.ChangeLog;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A change log that keeps nothing: a tick is safe as soon as it is in memory, and a restart is a new epoch. Thread-safe.
 */
public final class MemoryChangeLog implements ChangeLog {
    /** Epochs appear in JSON, where greater whole numbers lose digits. */
    private static final long GREATEST_EPOCH = 1L << 53;

    private final long epoch = new SecureRandom().nextLong(1, GREATEST_EPOCH);

    @Override
    public CompletableFuture<Void> append(long tick, List<Entry> entries) {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public long epoch() {
        return epoch;
    }

    @Override
    public void close() {
        // nothing is open
    }
}
