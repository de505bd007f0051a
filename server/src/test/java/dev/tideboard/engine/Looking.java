package dev.tideboard.engine;

import static dev.tideboard.engine.Mirror.require;

import dev.tideboard.data.Snapshot;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Random;

/**
 * Takes snapshots of the table and of views and reads them while the engine goes on: they are those of their tick, and stay
 * so, however long somebody keeps them.
 */
final class Looking implements TickStress.Round {
    private static final int KEPT = 16;

    private final Engine engine;
    private final Bank bank;
    private final Witness witness;
    private final Random random;
    private final ArrayDeque<Kept> kept = new ArrayDeque<>();

    private record Kept(String view, Snapshot snapshot) {}

    Looking(Engine engine, Bank bank, Witness witness, Random random) {
        this.engine = engine;
        this.bank = bank;
        this.witness = witness;
        this.random = random;
    }

    @Override
    public void run() {
        String view = bank.lasting().get(random.nextInt(bank.lasting().size())).name();
        boolean table = view.equals("balances") && random.nextBoolean();
        Snapshot snapshot =
                EngineFixture.received(table ? engine.tableSnapshot("accounts") : engine.snapshot(view, Binding.NONE));
        kept.add(new Kept(view, snapshot));
        compare(kept.getLast());
        if (kept.size() > KEPT) {
            compare(kept.remove());
        }
    }

    private void compare(Kept one) {
        Long expected = witness.at(one.snapshot().tick()).digests().get(one.view());
        require(
                Objects.requireNonNull(expected) == Mirror.digest(one.snapshot().toRows()),
                "a snapshot of " + one.view() + " is torn at tick "
                        + one.snapshot().tick());
    }
}
