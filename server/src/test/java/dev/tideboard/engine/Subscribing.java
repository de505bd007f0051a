package dev.tideboard.engine;

import static dev.tideboard.engine.Mirror.require;

import dev.tideboard.data.Snapshot;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/**
 * Comes while ticks run, follows for a while and leaves: the snapshot is that of its tick, every change after it comes,
 * once and in order, and none after leaving. Every third round is bound to one bank: its instance starts and is dropped
 * while ticks run.
 */
final class Subscribing implements TickStress.Round {
    private final Engine engine;
    private final Bank bank;
    private final Witness witness;
    private final Random random;

    Subscribing(Engine engine, Bank bank, Witness witness, Random random) {
        this.engine = engine;
        this.bank = bank;
        this.witness = witness;
        this.random = random;
    }

    @Override
    public void run() throws InterruptedException {
        boolean bound = random.nextInt(3) == 0;
        int place = bound ? 0 : random.nextInt(bank.lasting().size());
        ViewPlan plan = bank.lasting().get(place);
        int number = bound ? random.nextInt(Bank.BANKS) : -1;
        Binding binding = bound ? Binding.of(Map.of("bank", List.of("" + number))) : Binding.NONE;

        Hearing hearing = new Hearing();
        LiveViews.Subscription subscription = EngineFixture.received(engine.subscribe(plan.name(), binding, hearing));
        Mirror mirror = Mirror.of(subscription.snapshot(), ViewOutput.key(plan));
        compare(plan.name(), number, mirror);
        for (int i = random.nextInt(30); i >= 0; i--) {
            follow(plan.name(), number, mirror, hearing);
            LockSupport.parkNanos(1_000);
        }
        Snapshot now = EngineFixture.received(engine.snapshot(plan.name(), binding));
        while (!hearing.changes().isEmpty() && hearing.changes().element().tick() <= now.tick()) {
            next(plan.name(), number, mirror, hearing.changes().remove());
        }
        require(
                mirror.digest() == Mirror.digest(now.toRows()),
                plan.name() + ": the changes since the snapshot do not lead to tick " + now.tick());
        subscription.close();
        leave(plan.name(), binding, hearing);
    }

    private void follow(String view, int number, Mirror mirror, Hearing hearing) {
        for (ViewChange change = hearing.changes().poll();
                change != null;
                change = hearing.changes().poll()) {
            next(view, number, mirror, change);
        }
    }

    private void next(String view, int number, Mirror mirror, ViewChange change) {
        long before = mirror.tick();
        mirror.apply(change);
        compare(view, number, mirror);
        Long changed = witness.at(change.tick()).changedBefore().get(view);
        require(
                number >= 0 || Objects.requireNonNull(changed) <= before,
                view + ": a change of tick " + changed + " is missing between " + before + " and " + change.tick());
    }

    /** A mirror against what the witness saw at the same tick. */
    private void compare(String view, int number, Mirror mirror) {
        Witness.Seen seen = witness.at(mirror.tick());
        Long expected = number >= 0 ? seen.banks().get(number) : seen.digests().get(view);
        require(
                Objects.requireNonNull(expected) == mirror.digest(),
                view + (number >= 0 ? " of bank " + number : "") + " is torn at tick " + mirror.tick());
    }

    private void leave(String view, Binding binding, Hearing hearing) {
        // what was under way when it left has come once the engine answers
        var _ = EngineFixture.received(engine.snapshot(view, binding));
        int calls = hearing.calls();
        for (int i = 0; i < 3; i++) {
            var _ = EngineFixture.received(engine.snapshot(view, binding));
        }
        require(hearing.calls() == calls, view + ": changes came after leaving");
        require(!hearing.isEnded(), view + ": ended although nobody edited it");
    }
}
