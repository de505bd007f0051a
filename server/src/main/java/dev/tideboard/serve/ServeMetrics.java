package dev.tideboard.serve;

import dev.tideboard.engine.LiveTables;
import dev.tideboard.engine.LiveViews;
import dev.tideboard.engine.Quarantine;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** What the server counts about its clients, and what it tells of the engine when asked. Thread-safe. */
public final class ServeMetrics {
    private final MeterRegistry registry;
    private final LiveViews views;
    private final LiveTables tables;
    private final Quarantine quarantine;
    private final LongAdder bytesSent = new LongAdder();
    private final LongAdder flushes = new LongAdder();
    private final LongAdder mergedFlushes = new LongAdder();
    private final AtomicLong clients = new AtomicLong();
    private final Counter encodeFailures;
    private final Set<String> knownTables = ConcurrentHashMap.newKeySet();
    private volatile Map<String, LiveTables.Table> latest = Map.of();
    private volatile Map<String, LiveTables.Queue> queues = Map.of();
    private volatile Map<Quarantine.Counted, Long> refused = Map.of();
    private final Set<String> knownViews = ConcurrentHashMap.newKeySet();
    private final Set<String> knownPolled = ConcurrentHashMap.newKeySet();
    private volatile Map<String, LiveViews.Usage> usage = Map.of();

    /** The labels of rows in; the reason is "" of those that were not refused. */
    private record Outcome(String table, String outcome, String reason) {}

    ServeMetrics(MeterRegistry registry, LiveViews views, LiveTables tables, Quarantine quarantine) {
        this.registry = registry;
        this.views = views;
        this.tables = tables;
        this.quarantine = quarantine;
        refused(new Quarantine.Counted("", Quarantine.Cause.UNREADABLE));
        this.encodeFailures = Counter.builder("tideboard.feed.encode.failures")
                .description("Flushes that could not be encoded; their client was disconnected")
                .register(registry);
        FunctionCounter.builder("tideboard.ticks", views, LiveViews::tick)
                .description("Ticks published since the start of the epoch")
                .register(registry);
        FunctionCounter.builder("tideboard.feed.bytes", bytesSent, LongAdder::sum)
                .baseUnit("bytes")
                .description("Bytes of feed frames handed to connections")
                .register(registry);
        FunctionCounter.builder("tideboard.feed.flushes", flushes, LongAdder::sum)
                .description("Flushes sent to clients")
                .register(registry);
        FunctionCounter.builder("tideboard.feed.flushes.merged", mergedFlushes, LongAdder::sum)
                .description("Flushes that merged the changes of more than one tick")
                .register(registry);
        Gauge.builder("tideboard.feed.clients", clients, AtomicLong::get)
                .description("Feed connections")
                .register(registry);
    }

    void watch(ViewChannels channels) {
        Gauge.builder("tideboard.feed.channels", channels, ViewChannels::size)
                .description("Views with a binding that clients listen to, or lately did")
                .register(registry);
    }

    void sent(long bytes) {
        bytesSent.add(bytes);
    }

    void flushed(boolean merged) {
        flushes.increment();
        if (merged) {
            mergedFlushes.increment();
        }
    }

    void failed() {
        encodeFailures.increment();
    }

    /** Feed connections now. */
    long clients() {
        return clients.get();
    }

    void counted(int change) {
        clients.addAndGet(change);
    }

    /** Reads the counters of tables and views; to be called before a scrape, which waits for it. */
    public CompletableFuture<?> refresh() {
        latest = tables.tables().stream()
                .collect(Collectors.toUnmodifiableMap(table -> table.spec().name(), table -> table));
        queues =
                tables.queues().stream().collect(Collectors.toUnmodifiableMap(LiveTables.Queue::table, queue -> queue));
        refused = quarantine.byTable();
        latest.keySet().forEach(name -> {
            if (knownTables.add(name)) {
                register(name);
            }
        });
        return views.usage().thenAccept(this::show);
    }

