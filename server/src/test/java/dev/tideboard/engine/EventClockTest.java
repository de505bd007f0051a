package dev.tideboard.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A table that follows its newest row: what is a gap in the feed, and what a wrong clock. */
class EventClockTest {
    private static final long NOW = Instant.parse("2026-11-22T02:00:00Z").toEpochMilli();
    private static final long HOUR = Duration.ofHours(1).toMillis();

    private final EngineFixture fixture = new EngineFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void measuresAheadOfTheNewestRowWhereTheTableFollowsItsEvents() {
        add(Duration.ZERO, Duration.ofHours(1));

        Receipt receipt = fixture.putInto(
                "events",
                fixture.rows(
                        List.of("first", NOW - 1_000 * HOUR, 1.0),
                        List.of("near", NOW - 999 * HOUR, 1.0),
                        List.of("far", NOW, 1.0),
                        List.of("next", NOW - 998 * HOUR, 1.0)));

        assertThat(receipt.refused()).singleElement().satisfies(refusal -> {
            assertThat(refusal.row()).isEqualTo(2);
            assertThat(refusal.reason()).contains("ahead of the newest row");
        });
    }

    @Test
    void oneWrongClockMovesNoTableAndKeepsNobodyElseOut() {
        add(Duration.ofHours(2), Duration.ofHours(1));
        fixture.putInto("events", fixture.rows(List.of("A", NOW, 1.0), List.of("B", NOW, 1.0), List.of("C", NOW, 1.0)));
        for (int step = 1; step <= 20; step++) {
            Receipt wrong = fixture.putInto("events", fixture.rows(List.of("B", NOW + 40 * HOUR + step, 9.0)));
            assertThat(wrong.refused())
                    .singleElement()
                    .satisfies(refusal -> assertThat(refusal.reason())
                            .contains("ahead of the newest row", "or wait until 3 rows agree"));
            assertThat(fixture.putInto("events", fixture.rows(List.of("A", NOW + step, 1.0)))
                            .accepted())
                    .isEqualTo(1);
        }
        assertThat(fixture.table("events").rows()).isEqualTo(23);
    }

    @Test
    void losesNothingOfWhatComesTogetherAfterAGap() throws Exception {
        add(Duration.ofHours(2), Duration.ofHours(1));
        fixture.putInto("events", fixture.rows(List.of("A", NOW, 1.0), List.of("B", NOW, 1.0), List.of("C", NOW, 1.0)));

        Receipt after = fixture.putInto(
                "events",
                fixture.rows(
                        List.of("A", NOW + 5 * HOUR, 2.0),
                        List.of("B", NOW + 5 * HOUR, 2.0),
                        List.of("wrong", NOW + 80 * HOUR, 2.0),
                        List.of("C", NOW + 5 * HOUR, 2.0)));

        assertThat(after.refused()).extracting(Refusal::row).containsExactly(2);
        assertThat(fixture.table("events").rows()).isEqualTo(3);
    }

    @Test
    void goesOnAfterAGapOnceThreeRowsAgreeHoweverManyAreWrong() {
        add(Duration.ofHours(2), Duration.ofHours(1));
        fixture.putInto("events", fixture.rows(List.of("A", NOW, 1.0), List.of("B", NOW, 1.0), List.of("C", NOW, 1.0)));
        List<Integer> accepted = new ArrayList<>();
        for (String sender : List.of("A", "A", "B", "C", "A")) {
            for (int wrong = 0; wrong < 30; wrong++) {
                fixture.putInto("events", fixture.rows(List.of("D", NOW + (40 + wrong) * HOUR, 9.0)));
            }
            accepted.add(fixture.putInto("events", fixture.rows(List.of(sender, NOW + 5 * HOUR, 1.0)))
                    .accepted());
        }
        assertThat(accepted).containsExactly(0, 0, 0, 1, 1);
    }

    @Test
    void theOnlySenderThereIsNeedsThreeTimesOfItsOwn() {
        add(Duration.ofHours(2), Duration.ofHours(1));
        fixture.putInto("events", fixture.rows(List.of("A", NOW, 1.0)));
        List<Integer> accepted = new ArrayList<>();
        for (long later : List.of(5 * HOUR, 5 * HOUR, 6 * HOUR, 7 * HOUR)) {
            accepted.add(fixture.putInto("events", fixture.rows(List.of("A", NOW + later, 1.0)))
                    .accepted());
        }
        assertThat(accepted).containsExactly(0, 0, 0, 1);
    }

    @Test
    void aFirstRowFarAheadOfTheWallClockDoesNotStartTheClock() {
        add(Duration.ofHours(2), Duration.ofHours(1));

        Receipt wrong = fixture.putInto("events", fixture.rows(List.of("A", NOW + 80_000 * HOUR, 1.0)));

        assertThat(wrong.refused())
                .singleElement()
                .satisfies(refusal ->
                        assertThat(refusal.reason()).contains("3333d 8h ahead of now 2026-11-22T02:00:00Z, limit 1h"));
        assertThat(accepts("B", NOW)).isTrue();
        assertThat(accepts("A", NOW + 1)).isTrue();
    }

