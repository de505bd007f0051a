package dev.tideboard.engine;

import static dev.tideboard.engine.Mirror.require;

import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/** Follows the view that is edited all the time: it is told of the end once, of nothing after it, and of no other plan's rows. */
final class SubscribingToEdited implements TickStress.Round {
    private final Engine engine;
    private final Random random;

    SubscribingToEdited(Engine engine, Random random) {
        this.engine = engine;
        this.random = random;
    }

    @Override
    public void run() {
        Hearing hearing = new Hearing();
        LiveViews.Subscription subscription =
                EngineFixture.received(engine.subscribe(Bank.EDITED, Binding.NONE, hearing));
        Mirror mirror = Mirror.of(subscription.snapshot(), List.of("account"));
        int polls = random.nextInt(200);
        for (int i = 0; i < polls && !hearing.isEnded(); i++) {
            for (ViewChange change = hearing.changes().poll();
                    change != null;
                    change = hearing.changes().poll()) {
                mirror.apply(change);
            }
            LockSupport.parkNanos(1_000);
        }
        subscription.close();
        var _ = EngineFixture.received(engine.snapshot("total", Binding.NONE));
        hearing.changes().forEach(mirror::apply);
        require(!hearing.isCalledAfterEnd(), Bank.EDITED + ": called after its end");
    }
}
