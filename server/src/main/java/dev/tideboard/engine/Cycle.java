package dev.tideboard.engine;

import dev.tideboard.data.Delta;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One tick: everything that waits goes through admission into the tables, is handed to the change log, moves the views
 * while the log makes it safe, and is shown and acknowledged after that. Engine thread only, but for {@link #tick()} and
 * {@link #onTick}.
 */
final class Cycle {
    private static final Logger LOG = LoggerFactory.getLogger(Cycle.class);

    private final ChangeLog log;
    private final InstantSource clock;
    private final EngineOptions options;
    private final TableRegistry tables;
    private final ViewGraph views;
    private final List<LongConsumer> listeners = new CopyOnWriteArrayList<>();
    private long expiredAtMs = Long.MIN_VALUE;
    private volatile long published;

    Cycle(ChangeLog log, InstantSource clock, EngineOptions options, TableRegistry tables, ViewGraph views) {
        this.log = log;
        this.clock = clock;
        this.options = options;
        this.tables = tables;
        this.views = views;
    }

    /** The last tick that was shown. */
    long tick() {
        return published;
    }

    void onTick(LongConsumer listener) {
        listeners.add(listener);
    }

    long nowMs() {
        return clock.millis();
    }

    /** Runs one tick if rows wait or something is due; false when there was nothing to do. */
    boolean run() {
        long nowMs = nowMs();
        Map<EngineTable, List<InletQueue.Waiting>> taken = tables.take(options.tickRows());
        boolean due = deadlineMs() <= nowMs;
        if (taken.isEmpty() && !due) {
            return false;
        }
        if (due) {
            views.dropIdle(nowMs);
        }
        try {
            run(taken, nowMs);
        } catch (Throwable e) { // the engine ends with it; those whose rows were taken must not wait for ever
            EngineBusyException reason = new EngineBusyException("the engine stopped: " + e);
            taken.values().forEach(rows -> rows.forEach(row -> row.receipt().completeExceptionally(reason)));
            throw e;
        }
        return true;
    }

    /** Whether rows wait. */
    boolean isWaiting() {
        return tables.all().stream().anyMatch(table -> !table.queue().isEmpty());
    }

    /** When the next tick is due although no row arrives; {@link Long#MAX_VALUE} for never. */
    long deadlineMs() {
        long expiry = Long.MAX_VALUE;
        for (EngineTable table : tables.all()) {
            expiry = Math.min(expiry, table.expiryMs());
        }
        expiry = Math.min(expiry, views.dueMs());
        return Math.min(
                views.deadlineMs(),
                Math.max(expiry, expiredAtMs + options.expireEvery().toMillis()));
    }

    private void run(Map<EngineTable, List<InletQueue.Waiting>> taken, long nowMs) {
        long tick = published + 1;
        Map<String, Delta> changes = new HashMap<>();
        List<ChangeLog.Entry> entries = new ArrayList<>();
        List<EngineTable.DueReceipt> receipts = new ArrayList<>();
        for (EngineTable table : tables.all()) {
            EngineTable.Moved moved = table.tick(taken.getOrDefault(table, List.of()), nowMs);
            entries.addAll(moved.entries());
            receipts.addAll(moved.receipts());
            if (!moved.delta().isEmpty()) {
                changes.put(table.spec().name(), moved.delta());
            }
        }
        expiredAtMs = nowMs;
        CompletableFuture<Void> safe =
                entries.isEmpty() ? CompletableFuture.completedFuture(null) : log.append(tick, entries);
        boolean quiet = taken.isEmpty() && changes.isEmpty();
        List<ViewGraph.Told> told = views.tick(tick, nowMs, changes);
        safe.join();
        views.publish();
        if (!quiet || !told.isEmpty()) {
            publish(tick, told, receipts);
        }
    }

    private void publish(long tick, List<ViewGraph.Told> told, List<EngineTable.DueReceipt> receipts) {
        tables.all().forEach(EngineTable::publish);
        told.forEach(change -> change.instance().tell(change.change()));
        published = tick;
        for (LongConsumer listener : listeners) {
            try {
                listener.accept(tick);
            } catch (RuntimeException e) {
                LOG.error("a tick listener failed at tick {}", tick, e);
            }
        }
        receipts.forEach(receipt -> receipt.complete(tick));
    }
}
