package dev.tideboard.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tideboard.data.Snapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EngineTest {
    private final EngineFixture fixture = new EngineFixture();
    private final Engine engine = fixture.engine;

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void snapshotThenChangesEqualTheTableAtEveryTickUnderConcurrentWriters() throws Exception {
        engine.addView(HandMadePlan.over("readings", "all", "facility", "at"));
        engine.addView(HandMadePlan.over("all", "numbered"));
        Map<Long, List<Map<List<Object>, Integer>>> followed = new ConcurrentHashMap<>();
        Queue<Follower> followers = new ConcurrentLinkedQueue<>();
        engine.onTick(tick ->
                followed.put(tick, followers.stream().map(Follower::rows).toList()));
        Follower numbered = new Follower(0);
        numbered.follow(engine, "numbered", Binding.NONE);

        List<Future<?>> writers = new ArrayList<>();
        for (int seed = 1; seed <= 3; seed++) {
            writers.add(write(seed, 150));
        }
        List<Snapshot> snapshots = new ArrayList<>();
        while (!writers.stream().allMatch(Future::isDone)) {
            if (followers.size() < 6) {
                Follower follower = new Follower(0, 1);
                follower.follow(engine, "all", Binding.of(Map.of("nothing", List.of("" + followers.size()))));
                followers.add(follower);
            }
            snapshots.add(EngineFixture.received(engine.tableSnapshot("readings")));
        }
        for (Future<?> writer : writers) {
            writer.get();
        }
        fixture.put(List.of("last", 1L, 1.0));
        snapshots.add(EngineFixture.received(engine.tableSnapshot("readings")));

        for (Snapshot snapshot : snapshots) {
            for (Map<List<Object>, Integer> rows : followed.getOrDefault(snapshot.tick(), List.of())) {
                assertThat(rows).as("tick %d", snapshot.tick()).isEqualTo(Rows.bag(snapshot));
            }
        }
        assertThat(followed.get(engine.tick())).hasSizeGreaterThan(1);
        Map<List<Object>, Integer> withoutNumbers = new HashMap<>();
        numbered.rows().forEach((row, count) -> withoutNumbers.merge(row.subList(1, 4), count, Integer::sum));
        assertThat(withoutNumbers).isEqualTo(Rows.bag(snapshots.getLast()));
        assertThat(fixture.view("numbered").key()).containsExactly("#");
    }

    private Future<?> write(int seed, int batches) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Thread.startVirtualThread(() -> {
            Random random = new Random(seed);
            try {
                for (int batch = 0; batch < batches; batch++) {
                    List<List<Object>> rows = new ArrayList<>();
                    for (int i = random.nextInt(30); i >= 0; i--) {
                        rows.add(List.of(
                                "F" + random.nextInt(5), (long) random.nextInt(60), (double) random.nextInt(3)));
                    }
                    Future<Receipt> receipt = engine.inlet("readings")
                            .put(Rows.batch(Rows.READINGS, fixture.dictionary, rows), "writer " + seed);
                    if (random.nextInt(4) == 0) {
                        receipt.get();
                    }
                }
                done.complete(null);
            } catch (Exception e) {
                done.completeExceptionally(e);
            }
        });
        return done;
    }

    @Test
    void aReplayedPassAddsNoRow() {
        engine.addView(HandMadePlan.over("readings", "all", "facility", "at"));
        Follower follower = new Follower(0, 1);
        follower.follow(engine, "all", Binding.NONE);
        for (int pass = 0; pass < 2; pass++) {
            for (long at = 1; at <= 10; at++) {
                fixture.put(List.of("A", at, 1.0), List.of("B", at, 2.0));
            }
        }

        assertThat(fixture.table("readings").rows()).isEqualTo(20);
        assertThat(fixture.table("readings").counters()).isEqualTo(new LiveTables.Counters(20, 0, 0, 20, 0));
        assertThat(follower.changes()).hasSize(10);
        assertThat(engine.tick()).isEqualTo(20);
    }

    @Test
    void showsAndAcknowledgesATickOnlyOnceItIsSafe() throws Exception {
        engine.addView(HandMadePlan.over("readings", "all", "facility", "at"));
        Follower follower = new Follower(0, 1);
        follower.follow(engine, "all", Binding.NONE);
        fixture.log.hold();

        CompletableFuture<Receipt> receipt = engine.inlet("readings").put(fixture.rows(List.of("A", 1L, 1.0)), "test");
        HeldLog.Append append = fixture.log.appends.take();
        assertThat(receipt).isNotDone();
        assertThat(follower.changes()).isEmpty();
        assertThat(engine.tick()).isZero();
        assertThat(fixture.table("readings").rows()).isZero();
        append.safe().complete(null);

        assertThat(EngineFixture.received(receipt).tick()).isEqualTo(1);
        assertThat(follower.changes()).hasSize(1);
        assertThat(Rows.list(append.entries().getFirst().rows())).containsExactly(List.of("A", 1L, 1.0));
    }

    @Test
    void logsOnlyWhatChangesTheTable() {
        fixture.put(List.of("A", 1L, 1.0));
        fixture.put(List.of("A", 1L, 1.0), List.of("A", 2L, Double.NaN));

        assertThat(fixture.log.appends).extracting(HeldLog.Append::tick).containsExactly(1L);
    }

    @Test
    void stopsWithAReasonForEverybodyWhenTheLogFails() throws Exception {
        engine.addView(HandMadePlan.over("readings", "all", "facility", "at"));
        Follower follower = new Follower(0, 1);
        follower.follow(engine, "all", Binding.NONE);
        fixture.log.hold();
        CompletableFuture<Receipt> receipt = engine.inlet("readings").put(fixture.rows(List.of("A", 1L, 1.0)), "test");
        HeldLog.Append append = fixture.log.appends.take();
        CompletableFuture<Receipt> behind = engine.inlet("readings").put(fixture.rows(List.of("A", 2L, 1.0)), "test");

        append.safe().completeExceptionally(new IllegalStateException("disk full"));

        assertThatThrownBy(() -> EngineFixture.received(receipt)).hasMessageContaining("disk full");
        assertThatThrownBy(() -> EngineFixture.received(behind)).hasMessageContaining("disk full");
        await().untilAsserted(() -> assertThat(engine.stopped()).contains("disk full"));
        assertThat(follower.ends()).singleElement().asString().contains("disk full");
        assertThat(follower.changes()).isEmpty();
        assertThatThrownBy(() -> EngineFixture.received(engine.snapshot("all", Binding.NONE)))
                .hasCauseInstanceOf(EngineBusyException.class);
    }

    @Test
    void failsWhatWaitsWhenClosed() throws Exception {
        fixture.log.hold();
        CompletableFuture<Receipt> taken = engine.inlet("readings").put(fixture.rows(List.of("A", 1L, 1.0)), "test");
        HeldLog.Append append = fixture.log.appends.take();
        CompletableFuture<Receipt> waiting = engine.inlet("readings").put(fixture.rows(List.of("A", 2L, 1.0)), "test");
        Thread closing = Thread.startVirtualThread(engine::close);
        await().until(() -> closing.getState() != Thread.State.NEW && closing.getState() != Thread.State.RUNNABLE);
        append.safe().complete(null);
        closing.join();

        assertThat(EngineFixture.received(taken).accepted()).isEqualTo(1);
        assertThatThrownBy(() -> EngineFixture.received(waiting)).hasMessageContaining("engine was closed");
        assertThatThrownBy(() -> EngineFixture.received(engine.inlet("readings").put(fixture.rows(), "test")))
                .hasMessageContaining("engine was closed");
        assertThat(engine.inlet("readings").offer(fixture.rows(), "test", new CompletableFuture<>()))
                .isFalse();
    }

    @Test
    void namesTheNearestViewOrTableForAnUnknownOne() {
        engine.addView(HandMadePlan.over("readings", "output_now", "facility", "at"));

        assertThatThrownBy(() -> EngineFixture.received(engine.snapshot("output_new", Binding.NONE)))
                .hasCauseInstanceOf(NoSuchElementException.class)
                .hasMessageContaining("nearest is output_now");
        assertThatThrownBy(() -> engine.inlet("reading"))
                .isInstanceOf(NoSuchElementException.class)
                .hasMessageContaining("nearest is readings");
        assertThatThrownBy(() -> EngineFixture.received(
                        engine.snapshot("output_now", Binding.of(Map.of("colour", List.of("red"))))))
                .hasCauseInstanceOf(BindingException.class);
    }

    @Test
    void replacesAllRowsOfALookup() throws Exception {
        fixture.put(List.of("A", 1L, 1.0), List.of("B", 1L, 1.0));

        Receipt receipt = EngineFixture.received(
                engine.replaceRows("readings", fixture.rows(List.of("B", 1L, 1.0), List.of("C", 1L, 1.0)), "file"));

        assertThat(receipt.accepted()).isEqualTo(1);
        assertThat(receipt.duplicate()).isEqualTo(1);
        assertThat(Rows.bag(EngineFixture.received(engine.tableSnapshot("readings"))))
                .isEqualTo(Rows.bag(List.of(List.of("B", 1L, 1.0), List.of("C", 1L, 1.0))));
        ChangeLog.Entry logged =
                fixture.log.appends.stream().toList().getLast().entries().getFirst();
        assertThat(Rows.list(logged.removed())).containsExactly(List.of("A", 1L, 1.0));
    }

    @Test
    void takesNoMoreThanItsShareOfRowsInOneTick() throws Exception {
        try (EngineFixture small = new EngineFixture(new EngineOptions(
                1_000, 100, 256, Duration.ofSeconds(60), Duration.ofSeconds(1), Duration.ofSeconds(1)))) {
            small.log.hold();
            List<CompletableFuture<Receipt>> receipts = new ArrayList<>();
            receipts.add(small.engine.inlet("readings").put(small.rows(List.of("first", 1L, 1.0)), "test"));
            HeldLog.Append first = small.log.appends.take();
            for (int i = 0; i < 10; i++) {
                List<List<Object>> rows = new ArrayList<>();
                for (long at = 0; at < 30; at++) {
                    rows.add(List.of("F" + i, at, 1.0));
                }
                receipts.add(
                        small.engine.inlet("readings").put(Rows.batch(Rows.READINGS, small.dictionary, rows), "test"));
            }
            small.log.close();
            first.safe().complete(null);

            assertThat(receipts)
                    .extracting(receipt -> EngineFixture.received(receipt).tick())
                    .containsExactly(1L, 2L, 2L, 2L, 3L, 3L, 3L, 4L, 4L, 4L, 5L);
            assertThat(small.engine.queues()).containsExactly(new LiveTables.Queue("readings", 0, 301, 301, 0));
        }
    }
}
