package dev.tideboard.engine;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

/** A change log that pauses between a tick's rows and its being shown, so that the other threads run in between. */
final class PausingLog implements ChangeLog {
    @Override
    public CompletableFuture<Void> append(long tick, List<Entry> entries) {
        LockSupport.parkNanos(1_000);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public long epoch() {
        return 7;
    }

    @Override
    public void close() {}
}
