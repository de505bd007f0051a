package dev.tideboard.engine;

import dev.tideboard.data.Dictionary;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A running engine between threads that write, subscribe, leave, look and edit, each as fast as it can: nobody may ever see
 * a torn or unordered tick. What a {@link Witness} on the engine thread saw is what all others must see, so each of their
 * rounds is judged by itself. A seed gives what each thread does; how they meet is the machine's choice.
 */
final class TickStress implements AutoCloseable {
    /** What listeners hear when the engine ends. */
    static final String CLOSED = "the engine was closed";

    /** Small enough that queues fill, ticks split what waits, and what is idle is dropped while others ask for it. */
    private static final EngineOptions TIGHT =
            new EngineOptions(48, 24, 64, Duration.ofMillis(1), Duration.ofSeconds(1), Duration.ofSeconds(1));

    private final long seed;
    private final Engine engine;
    private final Bank bank;
    private final Queue<Throwable> problems = new ConcurrentLinkedQueue<>();
    private final Witness witness = new Witness(problems::add);
    private final CountDownLatch start = new CountDownLatch(1);
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicLong rounds = new AtomicLong();
    private final List<Thread> threads = new ArrayList<>();
    private final List<Teller> tellers = new ArrayList<>();

    /** One round of one thread. */
    @FunctionalInterface
    interface Round {
        void run() throws InterruptedException;
    }

    /** What a run came to. */
    record Outcome(long ticks, long rounds, List<Throwable> problems) {}

    TickStress(long seed) throws InterruptedException {
        this.seed = seed;
        Dictionary dictionary = new Dictionary();
        this.engine = Engine.start(new PausingLog(), new ListedQuarantine(), dictionary, InstantSource.system(), TIGHT);
        this.bank = new Bank(dictionary);
        engine.addTable(Bank.accounts());
        engine.addTable(Bank.banks());
        engine.replaceViews(bank.plans(0));
        EngineFixture.received(engine.replaceRows("banks", bank.somewhere(new Random(seed)), "test"));
        for (int i = 0; i < Bank.WRITERS; i++) {
            Teller teller = new Teller(i, random(i));
            EngineFixture.received(engine.inlet("accounts").put(teller.open(), "test"));
            tellers.add(teller);
        }
    }

    /** Lets all threads loose for a while. */
    static Outcome run(long seed, Duration time) throws InterruptedException {
        try (TickStress stress = new TickStress(seed)) {
            return stress.run(time);
        }
    }

    private Outcome run(Duration time) throws InterruptedException {
        witness.follow(engine, bank);
        long first = engine.tick();
        for (Teller teller : tellers) {
            loop(new Writing(engine, teller));
        }
        Random somewhere = random(10);
        loop(() -> EngineFixture.received(engine.replaceRows("banks", bank.somewhere(somewhere), "test")));
        for (int i = 0; i < 3; i++) {
            loop(new Subscribing(engine, bank, witness, random(20 + i)));
        }
        loop(new SubscribingToEdited(engine, random(30)));
        loop(new Looking(engine, bank, witness, random(40)));
        loop(new Peeking(engine, witness));
        Random edits = random(50);
        loop(() -> {
            engine.replaceViews(bank.plans(edits.nextInt(2_000)));
            Thread.sleep(1);
        });
        start.countDown();
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end && problems.isEmpty()) {
            Thread.sleep(10);
        }
        over.set(true);
        for (Thread thread : threads) {
            thread.join(Duration.ofSeconds(60));
            if (thread.isAlive()) {
                problems.add(new IllegalStateException(thread.getName() + " does not come to an end"));
            }
        }
        if (!engine.stopped().isEmpty()) {
            problems.add(new IllegalStateException(engine.stopped()));
        }
        return new Outcome(engine.tick() - first, rounds.get(), List.copyOf(problems));
    }

    private void loop(Round round) {
        threads.add(Thread.ofPlatform()
                .name("stress-" + threads.size() + "-" + round.getClass().getSimpleName())
                .daemon()
                .start(() -> {
                    try {
                        start.await();
                        while (!over.get()) {
                            round.run();
                            rounds.incrementAndGet();
                        }
                    } catch (InterruptedException | RuntimeException | AssertionError e) {
                        problems.add(e);
                    }
                }));
    }

    private Random random(int salt) {
        return new Random(seed * 1_000 + salt);
    }

    @Override
    public void close() {
        engine.close();
    }
}
