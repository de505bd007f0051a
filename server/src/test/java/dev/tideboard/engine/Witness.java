package dev.tideboard.engine;

import static dev.tideboard.engine.Mirror.require;

import dev.tideboard.data.Snapshot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Follows every lasting view of a {@link Bank} from its start, on the engine thread, and remembers what each tick left: what
 * all others see must be that. Checks at the end of each tick that views and money agree. Follows on the engine thread, may
 * be asked from any.
 */
final class Witness {
    /**
     * What a tick left.
     *
     * @param digests of every lasting view
     * @param changedBefore per lasting view, the tick of its latest change before this tick
     * @param banks digests of the accounts of each bank
     */
    record Seen(Map<String, Long> digests, Map<String, Long> changedBefore, List<Long> banks, int accounts) {}

    private final Consumer<Throwable> problems;
    private final Map<String, Mirror> mirrors = new LinkedHashMap<>();
    private final Map<Long, Seen> history = new ConcurrentHashMap<>();
    private Map<String, Long> changed = Map.of();
    private long last;

    Witness(Consumer<Throwable> problems) {
        this.problems = problems;
    }

    /** Starts with all views at the same tick; nothing may move meanwhile. */
    void follow(Engine engine, Bank bank) {
        for (ViewPlan plan : bank.lasting()) {
            Snapshot snapshot = EngineFixture.received(
                            engine.subscribe(plan.name(), Binding.NONE, new Listener(plan.name())))
                    .snapshot();
            mirrors.put(plan.name(), Mirror.of(snapshot, ViewOutput.key(plan)));
            last = snapshot.tick();
        }
        remember(last);
        engine.onTick(this::tick);
    }

    private final class Listener implements ViewListener {
        private final String view;

        Listener(String view) {
            this.view = view;
        }

        @Override
        public void changed(ViewChange change) {
            guarded(() -> {
                require(change.tick() == last + 1, view + " changes at tick " + change.tick() + " after tick " + last);
                mirror(view).apply(change);
            });
        }

        @Override
        public void ended(String reason) {
            if (!reason.equals(TickStress.CLOSED)) {
                problems.accept(new IllegalStateException(view + " ended: " + reason));
            }
        }
    }

    private void tick(long tick) {
        guarded(() -> {
            require(tick == last + 1, "tick " + tick + " follows tick " + last);
            remember(tick);
            last = tick;
            Mirror balances = mirror("balances");
            for (String view : List.of("by_bank", "by_country", "total", "unkeyed")) {
                long sum = mirror(view).sum("total");
                require(sum == Bank.MONEY, view + " has " + sum + " at tick " + tick);
            }
            require(balances.sum("balance") == Bank.MONEY, "balances are another sum at " + tick);
            require(
                    balances.sums("bank", "balance").equals(mirror("by_bank").sums("bank", "total")),
                    "by_bank is another at " + tick);
            require(mirror("by_bank").digest() == mirror("by_bank_again").digest(), "by_bank differs at " + tick);
        });
    }

    private void remember(long tick) {
        Map<String, Long> digests = new LinkedHashMap<>();
        Map<String, Long> latest = new LinkedHashMap<>();
        mirrors.forEach((view, mirror) -> {
            digests.put(view, mirror.digest());
            latest.put(view, mirror.tick());
        });
        List<Long> banks = new ArrayList<>();
        for (long bank = 0; bank < Bank.BANKS; bank++) {
            banks.add(mirror("balances").digestWhere("bank", bank));
        }
        history.put(tick, new Seen(digests, changed, banks, mirror("balances").size()));
        changed = latest;
    }

    /** What the tick left; waits for the engine to tell of it, which it does just after it shows the tick. */
    Seen at(long tick) {
        long end = System.nanoTime() + 20_000_000_000L;
        while (System.nanoTime() < end) {
            Seen seen = history.get(tick);
            if (seen != null) {
                return seen;
            }
            Thread.onSpinWait();
        }
        throw new IllegalStateException("nobody was told of tick " + tick);
    }

    private Mirror mirror(String view) {
        return Objects.requireNonNull(mirrors.get(view));
    }

    /** The engine must not end for what a test finds. */
    private void guarded(Runnable check) {
        try {
            check.run();
        } catch (RuntimeException e) {
            problems.accept(e);
        }
    }
}
