package dev.tideboard.engine;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;

/** A change log whose appends complete at once, or when the test says so. */
final class HeldLog implements ChangeLog {
    record Append(long tick, List<Entry> entries, CompletableFuture<Void> safe) {}

    final BlockingQueue<Append> appends = new LinkedBlockingQueue<>();
    private volatile boolean holding;

    void hold() {
        holding = true;
    }

    @Override
    public CompletableFuture<Void> append(long tick, List<Entry> entries) {
        CompletableFuture<Void> safe = new CompletableFuture<>();
        appends.add(new Append(tick, entries, safe));
        if (!holding) {
            safe.complete(null);
        }
        return safe;
    }

    @Override
    public long epoch() {
        return 42;
    }

    @Override
    public void close() {
        holding = false;
    }
}
