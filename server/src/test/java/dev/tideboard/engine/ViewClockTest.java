package dev.tideboard.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tideboard.query.Planner;
import dev.tideboard.query.Relation;
import dev.tideboard.query.ViewDefinition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Views that read the clock, in a running engine. */
class ViewClockTest {
    private static final long NOW = Instant.parse("2026-11-22T02:00:00Z").toEpochMilli();
    private static final long MINUTE = 60_000;
    private static final String RECENT = "SELECT facility, at, power FROM %s WHERE at > NOW() - INTERVAL '5' MINUTE";

    private final EngineFixture fixture = new EngineFixture();
    private final Engine engine = fixture.engine;

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void rowsLeaveAsTheWallClockMovesThoughNothingArrives() {
        Follower follower = follow(TableSpec.ClockKind.WALL);
        put(List.of("A", NOW - MINUTE, 1.0), List.of("B", NOW, 1.0), List.of("C", NOW - 6 * MINUTE, 1.0));
        assertThat(follower.rows()).hasSize(2);

        fixture.advance(Duration.ofMinutes(4));
        await().untilAsserted(() -> assertThat(follower.rows().keySet()).containsExactly(List.of("B", NOW, 1.0)));
        fixture.advance(Duration.ofMinutes(1));
        await().untilAsserted(() -> assertThat(follower.rows()).isEmpty());
    }

    @Test
    void rowsLeaveAsNewerOnesComeWhereTheTableFollowsItsEvents() {
        Follower follower = follow(TableSpec.ClockKind.EVENT);
        put(List.of("A", NOW - 500 * MINUTE, 1.0), List.of("B", NOW - 498 * MINUTE, 1.0));
        fixture.advance(Duration.ofMinutes(60));
        put(List.of("C", NOW - 495 * MINUTE, 1.0));

        assertThat(follower.rows().keySet())
                .containsExactlyInAnyOrder(
                        List.of("B", NOW - 498 * MINUTE, 1.0), List.of("C", NOW - 495 * MINUTE, 1.0));
    }

    @Test
    void aViewOfAViewFollowsTheClockOfTheTableBehindIt() {
        Follower recent = follow(TableSpec.ClockKind.EVENT);
        ViewPlan outer = planner(TableSpec.ClockKind.EVENT)
                .with(Relation.of(plan(TableSpec.ClockKind.EVENT)))
                .plan(new ViewDefinition("outer", RECENT.formatted("recent").replace("5", "2"), Map.of(), List.of()));
        engine.addView(outer);
        Follower follower = new Follower(0, 1);
        follower.follow(engine, "outer", Binding.NONE);
        put(List.of("A", NOW - 60 * MINUTE, 1.0), List.of("A", NOW - 57 * MINUTE, 1.0));

        assertThat(recent.rows()).hasSize(2);
        assertThat(follower.rows().keySet()).containsExactly(List.of("A", NOW - 57 * MINUTE, 1.0));
    }

    @Test
    void besideATableOfTheWallClockTheOneThatFollowsItsEventsSaysWhatTimeItIs() {
        TableSpec forecasts = table("forecasts", TableSpec.ClockKind.WALL);
        engine.addTable(table(TableSpec.ClockKind.EVENT));
        engine.addTable(forecasts);
        Planner both = new Planner(
                List.of(Relation.of(table(TableSpec.ClockKind.EVENT)), Relation.of(forecasts)), fixture.dictionary);
        engine.addView(both.plan(new ViewDefinition(
                "recent",
                RECENT.formatted("live") + " UNION ALL " + RECENT.formatted("forecasts"),
                Map.of(),
                List.of())));
        Follower follower = new Follower(0, 1);
        follower.follow(engine, "recent", Binding.NONE);

        put(List.of("A", NOW - 500 * MINUTE, 1.0));
        fixture.putInto("forecasts", fixture.rows(List.of("B", NOW - 501 * MINUTE, 1.0), List.of("C", NOW, 1.0)));
        assertThat(follower.rows()).hasSize(3);

        put(List.of("A", NOW - 490 * MINUTE, 1.0));
        assertThat(follower.rows()).hasSize(2);
    }

    private static TableSpec table(TableSpec.ClockKind clock) {
        return table("live", clock);
    }

    private static TableSpec table(String name, TableSpec.ClockKind clock) {
        return new TableSpec(
                name,
                Rows.READINGS,
                EngineFixture.KEY,
                "at",
                clock,
                Duration.ZERO,
                Duration.ZERO,
                Map.of(),
                Duration.ZERO);
    }

    private Planner planner(TableSpec.ClockKind clock) {
        return new Planner(List.of(Relation.of(table(clock))), fixture.dictionary);
    }

    private ViewPlan plan(TableSpec.ClockKind clock) {
        return planner(clock).plan(new ViewDefinition("recent", RECENT.formatted("live"), Map.of(), List.of()));
    }

    private Follower follow(TableSpec.ClockKind clock) {
        engine.addTable(table(clock));
        engine.addView(plan(clock));
        Follower follower = new Follower(0, 1);
        follower.follow(engine, "recent", Binding.NONE);
        return follower;
    }

    private void put(List<?>... rows) {
        fixture.putInto("live", fixture.rows(rows));
    }
}
