package dev.tideboard.serve;

import dev.tideboard.data.ColumnBuilder;
import dev.tideboard.data.ColumnSchema;
import dev.tideboard.data.ColumnType;
import dev.tideboard.data.Dictionary;
import dev.tideboard.data.RowBatch;
import dev.tideboard.data.RowBatchBuilder;
import dev.tideboard.data.Schema;
import dev.tideboard.data.Snapshot;
import dev.tideboard.engine.Binding;
import dev.tideboard.engine.BindingException;
import dev.tideboard.engine.Circuit;
import dev.tideboard.engine.LiveViews;
import dev.tideboard.engine.ViewChange;
import dev.tideboard.engine.ViewListener;
import dev.tideboard.engine.ViewReport;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Views whose rows a test sets by hand, with an engine thread of their own. Every view has the same columns: a code that
 * is its key, a region to filter by, and one column of each other type. Remembers the rows of every tick.
 */
public final class FakeViews implements LiveViews, AutoCloseable {
    public static final Schema SCHEMA = Schema.of(
            ColumnSchema.of("code", ColumnType.TEXT),
            ColumnSchema.of("region", ColumnType.TEXT),
            ColumnSchema.of("power", ColumnType.DOUBLE),
            ColumnSchema.of("at", ColumnType.TIMESTAMP),
            ColumnSchema.of("count", ColumnType.LONG),
            ColumnSchema.of("open", ColumnType.BOOLEAN));

