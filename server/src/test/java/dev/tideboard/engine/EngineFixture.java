package dev.tideboard.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideboard.data.Dictionary;
import dev.tideboard.data.RowBatch;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** An engine with a table {@code readings}, a clock that stands still and a log that can be held. */
final class EngineFixture implements AutoCloseable {
    static final List<String> KEY = List.of("facility", "at");

    final Dictionary dictionary = new Dictionary();
    final ManualClock clock = new ManualClock();
    final HeldLog log = new HeldLog();
    final ListedQuarantine quarantine = new ListedQuarantine();
    final Engine engine;

    EngineFixture() {
        this(EngineOptions.DEFAULTS);
    }

    EngineFixture(EngineOptions options) {
        engine = Engine.start(log, quarantine, dictionary, clock, options);
        engine.addTable(Rows.readings(KEY, TableSpec.ClockKind.EVENT, Duration.ZERO));
    }

    RowBatch rows(List<?>... rows) {
        return Rows.batch(Rows.READINGS, dictionary, List.of(rows));
    }

    /** Hands rows to the table {@code readings} and waits for their tick. */
    Receipt put(List<?>... rows) {
        return putInto("readings", rows(rows));
    }

    Receipt putInto(String table, RowBatch rows) {
        try {
            return received(engine.inlet(table).put(rows, "test"));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    static <T> T received(CompletableFuture<T> future) {
        return future.orTimeout(30, TimeUnit.SECONDS).join();
    }

    /** Waits until the engine has dealt with what it was asked before. */
    void settle() {
        assertThat(received(engine.tableSnapshot("readings"))).isNotNull();
    }

    /** Moves the clock and lets the engine look at it. */
    void advance(Duration by) {
        clock.advance(by);
        engine.wake();
    }

    LiveViews.View view(String name) {
        return engine.views().stream()
                .filter(view -> view.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    LiveTables.Table table(String name) {
        return engine.tables().stream()
                .filter(table -> table.spec().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        engine.close();
    }
}
