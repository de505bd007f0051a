package dev.tideboard.serve;

import dev.tideboard.data.Snapshot;
import dev.tideboard.engine.Inlet;
import dev.tideboard.engine.LiveTables;
import dev.tideboard.engine.LiveViews;
import dev.tideboard.engine.Pace;
import dev.tideboard.engine.Quarantine;
import dev.tideboard.engine.SourceStatus;
import dev.tideboard.engine.TableSpec;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

/** Parts with one of everything, at a time that a test moves. */
public final class FakeParts {
    public static final Instant START = Instant.parse("2026-11-22T02:00:00Z");

    public final AtomicReference<Instant> now = new AtomicReference<>(START);
    public final AtomicReference<Boards> boards = new AtomicReference<>(new Boards(
            7,
            List.of(new Board("nem", "NEM live", Map.of("zone", "Australia/Brisbane", "panels", List.of()))),
            List.of()));
    public final AtomicReference<String> notReady = new AtomicReference<>("");
    private final LiveViews views;

    public FakeParts(LiveViews views) {
        this.views = views;
    }

    public ServedParts parts() {
        InstantSource clock = now::get;
        return new ServedParts(
                views,
                new OneTable(),
                new OneRefusal(),
                () -> List.of(
                        new SourceStatus.Source(
                                "feed", "mqtt", SourceStatus.State.LIVE, START.minusMillis(140), 10, 2, "connected"),
                        new SourceStatus.Source(
                                "other", "mqtt", SourceStatus.State.CONNECTING, Instant.EPOCH, 0, 0, "no answer")),
                boards::get,
                view -> new Feeders(List.of("feed"), List.of("readings")),
                table -> Duration.ofMinutes(1),
                notReady::get,
                () -> "{\"$schema\":\"https://json-schema.org/draft/2020-12/schema\"}",
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                clock);
    }

    /** Options for a test: any free port, two loops, no wait between flushes. */
    public static ServeOptions options() {
        ServeOptions defaults = ServeOptions.defaults();
        return new ServeOptions(
                "127.0.0.1",
                0,
                List.of("https://embed.example", "http://localhost:3000"),
                Duration.ZERO,
                Duration.ofMillis(100),
                Duration.ofSeconds(60),
                defaults.stalledAfter(),
                100,
                8,
                defaults.historyChanges(),
                defaults.historyRows(),
                2);
    }

    private static final class OneTable implements LiveTables {
        private final TableSpec spec = new TableSpec(
                "readings",
                FakeViews.SCHEMA,
                List.of("code"),
                "at",
                TableSpec.ClockKind.EVENT,
                Duration.ofHours(26),
                Duration.ZERO,
                Map.of(),
                Duration.ZERO);

        @Override
        public List<Table> tables() {
            return List.of(new Table(
                    spec,
                    5,
                    new Counters(7, 1, 2, 3, 4),
                    START.minusSeconds(2),
                    Instant.EPOCH,
                    START.minusSeconds(3),
                    Pace.of(Duration.ofSeconds(5))));
        }

        @Override
        public CompletableFuture<Snapshot> tableSnapshot(String table) {
            return CompletableFuture.failedFuture(new NoSuchElementException(table));
        }

        @Override
        public Inlet inlet(String table) {
            throw new NoSuchElementException("table=" + table);
        }
    }

    private static final class OneRefusal implements Quarantine {
        @Override
        public void refuse(Entry entry) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<Entry> latest(int limit) {
            return List.of(new Entry(START, "feed", "readings", "power", "<b>NaN</b>", "not a number", Cause.VALUE));
        }

        @Override
        public Map<String, Long> counts() {
            return Map.of("feed", 2L);
        }

        @Override
        public Map<Counted, Long> byTable() {
            return Map.of(new Counted("readings", Cause.TOO_OLD), 4L, new Counted("", Cause.UNREADABLE), 6L);
        }
    }
}
