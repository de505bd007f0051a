package dev.tideboard.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Views that rows enter and leave as time passes. */
class ClockTest {
    private static final long MINUTE = 60_000;
    private static final String RECENT = "SELECT facility, power FROM readings WHERE at > NOW() - INTERVAL '5' MINUTE";

    private final Plans plans = new Plans();

    private static Object[] reading(String facility, Object at, double power) {
        return new Object[] {facility, at, power, 1.0, 3};
    }

    private static ViewRun readings(ViewRun run, int weight, Object[]... rows) {
        return run.change("readings", Plans.READINGS, weight, rows);
    }

    @Test
    void aRowLeavesAtTheVeryMomentTheConditionTurnsFalse() {
        ViewRun run = plans.run(RECENT).at(10 * MINUTE);
        readings(run, 1, reading("A", 6 * MINUTE, 1), reading("B", 9 * MINUTE, 2), reading("C", 5 * MINUTE, 3));
        assertThat(run.rows()).containsExactly(List.of("A", 1.0), List.of("B", 2.0));
        assertThat(run.circuit().dueMs()).isEqualTo(11 * MINUTE);

        assertThat(run.at(11 * MINUTE - 1).tick().rows()).hasSize(2);
        assertThat(run.at(11 * MINUTE).tick().rows()).containsExactly(List.of("B", 2.0));
        assertThat(run.at(20 * MINUTE).tick().rows()).isEmpty();
        assertThat(run.circuit().dueMs()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void aTotalOfTheLastHourHasAllRowsOfIt() {
        String sql = "SELECT SUM(power) AS power FROM readings WHERE at > NOW() - INTERVAL '1' HOUR";
        ViewRun run = plans.run(sql).at(60 * MINUTE);
        readings(run, 1, reading("A", 5 * MINUTE, 1), reading("B", 60 * MINUTE, 2));

        assertThat(plans.explain(sql)).contains("TemporalFilter [at > NOW() - 3600000 ms]");
        assertThat(run.rows()).containsExactly(List.of(3.0));
        assertThat(run.at(65 * MINUTE).tick().rows()).containsExactly(List.of(2.0));
    }

    @Test
    void aRowOfTheFutureEntersWhenItsTimeComes() {
        ViewRun run =
                plans.run("SELECT facility FROM readings WHERE at <= NOW()").at(0);
        readings(run, 1, reading("A", MINUTE, 1), reading("B", 2 * MINUTE, 2));
        assertThat(run.rows()).isEmpty();

        assertThat(run.at(MINUTE).tick().rows()).containsExactly(List.of("A"));
        readings(run, -1, reading("B", 2 * MINUTE, 2));
        assertThat(run.at(3 * MINUTE).tick().rows()).containsExactly(List.of("A"));
    }

    @Test
    void aRowThatIsDeletedAfterItLeftChangesNothing() {
        ViewRun run = plans.run(RECENT).at(10 * MINUTE);
        readings(run, 1, reading("A", 9 * MINUTE, 1));
        run.at(30 * MINUTE).tick();
        readings(run, -1, reading("A", 9 * MINUTE, 1));

        assertThat(run.last().isEmpty()).isTrue();
        assertThat(run.rows()).isEmpty();
    }

    @Test
    void aGroupDisappearsWithItsLastRowThoughNoneCame() {
        ViewRun run = plans.run("SELECT facility, SUM(power) AS power FROM readings"
                        + " WHERE at > NOW() - INTERVAL '5' MINUTE GROUP BY facility")
                .at(10 * MINUTE);
        readings(run, 1, reading("A", 6 * MINUTE, 1), reading("A", 9 * MINUTE, 2), reading("B", 7 * MINUTE, 4));

        assertThat(run.at(12 * MINUTE).tick().rows()).containsExactly(List.of("A", 2.0));
    }

    @Test
    void aGroupWithoutNewRowsLeavesByHaving() {
        ViewRun run = plans.run("SELECT facility, MAX(at) AS last FROM readings GROUP BY facility"
                        + " HAVING MAX(at) < NOW() - INTERVAL '5' MINUTE")
                .at(10 * MINUTE);
        readings(run, 1, reading("A", 6 * MINUTE, 1), reading("B", 9 * MINUTE, 2));
        assertThat(run.rows()).isEmpty();

        run.at(12 * MINUTE).tick();
        assertThat(run.rows()).containsExactly(List.of("A", 6 * MINUTE));
        readings(run, 1, reading("A", 12 * MINUTE, 1));
        assertThat(run.rows()).isEmpty();
    }

    @Test
    void aRowWithoutATimeNeverPasses() {
        ViewRun run = plans.run(RECENT).at(10 * MINUTE);
        readings(run, 1, reading("A", ViewRun.NULL, 1));

        assertThat(run.rows()).isEmpty();
        assertThat(run.circuit().dueMs()).isEqualTo(Long.MAX_VALUE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT facility, NOW() AS n FROM readings",
                "SELECT facility FROM readings WHERE at = NOW()",
                "SELECT facility FROM readings WHERE at > NOW() OR power > 3",
                "SELECT facility FROM readings WHERE NOT (at > NOW() AND power > 3)",
                "SELECT facility FROM readings WHERE NOW() > NOW() - INTERVAL '5' MINUTE",
                "SELECT facility FROM readings WHERE FLOOR(NOW() TO HOUR) < at",
                "SELECT facility FROM readings WHERE at > NOW() - INTERVAL '1' MONTH"
            })
    void elsewhereTheClockIsRefused(String sql) {
        assertThatThrownBy(() -> plans.run(sql))
                .isInstanceOf(SqlException.class)
                .hasMessageContaining("NOW() is compared with a time");
    }

    @ParameterizedTest
    @CsvSource({
        "at > NOW() - INTERVAL '5' MINUTE",
        "at >= NOW() - INTERVAL '5' MINUTE",
        "at < NOW() - INTERVAL '5' MINUTE",
        "at <= NOW() + INTERVAL '2' MINUTE",
        "NOW() < at + INTERVAL '3' MINUTE",
        "at BETWEEN NOW() - INTERVAL '4' MINUTE AND NOW() + INTERVAL '1' MINUTE",
        "at > NOW() - INTERVAL '5' MINUTE AND at <= NOW() - INTERVAL '1' MINUTE AND power > 1"
    })
    void everyHistoryGivesWhatTheConditionGivesOnTheRowsAtThatMoment(String condition) {
        for (int seed = 0; seed < 8; seed++) {
            Random random = new Random(seed);
            ViewRun run = plans.run("SELECT at, power FROM readings WHERE " + condition);
            List<List<Object>> live = new ArrayList<>();
            long now = 0;
            for (int tick = 0; tick < 20; tick++) {
                now += random.nextInt(3) * (random.nextBoolean() ? MINUTE / 2 : 1);
                List<List<Object>> rows = new ArrayList<>();
                int[] weights = new int[random.nextInt(8)];
                for (int i = 0; i < weights.length; i++) {
                    boolean goes = !live.isEmpty() && random.nextInt(3) == 0;
                    long at = now + (random.nextInt(21) - 12) * MINUTE / 2 + random.nextInt(2);
                    List<Object> row = goes
                            ? live.remove(random.nextInt(live.size()))
                            : List.of(reading("A", at, random.nextInt(3)));
                    rows.add(row);
                    weights[i] = goes ? -1 : 1;
                    if (!goes) {
                        live.add(row);
                    }
                }
                run.at(now).put("readings", plans.readings(rows, weights)).tick();
                assertThat(run.rows()).as("seed %s, tick %s", seed, tick).isEqualTo(expected(live, condition, now));
            }
        }
    }

    private List<List<Object>> expected(List<List<Object>> live, String condition, long now) {
        String literal = "TIMESTAMP '"
                + java.time.LocalDateTime.ofEpochSecond(
                                now / 1000, (int) (now % 1000) * 1_000_000, java.time.ZoneOffset.UTC)
                        .format(java.time.format.DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS"))
                + "'";
        String sql = "SELECT at, power FROM readings WHERE " + condition.replace("NOW()", literal);
        List<List<Object>> rows = new ArrayList<>(plans.rows(sql, live, List.of()));
        rows.sort(Comparator.comparing(Object::toString));
        return rows;
    }
}
