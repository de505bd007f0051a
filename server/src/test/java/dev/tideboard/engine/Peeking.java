package dev.tideboard.engine;

import static dev.tideboard.engine.Mirror.require;

import java.util.concurrent.locks.LockSupport;

/**
 * Reads what the engine shows without asking its thread: ticks only rise, a tick is shown after the counts of its tables and
 * views, and what belongs together is of one tick.
 */
final class Peeking implements TickStress.Round {
    private final Engine engine;
    private final Witness witness;
    private long tick;
    private long accepted;

    Peeking(Engine engine, Witness witness) {
        this.engine = engine;
        this.witness = witness;
    }

    @Override
    public void run() {
        long before = engine.tick();
        require(before >= tick, "tick " + before + " was shown after " + tick);
        tick = before;
        LiveTables.Table accounts = engine.tables().getFirst();
        LiveTables.Counters counters = accounts.counters();
        require(
                accounts.rows() == counters.accepted() + counters.late(),
                "rows=" + accounts.rows() + " beside " + counters);
        require(counters.accepted() >= accepted, "accepted fell from " + accepted + " to " + counters.accepted());
        accepted = counters.accepted();
        long rows = engine.views().stream()
                .filter(view -> view.name().equals("balances"))
                .mapToLong(LiveViews.View::rows)
                .sum();
        // accounts are never closed, and what is shown may be one tick ahead of the tick shown
        int least = witness.at(before).accounts();
        require(accounts.rows() >= least, "table rows=" + accounts.rows() + " < " + least + " at tick " + before);
        require(rows >= least, "view rows=" + rows + " < " + least + " at tick " + before);
        engine.views().forEach(view -> require(view.failure().isEmpty(), view.name() + " failed: " + view.failure()));
        LockSupport.parkNanos(1_000);
    }
}