    private final ExecutorService engine = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("fake-engine").daemon().factory());
    private final Dictionary dictionary = new Dictionary();
    private final Map<String, TreeMap<String, Row>> views = new LinkedHashMap<>();
    private final Map<String, Map<Long, Map<String, Row>>> past = new LinkedHashMap<>();
    private final List<Listening> listening = new CopyOnWriteArrayList<>();
    private final List<LongConsumer> tickListeners = new CopyOnWriteArrayList<>();
    private final Map<String, Long> ids = new LinkedHashMap<>();
    private final Map<String, String> failures = new ConcurrentHashMap<>();
    private final AtomicLong epoch;
    private long nextId = 1;
    private volatile long tick;

    /** One row; null is missing. */
    public record Row(
            String code,
            @Nullable String region,
            @Nullable Double power,
            @Nullable Long at,
            @Nullable Long count,
            @Nullable Boolean open) {}

    /** What a tick does to one view: rows by code, null to delete. */
    public interface Edit {
        void edit(String view, String code, @Nullable Row row);
    }

    private record Listening(String view, Binding binding, ViewListener listener) {}

    public FakeViews(long epoch, String... names) {
        this.epoch = new AtomicLong(epoch);
        for (String name : names) {
            views.put(name, new TreeMap<>());
            past.put(name, new TreeMap<>(Map.of(0L, Map.of())));
        }
    }

    /** Runs one tick and waits until its listeners heard of it. */
    public long tick(java.util.function.Consumer<Edit> work) {
        return CompletableFuture.supplyAsync(() -> tickNow(work), engine).join();
    }

    /** Has a view fail from the next tick on, which is at once, or with "" recover. */
    public long fail(String view, String reason) {
        return CompletableFuture.supplyAsync(
                        () -> {
                            failures.put(view, reason);
                            ViewChange change = ViewChange.ofFailure(tick + 1, SCHEMA, reason);
                            listening.stream()
                                    .filter(each -> each.view().equals(view))
                                    .forEach(each -> each.listener().changed(change));
                            return tickNow(_ -> {});
                        },
                        engine)
                .join();
    }

    /** Ends a view, as a reload does. */
    public void end(String view, String reason) {
        CompletableFuture.runAsync(
                        () -> {
                            List<Listening> gone = listening.stream()
                                    .filter(each -> each.view().equals(view))
                                    .toList();
                            listening.removeAll(gone);
                            views.remove(view);
                            gone.forEach(each -> each.listener().ended(reason));
                        },
                        engine)
                .join();
    }

    /** Puts another view, as yet without rows, in the place of one, as a reload of an edited project does. */
    public void replace(String view) {
        end(view, "changed in the project");
        CompletableFuture.runAsync(
                        () -> {
                            views.put(view, new TreeMap<>());
                            past(view).put(tick, Map.of());
                            epoch.incrementAndGet();
                        },
                        engine)
                .join();
    }

    /** The rows of a view at a tick, as bound. */
    public Map<String, Row> rowsAt(String view, long at, Binding binding) {
        Map<String, Row> all =
                CompletableFuture.supplyAsync(() -> past(view).get(at), engine).join();
        Map<String, Row> kept = new TreeMap<>();
        all.forEach((code, row) -> {
            if (fits(row, binding)) {
                kept.put(code, row);
            }
        });
        return kept;
    }

    public int listeners() {
        return listening.size();
    }

    @Override
    public List<View> views() {
        return views.keySet().stream()
                .map(name -> new View(
                        name,
                        SCHEMA,
                        List.of("code"),
                        List.of(),
                        0,
                        failures.getOrDefault(name, ""),
                        List.of("readings"),
                        ""))
                .toList();
    }

    @Override
    public CompletableFuture<Subscription> subscribe(String view, Binding binding, ViewListener listener) {
        return CompletableFuture.supplyAsync(
                () -> {
                    Snapshot snapshot = snapshotNow(view, binding);
                    Listening entry = new Listening(view, binding, listener);
                    listening.add(entry);
                    return new Subscription() {
                        @Override
                        public Snapshot snapshot() {
                            return snapshot;
                        }

                        @Override
                        public void close() {
                            listening.remove(entry);
                        }
                    };
                },
                engine);
    }

    @Override
    public CompletableFuture<Snapshot> snapshot(String view, Binding binding) {
        return CompletableFuture.supplyAsync(() -> snapshotNow(view, binding), engine);
    }

    @Override
    public CompletableFuture<ViewReport> explain(String view, Binding binding) {
        return snapshot(view, binding)
                .thenApply(rows -> new ViewReport(
                        view,
                        binding,
                        rows.size(),
                        "",
                        List.of(
                                new ViewReport.Node(
                                        "Filter [power > 5]",
                                        List.of(new Circuit.Input.Relation("readings")),
                                        12_345,
                                        0,
                                        0,
                                        1_500_000,
                                        2),
                                new ViewReport.Node(
                                        "GroupBy [code] SUM(power)",
                                        List.of(new Circuit.Input.Node(0)),
                                        600,
                                        40,
                                        4_096,
                                        250_000,
                                        0))));
    }

    @Override
    public void onTick(LongConsumer listener) {
        tickListeners.add(listener);
    }

    @Override
    public long tick() {
        return tick;
    }

    @Override
    public long epoch() {
        return epoch.get();
    }

    @Override
    public void close() {
        engine.shutdownNow();
    }

    private long tickNow(java.util.function.Consumer<Edit> work) {
        long now = tick + 1;
        Map<String, Map<String, Optional<Row>>> before = new LinkedHashMap<>();
        work.accept((view, code, row) -> {
            Map<String, Row> rows = live(view);
            before.computeIfAbsent(view, name -> new TreeMap<>())
                    .putIfAbsent(code, Optional.ofNullable(rows.get(code)));
            if (row == null) {
                rows.remove(code);
            } else {
                rows.put(code, row);
            }
        });
        before.forEach((view, changed) -> publish(view, changed, now));
        views.forEach((view, rows) -> past(view).put(now, new TreeMap<>(rows)));
        tick = now;
        tickListeners.forEach(listener -> listener.accept(now));
        return now;
    }

    private void publish(String view, Map<String, Optional<Row>> before, long now) {
        for (Listening each : listening) {
            if (!each.view().equals(view)) {
                continue;
            }
            List<Row> put = new ArrayList<>();
            List<Row> del = new ArrayList<>();
            before.forEach((code, old) -> {
                Row current = live(view).get(code);
                if (current != null && fits(current, each.binding())) {
                    put.add(current);
                } else {
                    old.filter(row -> fits(row, each.binding())).ifPresent(del::add);
                }
            });
            if (!put.isEmpty() || !del.isEmpty()) {
                long[] putIds =
                        put.stream().mapToLong(row -> id(view, row, false)).toArray();
                long[] delIds =
                        del.stream().mapToLong(row -> id(view, row, true)).toArray();
                String failure = failures.getOrDefault(view, "");
                each.listener().changed(new ViewChange(now, batch(put), putIds, batch(del), delIds, failure));
            }
        }
    }

    private long id(String view, Row row, boolean last) {
        String key = view + "/" + row.code();
        long id = ids.computeIfAbsent(key, name -> nextId++);
        if (last) {
            ids.remove(key);
        }
        return id;
    }

    private Snapshot snapshotNow(String view, Binding binding) {
        TreeMap<String, Row> rows = views.get(view);
        if (rows == null) {
            throw new NoSuchElementException("view=" + view);
        }
        for (String column : binding.values().keySet()) {
            if (!column.equals("region")) {
                throw new BindingException("view=" + view + " has no column " + column + " to bind; it has region");
            }
        }
        List<Row> kept =
                rows.values().stream().filter(row -> fits(row, binding)).toList();
        // Two chunks, so that readers cannot take one for all.
        int half = kept.size() / 2;
        return new Snapshot(
                tick,
                SCHEMA,
                List.of(chunk(kept.subList(0, half)), chunk(kept.subList(half, kept.size()))),
                failures.getOrDefault(view, ""));
    }

    private Snapshot.Chunk chunk(List<Row> rows) {
        return new Snapshot.Chunk(batch(rows), IntStream.range(0, rows.size()).toArray(), rows.size());
    }

    private Map<String, Row> live(String view) {
        return Objects.requireNonNull(views.get(view));
    }

    private Map<Long, Map<String, Row>> past(String view) {
        return Objects.requireNonNull(past.get(view));
    }

    private static boolean fits(Row row, Binding binding) {
        List<String> regions = binding.values().get("region");
        return regions == null || (row.region() != null && regions.contains(row.region()));
    }

    private RowBatch batch(Collection<Row> rows) {
        RowBatchBuilder builder = new RowBatchBuilder(SCHEMA, rows.size());
        for (Row row : rows) {
            builder.column(0).addText(row.code(), dictionary);
            String region = row.region();
            if (region == null) {
                builder.column(1).addNull();
            } else {
                builder.column(1).addText(region, dictionary);
            }
            Double power = row.power();
            if (power == null) {
                builder.column(2).addNull();
            } else {
                builder.column(2).addDouble(power);
            }
            addLong(builder.column(3), row.at());
            addLong(builder.column(4), row.count());
            Boolean open = row.open();
            addLong(builder.column(5), open == null ? null : open ? 1L : 0L);
            builder.endRow();
        }
        return builder.build();
    }

    private static void addLong(ColumnBuilder column, @Nullable Long value) {
        if (value == null) {
            column.addNull();
        } else {
            column.addLong(value);
        }
    }
}
