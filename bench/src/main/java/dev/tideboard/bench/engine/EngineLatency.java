package dev.tideboard.bench.engine;

import dev.tideboard.data.Dictionary;
import dev.tideboard.data.RowBatch;
import dev.tideboard.data.RowBatchBuilder;
import dev.tideboard.engine.Binding;
import dev.tideboard.engine.Engine;
import dev.tideboard.engine.EngineOptions;
import dev.tideboard.engine.Receipt;
import dev.tideboard.engine.ViewChange;
import dev.tideboard.engine.ViewListener;
import dev.tideboard.query.Planner;
import dev.tideboard.query.Relation;
import dev.tideboard.query.ViewDefinition;
import dev.tideboard.store.MemoryChangeLog;
import dev.tideboard.store.RecentQuarantine;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/**
 * The grouped average in a running engine with its thread: rows a second in, and the time from a revision's rows in to the
 * listener told. What the same in Flink is held against. {@code ./tideboard bench engine --flink [rows]}
 */
final class EngineLatency implements ViewListener {
    private static final String VIEW = "means";
    private static final int GROUPS = 1_000;
    private static final int TICKS = 2_000;

    private final GroupedRows rows;
    private volatile CountDownLatch told = new CountDownLatch(0);
    private volatile long toldNanos;

    private EngineLatency(GroupedRows rows) {
        this.rows = rows;
    }

    static void run(PrintStream out, int rows) throws InterruptedException {
        EngineLatency bench = new EngineLatency(new GroupedRows(rows, GROUPS));
        bench.measure(out, 1_000);
        bench.measure(out, 1);
    }

    @Override
    public void changed(ViewChange change) {
        toldNanos = System.nanoTime();
        told.countDown();
    }

    @Override
    public void ended(String reason) {}

    private void measure(PrintStream out, int batch) throws InterruptedException {
        Dictionary dictionary = new Dictionary();
        try (Engine engine = Engine.start(
                new MemoryChangeLog(),
                new RecentQuarantine(10),
                dictionary,
                InstantSource.system(),
                EngineOptions.DEFAULTS)) {
            engine.addTable(GroupedRows.SPEC);
            Planner planner = new Planner(List.of(Relation.of(GroupedRows.SPEC)), dictionary);
            engine.addView(planner.plan(ViewDefinition.of(VIEW, GroupedRows.SQL)));
            var _ = engine.subscribe(VIEW, Binding.NONE, this).join();
            out.printf(Locale.ROOT, "Tideboard, %,d rows a batch: %,.0f rows/s in%n", batch, load(engine, batch));
            if (batch == 1) {
                revisions(out, engine, 1);
                revisions(out, engine, 10);
            }
        }
    }

    /** Puts every row in; rows a second until the last receipt. */
    private double load(Engine engine, int batch) throws InterruptedException {
        long start = System.nanoTime();
        CompletableFuture<Receipt> last = new CompletableFuture<>();
        for (int from = 0; from < rows.rows(); from += batch) {
            RowBatchBuilder builder = new RowBatchBuilder(GroupedRows.SCHEMA, batch);
            for (long id = from; id < Math.min(rows.rows(), from + batch); id++) {
                rows.add(builder, id, GroupedRows.firstValue(id));
            }
            last = engine.inlet(GroupedRows.TABLE).put(builder.build(), "bench");
        }
        last.join();
        return rows.rows() * 1e9 / (System.nanoTime() - start);
    }

    private void revisions(PrintStream out, Engine engine, int size) throws InterruptedException {
        Random random = new Random(size);
        var _ = Timings.of(TICKS, () -> revise(engine, random, size)); // for the compilers
        Timings ticks = Timings.of(TICKS, () -> revise(engine, random, size));
        out.printf(
                Locale.ROOT,
                "Tideboard, %d-row revision, rows in to listener told: median %.0f us, p99 %.0f us%n",
                size,
                ticks.medianMicros(),
                ticks.percentileMicros(99));
    }

    private long revise(Engine engine, Random random, int size) throws InterruptedException {
        RowBatch batch = rows.batch(rows.revision(random, size));
        CountDownLatch latch = new CountDownLatch(1);
        told = latch;
        long start = System.nanoTime();
        CompletableFuture<Receipt> receipt = engine.inlet(GroupedRows.TABLE).put(batch, "bench");
        latch.await();
        long nanos = toldNanos - start;
        receipt.join();
        return nanos;
    }
}
