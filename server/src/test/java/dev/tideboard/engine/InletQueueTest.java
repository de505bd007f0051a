package dev.tideboard.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tideboard.data.Dictionary;
import dev.tideboard.data.RowBatch;
import dev.tideboard.data.Schema;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class InletQueueTest {
    private final Dictionary dictionary = new Dictionary();
    private final AtomicInteger wakes = new AtomicInteger();

    @Test
    void blocksTheSenderUntilThereIsRoom() throws Exception {
        InletQueue queue = queue(FullPolicy.BLOCK);
        CompletableFuture<Receipt> first = queue.put(rows(6), "test");
        CompletableFuture<CompletableFuture<Receipt>> second = new CompletableFuture<>();
        Thread sender = Thread.startVirtualThread(() -> {
            try {
                second.complete(queue.put(rows(5), "test"));
            } catch (InterruptedException e) {
                second.completeExceptionally(e);
            }
        });
        await().until(() -> sender.getState() == Thread.State.WAITING);
        assertThat(queue.counters()).isEqualTo(new LiveTables.Queue("readings", 6, 6, 0, 0));

        assertThat(queue.take(100))
                .singleElement()
                .extracting(InletQueue.Waiting::receipt)
                .isSameAs(first);

        assertThat(EngineFixture.received(second)).isNotDone();
        assertThat(queue.counters()).isEqualTo(new LiveTables.Queue("readings", 5, 11, 6, 0));
        assertThat(wakes).hasValue(2);
    }

    @Test
    void releasesABlockedSenderWhenItStops() throws Exception {
        InletQueue queue = queue(FullPolicy.BLOCK);
        CompletableFuture<Receipt> first = queue.put(rows(10), "test");
        CompletableFuture<Receipt> second = new CompletableFuture<>();
        Thread sender = Thread.startVirtualThread(() -> {
            try {
                queue.put(queue.waiting(InletQueue.Kind.PUT, rows(5), "test", second));
            } catch (InterruptedException e) {
                second.completeExceptionally(e);
            }
        });
        await().until(() -> sender.getState() == Thread.State.WAITING);

        queue.stop("closing");

        assertThatThrownBy(() -> EngineFixture.received(first)).hasMessageContaining("closing");
        assertThatThrownBy(() -> EngineFixture.received(second)).hasMessageContaining("closing");
    }

    @Test
    void neverBlocksAnOfferAndTakesNothingOfARefusedOne() {
        InletQueue queue = queue(FullPolicy.BLOCK);
        CompletableFuture<Receipt> receipt = new CompletableFuture<>();

        assertThat(queue.offer(rows(10), "test", receipt)).isTrue();
        assertThat(queue.offer(rows(1), "test", receipt)).isFalse();

        assertThat(receipt).isNotDone();
        assertThat(queue.counters()).isEqualTo(new LiveTables.Queue("readings", 10, 10, 0, 0));
    }

    @Test
    void dropsTheRowsThatWaitedLongestAndTellsTheirSenders() throws Exception {
        InletQueue queue = queue(FullPolicy.DROP_OLDEST);
        List<CompletableFuture<Receipt>> receipts = new ArrayList<>();
        for (int size : List.of(4, 4, 2, 5)) {
            receipts.add(queue.put(rows(size), "test"));
        }

        assertThat(receipts.get(0)).isCompletedExceptionally();
        assertThat(receipts.get(1)).isCompletedExceptionally();
        assertThatThrownBy(() -> EngineFixture.received(receipts.get(0))).hasMessageContaining("waited longest");
        assertThat(queue.take(100)).extracting(waiting -> waiting.rows().size()).containsExactly(2, 5);
        assertThat(queue.counters()).isEqualTo(new LiveTables.Queue("readings", 0, 15, 7, 8));
        assertThat(queue.offer(rows(8), "test", new CompletableFuture<>())).isTrue();
        assertThat(queue.offer(rows(8), "test", new CompletableFuture<>())).isTrue();
        assertThat(queue.counters()).isEqualTo(new LiveTables.Queue("readings", 8, 31, 7, 16));
    }

    @Test
    void failsNewRowsWhereThePolicySaysSo() throws Exception {
        InletQueue queue = queue(FullPolicy.FAIL);
        CompletableFuture<Receipt> first = queue.put(rows(6), "test");
        CompletableFuture<Receipt> second = queue.put(rows(6), "test");

        assertThat(first).isNotDone();
        assertThatThrownBy(() -> EngineFixture.received(second))
                .hasCauseInstanceOf(EngineBusyException.class)
                .hasMessageContaining("table=readings rows waiting=6 + 6 > 10");
        assertThat(queue.counters()).isEqualTo(new LiveTables.Queue("readings", 6, 6, 0, 6));
    }

    @Test
    void letsABatchLongerThanTheBoundEnterWhenNothingElseWaits() throws Exception {
        InletQueue queue = queue(FullPolicy.FAIL);

        assertThat(queue.put(rows(25), "test")).isNotDone();
        assertThat(queue.offer(rows(1), "test", new CompletableFuture<>())).isFalse();
        assertThat(queue.take(10)).hasSize(1);
        assertThat(queue.offer(rows(1), "test", new CompletableFuture<>())).isTrue();
    }

    @Test
    void boundsEmptyBatchesToo() throws Exception {
        InletQueue queue = queue(FullPolicy.FAIL);
        for (int i = 0; i < 10; i++) {
            assertThat(queue.put(rows(0), "test")).isNotDone();
        }

        assertThat(queue.put(rows(0), "test")).isCompletedExceptionally();
    }

    @Test
    void refusesRowsOfOtherColumnsOrAnotherDictionary() {
        InletQueue queue = queue(FullPolicy.BLOCK);
        Schema fewer = Rows.READINGS.select(new int[] {0, 1});
        RowBatch foreign = Rows.batch(Rows.READINGS, new Dictionary(), List.of(List.of("A", 1L, 1.0)));

        assertThatThrownBy(() -> queue.put(Rows.batch(fewer, dictionary, List.of()), "test"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("table readings has");
        assertThatThrownBy(() -> queue.put(foreign, "test")).hasMessageContaining("another dictionary");
        RowBatch allNull = Rows.batch(Rows.READINGS, new Dictionary(), List.of(List.of(Rows.NULL, 1L, 1.0)));
        assertThat(queue.offer(allNull, "test", new CompletableFuture<>())).isTrue();
    }

    private InletQueue queue(FullPolicy policy) {
        Duration second = Duration.ofSeconds(1);
        EngineOptions options = new EngineOptions(10, 100, 1, second, second, second);
        return new InletQueue(
                Rows.readings(List.of(), TableSpec.ClockKind.WALL, Duration.ZERO),
                Map.of(),
                policy,
                new InletQueue.Surroundings(dictionary, InstantSource.system(), options, wakes::incrementAndGet));
    }

    private RowBatch rows(int count) {
        List<List<Object>> rows = new ArrayList<>();
        for (long at = 0; at < count; at++) {
            rows.add(List.of("A", at, 1.0));
        }
        return Rows.batch(Rows.READINGS, dictionary, rows);
    }
}