    private void show(Map<String, LiveViews.Usage> now) {
        usage = now;
        now.keySet().stream().filter(knownViews::add).forEach(view -> {
            Gauge.builder("tideboard.view.state", this, metrics -> metrics.used(view, LiveViews.Usage::stateBytes))
                    .tag("view", view)
                    .baseUnit("bytes")
                    .description("What the operators of the view keep, under all its bindings, estimated")
                    .register(registry);
            Gauge.builder("tideboard.view.instances", this, metrics -> metrics.used(view, LiveViews.Usage::instances))
                    .tag("view", view)
                    .description("Bindings of the view that somebody reads, or lately did")
                    .register(registry);
        });
        now.forEach((view, used) -> {
            if (used.polledBytes().isPresent() && knownPolled.add(view)) {
                Gauge.builder("tideboard.view.duckdb", this, metrics -> metrics.polledBytes(view))
                        .tag("view", view)
                        .baseUnit("bytes")
                        .description("What DuckDB held for the polled view after its last run")
                        .register(registry);
            }
        });
    }

    private double used(String view, ToLongFunction<LiveViews.Usage> count) {
        LiveViews.Usage found = usage.get(view);
        return found == null ? Double.NaN : count.applyAsLong(found);
    }

    /** Missing once an edit has made it a view that is not polled. */
    private double polledBytes(String view) {
        LiveViews.Usage found = usage.get(view);
        return found == null || found.polledBytes().isEmpty()
                ? Double.NaN
                : found.polledBytes().getAsLong();
    }

    private void register(String table) {
        rows(table, "accepted", LiveTables.Counters::accepted);
        rows(table, "late", LiveTables.Counters::late);
        rows(table, "revised", LiveTables.Counters::revised);
        rows(table, "duplicate", LiveTables.Counters::duplicate);
        EnumSet.complementOf(EnumSet.of(Quarantine.Cause.UNREADABLE))
                .forEach(cause -> refused(new Quarantine.Counted(table, cause)));
        FunctionCounter.builder(
                        "tideboard.rows.expired", this, metrics -> metrics.counted(table, LiveTables.Counters::expired))
                .tag("table", table)
                .description("Rows that left the table because they grew too old")
                .register(registry);
        Gauge.builder("tideboard.table.rows", this, metrics -> metrics.value(table, LiveTables.Table::rows))
                .tag("table", table)
                .description("Rows in the table")
                .register(registry);
        Gauge.builder("tideboard.queue.rows", this, metrics -> metrics.queued(table, LiveTables.Queue::waiting))
                .tag("table", table)
                .description("Rows that wait in front of the table")
                .register(registry);
        FunctionCounter.builder(
                        "tideboard.queue.dropped", this, metrics -> metrics.queued(table, LiveTables.Queue::dropped))
                .tag("table", table)
                .description("Rows that the full queue refused or pushed out")
                .register(registry);
    }

    private void rows(String table, String outcome, ToLongFunction<LiveTables.Counters> count) {
        rows(new Outcome(table, outcome, ""), metrics -> metrics.counted(table, count));
    }

    private void refused(Quarantine.Counted counted) {
        String reason = counted.cause().name().toLowerCase(Locale.ROOT);
        rows(new Outcome(counted.table(), "refused", reason), metrics -> metrics.refused.getOrDefault(counted, 0L));
    }

    private void rows(Outcome outcome, ToDoubleFunction<ServeMetrics> count) {
        FunctionCounter.builder("tideboard.rows", this, count)
                .tag("table", outcome.table())
                .tag("outcome", outcome.outcome())
                .tag("reason", outcome.reason())
                .description("Rows in, each under the one thing that became of it")
                .register(registry);
    }

    private double counted(String table, ToLongFunction<LiveTables.Counters> count) {
        return value(table, found -> count.applyAsLong(found.counters()));
    }

    private double value(String table, ToLongFunction<LiveTables.Table> count) {
        LiveTables.Table found = latest.get(table);
        return found == null ? Double.NaN : count.applyAsLong(found);
    }

    private double queued(String table, ToLongFunction<LiveTables.Queue> count) {
        LiveTables.Queue found = queues.get(table);
        return found == null ? 0 : count.applyAsLong(found);
    }
}
