package dev.tideboard.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideboard.data.ColumnSchema;
import dev.tideboard.data.ColumnType;
import dev.tideboard.data.Dictionary;
import dev.tideboard.data.RowBatchBuilder;
import dev.tideboard.data.Schema;
import dev.tideboard.engine.Binding;
import dev.tideboard.engine.Engine;
import dev.tideboard.engine.EngineOptions;
import dev.tideboard.engine.TableSpec;
import dev.tideboard.query.Planner;
import dev.tideboard.query.Relation;
import dev.tideboard.query.ViewDefinition;
import dev.tideboard.store.MemoryChangeLog;
import dev.tideboard.store.RecentQuarantine;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Clients on many threads that come, are flushed to the newest tick and go, while a running engine ticks: after each flush
 * both views of a client are of that tick, whatever was merged, forgotten or encoded by somebody else. Money only moves, so
 * half a tick shows.
 */
class ChannelStressTest {
    private static final int ACCOUNTS = 40;
    private static final long MONEY = 1_000L * ACCOUNTS;
    private static final int CLIENTS = 4;
    private static final TableSpec TABLE = new TableSpec(
            "accounts",
            Schema.of(
                    ColumnSchema.of("account", ColumnType.LONG),
                    ColumnSchema.of("bank", ColumnType.LONG),
                    ColumnSchema.of("total", ColumnType.LONG)),
            List.of("account"),
            "",
            TableSpec.ClockKind.WALL,
            Duration.ZERO,
            Duration.ZERO,
            Map.of(),
            Duration.ZERO);
    /** A history so short that it is forgotten and fetched anew all the time; a channel ends with its last client. */
    private static final ServeOptions TIGHT = new ServeOptions(
            "127.0.0.1",
            0,
            List.of(),
            Duration.ZERO,
            Duration.ofSeconds(1),
            Duration.ZERO,
            Duration.ofSeconds(30),
            100,
            64,
            4,
            16,
            1);

    private final Engine engine = Engine.start(
            new MemoryChangeLog(),
            new RecentQuarantine(10),
            new Dictionary(),
            InstantSource.system(),
            EngineOptions.DEFAULTS);
    private final AtomicLong published = new AtomicLong();
    private final ViewChannels channels = new ViewChannels(engine, TIGHT, this::reach, () -> {});
    private final Map<Long, Map<Long, List<Long>>> seen = new ConcurrentHashMap<>();
    private final Queue<Throwable> problems = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicLong flushes = new AtomicLong();

    /** Something that a thread does again and again. */
    private interface Round {
        void run() throws InterruptedException;
    }

    @AfterEach
    void close() {
        channels.closeAll();
        engine.close();
    }

    @Test
    @Timeout(60)
    void bringsEveryViewOfAClientToOneTick() throws InterruptedException {
        engine.addTable(TABLE);
        Planner planner = new Planner(List.of(Relation.of(TABLE)), engine.dictionary());
        engine.addView(planner.plan(ViewDefinition.of("balances", "SELECT account, bank, total FROM accounts")));
        engine.addView(planner.plan(
                ViewDefinition.of("by_bank", "SELECT bank, SUM(total) AS total FROM accounts GROUP BY bank")));
        engine.onTick(this::reach);
        long[] balances = new long[ACCOUNTS];
        Arrays.fill(balances, 1_000);
        write(balances, IntStream.range(0, ACCOUNTS).toArray());

        CountDownLatch start = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        Random transfers = new Random(1);
        threads.add(loop(start, () -> transfer(balances, transfers)));
        for (int i = 0; i < CLIENTS; i++) {
            Random random = new Random(100 + i);
            threads.add(loop(start, () -> visit(random)));
        }
        start.countDown();
        Thread.sleep(1_500);
        over.set(true);
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(problems).isEmpty();
        assertThat(flushes.get()).isPositive();
    }

    private void reach(long tick) {
        published.accumulateAndGet(tick, Math::max);
    }

    private Thread loop(CountDownLatch start, Round round) {
        return Thread.ofPlatform().start(() -> {
            try {
                start.await();
                while (!over.get() && problems.isEmpty()) {
                    round.run();
                }
            } catch (InterruptedException | RuntimeException | AssertionError e) {
                problems.add(e);
            }
        });
    }

    private void transfer(long[] balances, Random random) throws InterruptedException {
        int from = random.nextInt(ACCOUNTS);
        int to = random.nextInt(ACCOUNTS);
        long amount = 1L + random.nextInt(50);
        balances[from] -= amount;
        balances[to] += amount;
        write(balances, from, to);
    }

    private void write(long[] balances, int... accounts) throws InterruptedException {
        RowBatchBuilder rows = new RowBatchBuilder(TABLE.schema(), accounts.length);
        for (int account : accounts) {
            rows.column(0).addLong(account);
            rows.column(1).addLong(account % 3);
            rows.column(2).addLong(balances[account]);
            rows.endRow();
        }
        engine.inlet("accounts").put(rows.build(), "test").join();
    }

    /** Comes, is flushed a few times, and goes; now and then it skips so many ticks that its place is forgotten. */
    private void visit(Random random) throws InterruptedException {
        ViewChannel balances = channels.acquire("balances", Binding.NONE).join();
        ViewChannel byBank = channels.acquire("by_bank", Binding.NONE).join();
        FeedRows client = new FeedRows();
        long tick = -1;
        for (int i = random.nextInt(20); i >= 0; i--) {
            Flush flush = Flush.of(
                    List.of(new Flush.Stage(balances, tick), new Flush.Stage(byBank, tick)),
                    Math.max(tick, published.get()),
                    published::get);
            flush.events().forEach(client::apply);
            tick = flush.tick();
            check(client, tick);
            flushes.incrementAndGet();
            if (random.nextInt(5) == 0) {
                Thread.sleep(random.nextInt(5));
            }
        }
        channels.release(balances, Instant.now());
        channels.release(byBank, Instant.now());
        channels.sweep(Instant.now());
    }

    private void check(FeedRows client, long tick) {
        Map<Long, List<Long>> rows = client.rows("balances");
        assertThat(FeedRows.sum(rows)).as("money at tick %s", tick).isEqualTo(MONEY);
        assertThat(client.totals("balances"))
                .as("the two views at tick %s", tick)
                .isEqualTo(client.totals("by_bank"));
        Map<Long, List<Long>> others = seen.putIfAbsent(tick, rows);
        if (others != null) {
            assertThat(rows).as("what clients have at tick %s", tick).isEqualTo(others);
        }
    }
}
