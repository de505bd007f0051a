package dev.tideboard.engine;

import dev.tideboard.data.Dictionary;
import dev.tideboard.data.RowBatch;
import dev.tideboard.data.Snapshot;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.LongConsumer;

/**
 * Live tables and the views over them, kept up to date by one thread. Thread-safe.
 *
 * <p>Rows enter by the {@link #inlet} of a table and are taken in ticks; the views see whole ticks only. Text must be
 * interned in {@link #dictionary()}. What hangs on a future of the engine runs on its thread and must return at once.
 */
public final class Engine implements LiveViews, LiveTables, AutoCloseable {
    private final Dictionary dictionary;
    private final ChangeLog log;
    private final TableRegistry tables;
    private final ViewGraph views;
    private final Cycle cycle;
    private final EngineThread thread;
    private final AtomicInteger edits = new AtomicInteger();

    private Engine(
            ChangeLog log, Quarantine quarantine, Dictionary dictionary, InstantSource clock, EngineOptions options) {
        this.log = log;
        this.dictionary = dictionary;
        InletQueue.Surroundings surroundings = new InletQueue.Surroundings(dictionary, clock, options, this::wake);
        this.tables = new TableRegistry(quarantine, surroundings);
        this.views = new ViewGraph(options, tables, this::wake);
        this.cycle = new Cycle(log, clock, options, tables, views);
        this.thread = new EngineThread(cycle, this::stopped);
    }

    /** An engine without tables, running; closing it closes neither {@code log} nor {@code quarantine}. */
    public static Engine start(
            ChangeLog log, Quarantine quarantine, Dictionary dictionary, InstantSource clock, EngineOptions options) {
        Engine engine = new Engine(log, quarantine, dictionary, clock, options);
        engine.thread.start();
        return engine;
    }

    public Dictionary dictionary() {
        return dictionary;
    }

    /** Adds a table whose senders wait while its queue is full. */
    public void addTable(TableSpec spec) {
        addTable(spec, FullPolicy.BLOCK);
    }

    /**
     * Adds a table; those it refers to must be there.
     *
     * @throws IllegalArgumentException when the name is taken or a reference leads nowhere
     */
    public void addTable(TableSpec spec, FullPolicy policy) {
        await(() -> {
            if (views.has(spec.name())) {
                throw new IllegalArgumentException("table=" + spec.name() + " is a view already: give it another name");
            }
            tables.add(spec, policy);
        });
    }

    /** Makes {@code rows} the whole of a table: what is not among them goes. For lookups read from a file again. */
    public CompletableFuture<Receipt> replaceRows(String table, RowBatch rows, String source)
            throws InterruptedException {
        InletQueue queue = tables.table(table).queue();
        CompletableFuture<Receipt> receipt = new CompletableFuture<>();
        queue.put(queue.waiting(InletQueue.Kind.REPLACE, rows, source, receipt));
        return receipt;
    }

    /**
     * Adds a view; what it reads must be there.
     *
     * @throws IllegalArgumentException when the name is taken or an input does not exist
     */
    public void addView(ViewPlan plan) {
        await(() -> views.add(plan, cycle.nowMs()));
    }

    /**
     * Makes {@code plans}, in any order, all the views there are: a view with the same SQL over the same inputs runs on,
     * the others end their listeners with a reason, and the epoch is another one. Nothing changes when it throws.
     *
     * @throws IllegalArgumentException when a name is taken twice, an input does not exist or views read each other in a circle
     */
    public void replaceViews(List<ViewPlan> plans) {
        await(() -> {
            if (views.replace(plans, cycle.nowMs())) {
                edits.incrementAndGet();
            }
        });
    }

    @Override
    public CompletableFuture<ViewReport> explain(String view, Binding binding) {
        return read(view, binding, views::report);
    }

    @Override
    public CompletableFuture<Map<String, Usage>> usage() {
        return thread.ask(views::usage);
    }

    /** Why the engine has stopped, or "" while it runs. */
    public String stopped() {
        return thread.stopped();
    }

    @Override
    public List<View> views() {
        return views.published();
    }

    @Override
    public CompletableFuture<Subscription> subscribe(String view, Binding binding, ViewListener listener) {
        return read(view, binding, instance -> {
            ViewSubscription subscription = new ViewSubscription(
                    instance.snapshot(tick()),
                    listener,
                    closed -> thread.tell(() -> instance.unsubscribe(closed, cycle.nowMs())));
            instance.subscribe(subscription);
            return subscription;
        });
    }

    @Override
    public CompletableFuture<Snapshot> snapshot(String view, Binding binding) {
        return read(view, binding, instance -> instance.snapshot(tick()));
    }

    @Override
    public void onTick(LongConsumer listener) {
        cycle.onTick(listener);
    }

    @Override
    public long tick() {
        return cycle.tick();
    }

    @Override
    public long epoch() {
        return log.epoch() + edits.get();
    }

    @Override
    public List<Table> tables() {
        return tables.all().stream().map(EngineTable::published).toList();
    }

    @Override
    public List<Queue> queues() {
        return tables.all().stream().map(table -> table.queue().counters()).toList();
    }

    @Override
    public CompletableFuture<Snapshot> tableSnapshot(String table) {
        return thread.ask(() -> tables.table(table).snapshot(tick()));
    }

    @Override
    public Inlet inlet(String table) {
        return tables.table(table).queue();
    }

    /** Ends every listener, fails what waits, and stops the thread. */
    @Override
    public void close() {
        thread.close();
    }

    /** Lets the engine look at its clock and queues; only a clock that does not follow real time needs it. */
    void wake() {
        thread.wake();
    }

    /** Asks a view something once it has rows to speak of: a polled view has none before its first run is over. */
    private <T> CompletableFuture<T> read(String view, Binding binding, Function<ViewInstance, T> question) {
        return thread.ask(() -> views.firstRuns(instance(view, binding).plan()))
                .thenCompose(runs -> CompletableFuture.allOf(runs.toArray(CompletableFuture[]::new)))
                .thenCompose(_ -> thread.ask(() -> question.apply(instance(view, binding))));
    }

    private ViewInstance instance(String view, Binding binding) {
        return views.instance(view, binding, tick(), cycle.nowMs());
    }

    private void stopped(String reason) {
        tables.stop(reason);
        views.end(reason);
    }

    private void await(Runnable change) {
        if (thread.isCurrent()) {
            throw new IllegalStateException("called on the engine thread, which would wait for itself");
        }
        try {
            thread.ask(Executors.callable(change)).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }
}