    @Test
    void aRecordingOfLongAgoAndOneOfTheFutureStartTheClock() {
        add(Duration.ofHours(2), Duration.ofHours(1));
        assertThat(accepts("A", NOW - 80_000 * HOUR)).isTrue();

        try (EngineFixture other = new EngineFixture()) {
            other.engine.addTable(spec(Duration.ofHours(2), Duration.ofHours(1)));
            Receipt future = other.putInto(
                    "events",
                    other.rows(
                            List.of("A", NOW + 800 * HOUR, 1.0),
                            List.of("B", NOW + 800 * HOUR, 1.0),
                            List.of("C", NOW + 800 * HOUR, 1.0)));
            assertThat(future.accepted()).isEqualTo(3);
        }
    }

    @Test
    void aLiveFeedGoesOnAtOnceHoweverLongItWasAway() {
        add(Duration.ofHours(2), Duration.ofHours(1));
        fixture.putInto("events", fixture.rows(List.of("A", NOW, 1.0), List.of("B", NOW, 1.0), List.of("C", NOW, 1.0)));
        fixture.clock.advance(Duration.ofHours(30));

        assertThat(accepts("A", NOW + 32 * HOUR)).isFalse();
        assertThat(accepts("A", NOW + HOUR)).isTrue(); // what it could not send meanwhile
        assertThat(accepts("B", NOW + 30 * HOUR)).isTrue();
    }

    @Test
    void theLastSenderLeftIsBelievedOnceNobodySpeaksForThePresentAnyMore() {
        add(Duration.ofHours(2), Duration.ofHours(1));
        fixture.putInto("events", fixture.rows(List.of("A", NOW, 1.0), List.of("B", NOW, 1.0), List.of("C", NOW, 1.0)));
        List<Boolean> accepted = IntStream.range(0, 70)
                .mapToObj(step -> accepts("A", NOW + 100 * HOUR + step * HOUR / 12))
                .toList();

        assertThat(accepted.indexOf(true)).isEqualTo(ClockLeaps.ALONE - 1);
        assertThat(accepted.subList(ClockLeaps.ALONE - 1, 70)).containsOnly(true);
    }

    @Test
    void aSenderThatRepeatsAWrongTimeIsNotBelieved() {
        add(Duration.ofHours(2), Duration.ofHours(1));
        fixture.putInto("events", fixture.rows(List.of("A", NOW, 1.0), List.of("B", NOW, 1.0), List.of("C", NOW, 1.0)));

        assertThat(IntStream.range(0, 200).mapToObj(step -> accepts("A", NOW + 100 * HOUR + step)))
                .containsOnly(false);
    }

    @Test
    void whereNobodySaidWhatIsFarOneRowOfTheYear2099EmptiesNoTable() {
        add(Duration.ofHours(25), Duration.ZERO);
        fixture.putInto("events", fixture.rows(List.of("A", NOW, 1.0), List.of("B", NOW, 1.0), List.of("C", NOW, 1.0)));
        long of2099 = Instant.parse("2099-01-01T00:00:00Z").toEpochMilli();

        assertThat(fixture.putInto("events", fixture.rows(List.of("B", of2099, 1.0)))
                        .refused())
                .singleElement()
                .satisfies(refusal -> assertThat(refusal.reason())
                        .contains("ahead of the newest row", "limit 24h", "3 rows agree", "time: {future: …}"));
        assertThat(fixture.table("events").rows()).isEqualTo(3);
        assertThat(accepts("A", NOW + 1)).isTrue();
    }

    @Test
    void whereNobodySaidWhatIsFarARecordingMayHaveAnyHolesUpToTheWallClock() {
        add(Duration.ofHours(2), Duration.ZERO);

        for (long before : List.of(90_000 * HOUR, 80_000 * HOUR, 700 * HOUR, 0L)) {
            assertThat(accepts("A", NOW - before)).isTrue();
        }
        assertThat(accepts("B", NOW + 3 * HOUR)).isFalse();
        assertThat(accepts("B", NOW + 2 * HOUR)).isTrue();
        assertThat(accepts("C", NOW)).as("no older than what is kept").isTrue();
    }

    @Test
    void whereNobodySaidWhatIsFarASlowRecordingOfTheFutureIsBelievedFromItsThirdRow() {
        add(Duration.ofDays(90), Duration.ZERO);

        List<Boolean> accepted = IntStream.range(0, 6)
                .mapToObj(day -> accepts("A", NOW + (80_000 + day * 24L) * HOUR))
                .toList();

        assertThat(accepted).containsExactly(false, false, true, true, true, true);
    }

    @Test
    void theRowsOfATableWithoutAKeyAreAllOfOneSender() {
        fixture.engine.addTable(spec(List.of(), Duration.ofHours(2), Duration.ofHours(1)));
        assertThat(accepts("A", NOW)).isTrue();

        assertThat(accepts("A", NOW + 40 * HOUR)).isFalse();
        assertThat(accepts("A", NOW + 40 * HOUR)).as("the same again").isFalse();
        assertThat(accepts("A", NOW + 40 * HOUR + 1)).isFalse();
        assertThat(accepts("B", NOW + 40 * HOUR + 2)).isTrue();
    }

    private boolean accepts(String sender, long time) {
        return fixture.putInto("events", fixture.rows(List.of(sender, time, 1.0)))
                        .accepted()
                == 1;
    }

    private void add(Duration keep, Duration future) {
        fixture.engine.addTable(spec(keep, future));
    }

    private static TableSpec spec(Duration keep, Duration future) {
        return spec(EngineFixture.KEY, keep, future);
    }

    private static TableSpec spec(List<String> key, Duration keep, Duration future) {
        return new TableSpec(
                "events", Rows.READINGS, key, "at", TableSpec.ClockKind.EVENT, keep, future, Map.of(), Duration.ZERO);
    }
}
