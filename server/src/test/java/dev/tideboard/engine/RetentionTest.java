package dev.tideboard.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RetentionTest {
    private static final long NOW = Instant.parse("2026-11-22T02:00:00Z").toEpochMilli();
    private static final long MINUTE = 60_000;

    private final EngineFixture fixture = new EngineFixture();
    private final Engine engine = fixture.engine;

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void removesRowsAsTheEventClockMoves() {
        add(TableSpec.ClockKind.EVENT);
        Follower follower = follow();
        put(List.of("A", NOW, 1.0), List.of("B", NOW + 30 * MINUTE, 1.0));

        put(List.of("A", NOW + 60 * MINUTE, 1.0));
        assertThat(follower.rows()).as("exactly as old as is kept").hasSize(3);
        put(List.of("A", NOW + 61 * MINUTE, 1.0));

        assertThat(follower.rows().keySet())
                .containsExactlyInAnyOrder(
                        List.of("B", NOW + 30 * MINUTE, 1.0),
                        List.of("A", NOW + 60 * MINUTE, 1.0),
                        List.of("A", NOW + 61 * MINUTE, 1.0));
        assertThat(fixture.table("kept").counters().expired()).isEqualTo(1);
    }

    @Test
    void removesRowsAsTheWallClockMovesThoughNothingArrives() {
        add(TableSpec.ClockKind.WALL);
        Follower follower = follow();
        put(List.of("A", NOW, 1.0), List.of("B", NOW + 30 * MINUTE, 1.0));

        fixture.advance(Duration.ofMinutes(61));
        await().untilAsserted(() ->
                assertThat(follower.rows().keySet()).containsExactly(List.of("B", NOW + 30 * MINUTE, 1.0)));
        fixture.advance(Duration.ofMinutes(30));
        await().untilAsserted(() -> assertThat(follower.rows()).isEmpty());

        assertThat(fixture.table("kept").counters().expired()).isEqualTo(2);
        assertThat(fixture.table("kept").rows()).isZero();
        assertThat(fixture.log.appends)
                .as("retention follows by itself and is not logged")
                .hasSize(1);
    }

    @Test
    void aSecondPassOfAnOldRecordingAddsNoRow() {
        add(TableSpec.ClockKind.EVENT);
        for (int pass = 0; pass < 2; pass++) {
            for (long step = 0; step < 100; step++) {
                put(List.of("A", NOW + 5 * MINUTE * step, 1.0));
            }
        }

        assertThat(fixture.table("kept").rows()).isEqualTo(13);
        assertThat(fixture.table("kept").counters()).isEqualTo(new LiveTables.Counters(100, 0, 0, 13, 87));
    }

    private void add(TableSpec.ClockKind clock) {
        engine.addTable(new TableSpec(
                "kept",
                Rows.READINGS,
                EngineFixture.KEY,
                "at",
                clock,
                Duration.ofHours(1),
                Duration.ZERO,
                Map.of(),
                Duration.ZERO));
        engine.addView(HandMadePlan.over("kept", "all", "facility", "at"));
    }

    private Follower follow() {
        Follower follower = new Follower(0, 1);
        follower.follow(engine, "all", Binding.NONE);
        return follower;
    }

    private void put(List<?>... rows) {
        fixture.putInto("kept", fixture.rows(rows));
    }
}
