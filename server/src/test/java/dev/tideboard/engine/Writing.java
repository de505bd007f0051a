package dev.tideboard.engine;

import static dev.tideboard.engine.Mirror.require;

import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;

/** Puts transfers in, a few under way at a time: receipts come in order, and not before their tick is shown. */
final class Writing implements TickStress.Round {
    private static final int UNDER_WAY = 4;

    private final Engine engine;
    private final Teller teller;
    private final ArrayDeque<CompletableFuture<Receipt>> receipts = new ArrayDeque<>();
    private long tick;

    Writing(Engine engine, Teller teller) {
        this.engine = engine;
        this.teller = teller;
    }

    @Override
    public void run() throws InterruptedException {
        receipts.add(engine.inlet("accounts").put(teller.next(), "test"));
        if (receipts.size() < UNDER_WAY) {
            return;
        }
        long given = EngineFixture.received(receipts.remove()).tick();
        require(given >= tick, "a receipt of tick " + given + " came after one of tick " + tick);
        require(engine.tick() >= given, "a receipt of tick " + given + " came at tick " + engine.tick());
        tick = given;
    }
}
