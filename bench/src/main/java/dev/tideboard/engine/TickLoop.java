package dev.tideboard.engine;

import dev.tideboard.data.Dictionary;
import dev.tideboard.data.RowBatch;
import dev.tideboard.data.Snapshot;
import dev.tideboard.store.MemoryChangeLog;
import dev.tideboard.store.RecentQuarantine;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.NullMarked;

/**
 * An engine without its thread: its caller runs the ticks, so that a tick is measured without the hand-over between
 * threads. A tick is all that the engine does for one: admission, live tables, views, telling the listeners, the receipt;
 * nothing is written to disk. It lives in the engine's package, so that the engine need not open itself for a benchmark. One
 * thread.
 */
@NullMarked
public final class TickLoop {
    private final TableRegistry tables;
    private final ViewGraph views;
    private final Cycle cycle;

    /** A loop without tables; text must be interned in {@code dictionary}. */
    public TickLoop(Dictionary dictionary) {
        EngineOptions options = EngineOptions.DEFAULTS;
        InstantSource clock = InstantSource.system();
        InletQueue.Surroundings alone = new InletQueue.Surroundings(dictionary, clock, options, () -> {});
        this.tables = new TableRegistry(new RecentQuarantine(10), alone);
        this.views = new ViewGraph(options, tables, () -> {});
        this.cycle = new Cycle(new MemoryChangeLog(), clock, options, tables, views);
    }

    /** Adds a table. */
    public void addTable(TableSpec spec) {
        tables.add(spec, FullPolicy.FAIL);
    }

    /** Adds a view that has a listener, as a view on a board does. */
    public void addView(ViewPlan plan, ViewListener listener) {
        views.add(plan, cycle.nowMs());
        ViewInstance instance = instance(plan.name());
        instance.subscribe(new ViewSubscription(instance.snapshot(cycle.tick()), listener, closed -> {}));
    }

    /** Hands rows to a table and runs the tick that takes them; they must fit the queue. */
    public void tick(String table, RowBatch rows) {
        CompletableFuture<Receipt> receipt = new CompletableFuture<>();
        if (!tables.table(table).queue().offer(rows, "bench", receipt)) {
            throw new IllegalStateException("table=" + table + " rows=" + rows.size() + " do not fit its queue");
        }
        while (!receipt.isDone()) {
            cycle.run();
        }
    }

    /** The rows of a view. */
    public Snapshot rows(String view) {
        return instance(view).snapshot(cycle.tick());
    }

    /** What a view's operators did so far. */
    public ViewReport report(String view) {
        return instance(view).report(Optional.empty());
    }

    private ViewInstance instance(String view) {
        return views.instance(view, Binding.NONE, cycle.tick(), cycle.nowMs());
    }
}
