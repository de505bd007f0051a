package dev.tideboard.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tideboard.engine.RowFailure;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What a GROUP BY does at its edges. */
class GroupByTest {
    private final Plans plans = new Plans();

    private ViewRun run(String sql) {
        return plans.run(sql);
    }

    private static Object[] reading(Object facility, Object power) {
        return new Object[] {facility, 60_000L, power, 1.0, 3};
    }

    private static ViewRun change(ViewRun run, int weight, Object[]... readings) {
        return run.change("readings", Plans.READINGS, weight, readings);
    }

    @Test
    void aGroupDisappearsWithItsLastRow() {
        ViewRun run = run("SELECT facility, COUNT(*) AS n FROM readings GROUP BY facility");
        change(run, 1, reading("A", 1.0), reading("B", 2.0));
        change(run, -1, reading("A", 1.0));

        assertThat(run.rows()).containsExactly(List.of("B", 1L));
    }

    @Test
    void aGroupThatComesBackStartsAnew() {
        ViewRun run = run("SELECT facility, SUM(power) AS p, MIN(power) AS least FROM readings GROUP BY facility");
        change(run, 1, reading("A", 1e300), reading("A", 1.0));
        change(run, -1, reading("A", 1e300), reading("A", 1.0));
        change(run, 1, reading("C", 5.0), reading("A", 2.0));

        assertThat(run.rows()).containsExactly(List.of("A", 2.0, 2.0), List.of("C", 5.0, 5.0));
    }

    @Test
    void missingKeysAreAGroupOfTheirOwnAlsoBesideAnotherColumn() {
        ViewRun one = run("SELECT facility, COUNT(*) AS n FROM readings GROUP BY facility");
        ViewRun two = run("SELECT facility, status, COUNT(*) AS n FROM readings GROUP BY facility, status");
        for (ViewRun run : List.of(one, two)) {
            change(run, 1, reading(ViewRun.NULL, 1.0), reading("", 2.0), reading(ViewRun.NULL, 3.0));
        }

        assertThat(one.rows()).containsExactlyInAnyOrder(List.of(ViewRun.NULL, 2L), List.of("", 1L));
        assertThat(two.rows()).containsExactlyInAnyOrder(List.of(ViewRun.NULL, 3L, 2L), List.of("", 3L, 1L));
    }

    @Test
    void sumAverageAndCountOfOneColumnLeaveOutWhatIsMissing() {
        ViewRun run = run("SELECT facility, SUM(power) AS s, AVG(power) AS a, COUNT(power) AS n, COUNT(*) AS r"
                + " FROM readings GROUP BY facility");
        change(run, 1, reading("A", 4.0), reading("A", 8.0));
        change(run, 1, reading("A", ViewRun.NULL), reading("B", ViewRun.NULL));
        assertThat(run.rows())
                .containsExactly(List.of("A", 12.0, 6.0, 2L, 3L), List.of("B", ViewRun.NULL, ViewRun.NULL, 0L, 1L));

        change(run, -1, reading("A", 4.0), reading("B", ViewRun.NULL));
        assertThat(run.rows()).containsExactly(List.of("A", 8.0, 8.0, 1L, 2L));

        change(run, 1, reading("B", 7.0));
        assertThat(run.rows()).contains(List.of("B", 7.0, 7.0, 1L, 1L));
    }

    @Test
    void minusZeroIsZero() {
        ViewRun run = run("SELECT power, COUNT(*) AS n FROM readings GROUP BY power");
        change(run, 1, reading("A", 0.0), reading("B", -0.0));

        assertThat(run.rows()).containsExactly(List.of(0.0, 2L));
    }

    @Test
    void theExtremeThatIsDeletedGivesWayToTheNext() {
        ViewRun run = run("SELECT MAX(power) AS most, MIN(facility) AS first FROM readings");
        change(run, 1, reading("B", 9.0), reading("A", 9.0), reading("C", 5.0));
        change(run, -1, reading("A", 9.0));
        assertThat(run.rows()).containsExactly(List.of(9.0, "B"));

        change(run, -1, reading("B", 9.0));
        assertThat(run.rows()).containsExactly(List.of(5.0, "C"));
    }

    @Test
    void aRowThatComesAndGoesInOneTickChangesNothing() {
        ViewRun run = run("SELECT facility, SUM(power) AS p FROM readings GROUP BY facility");
        change(run, 1, reading("A", 1.0));
        run.put("readings", plans.readings(List.of(List.of(reading("A", 2.0)), List.of(reading("A", 2.0))), 1, -1));

        assertThat(run.tick().last().isEmpty()).isTrue();
    }

    @Test
    void sumsDoNotDriftHoweverManyRowsComeAndGo() {
        Random random = new Random(3);
        ViewRun run = run("SELECT SUM(power) AS p FROM readings");
        change(run, 1, reading("A", 0.1), reading("B", 0.2));
        for (int tick = 0; tick < 20_000; tick++) {
            Object[] row = reading("C", random.nextDouble() * Math.pow(10, random.nextInt(16)));
            change(run, 1, row);
            change(run, -1, row);
        }

        assertThat((double) run.rows().getFirst().getFirst()).isCloseTo(0.1 + 0.2, within(1e-12));
    }

    @Test
    void aSumBeyondItsTypeFailsAndNamesTheExpression() {
        ViewRun whole = run("SELECT SUM(CAST(power AS BIGINT)) AS p FROM readings");
        assertThatThrownBy(() -> change(whole, 1, reading("A", 9e18), reading("B", 9e18)))
                .isInstanceOf(RowFailure.class)
                .hasMessage("SUM(CAST(power AS long)): overflow, sum=1.8E19 of 2 values is more than a long holds;"
                        + " write SUM(CAST(x AS DOUBLE))");
        ViewRun real = run("SELECT SUM(power) AS p FROM readings");
        assertThatThrownBy(() -> change(real, 1, reading("A", 1.7e308), reading("B", 1.7e308)))
                .isInstanceOf(RowFailure.class)
                .hasMessage("SUM(power): overflow, the sum of 2 values is beyond a double;"
                        + " leave out values that are too large by WHERE");
    }

    @Test
    void aVarianceOfLargeValuesCloseTogetherLosesNothingEvenBehindAnOutlier() {
        ViewRun run =
                run("SELECT facility, VAR_POP(power) AS p, STDDEV_SAMP(power) AS s FROM readings GROUP BY facility");
        change(run, 1, reading("A", -7e12));
        change(run, 1, reading("A", 1e9), reading("A", 1e9 + 1), reading("A", 1e9 + 2));
        change(run, -1, reading("A", -7e12));

        assertThat(run.rows()).containsExactly(List.of("A", 2.0 / 3, 1.0));
    }

    @Test
    void aVarianceDoesNotDriftHoweverMuchComesAndGoes() {
        ViewRun run = run("SELECT facility, VAR_SAMP(power) AS v, COUNT(*) AS n FROM readings GROUP BY facility");
        Random random = new Random(5);
        change(run, 1, reading("A", 0.1), reading("A", 0.3));
        for (int i = 0; i < 20_000; i++) {
            double value = (random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(9));
            change(run, 1, reading("A", value));
            change(run, -1, reading("A", value));
        }
        assertThat((Double) run.rows().getFirst().get(1)).isCloseTo(0.02, within(1e-15));

        change(run, -1, reading("A", 0.1));
        assertThat(run.rows()).as("a sample of one has none").containsExactly(List.of("A", ViewRun.NULL, 1L));
    }

    @Test
    void argMaxComesBackToTheRowBeforeWhenTheLatestGoes() {
        ViewRun run =
                run("SELECT facility, ARG_MAX(power, at) AS last, ARG_MIN(power, at) AS first FROM readings GROUP BY"
                        + " facility");
        Object[] early = {"A", 60_000L, 5.0, 1.0, 3};
        Object[] late = {"A", 120_000L, 2.0, 1.0, 3};
        Object[] missing = {"A", 180_000L, ViewRun.NULL, 1.0, 3};
        change(run, 1, early, late, missing);
        assertThat(run.rows()).containsExactly(List.of("A", 2.0, 5.0));

        change(run, -1, late);
        assertThat(run.rows()).containsExactly(List.of("A", 5.0, 5.0));
        change(run, -1, early);
        assertThat(run.rows()).containsExactly(List.of("A", ViewRun.NULL, ViewRun.NULL));
    }

    @Test
    void theGrandTotalOfARollupIsThereBeforeAnyRow() {
        ViewRun run = run(
                "SELECT facility, COUNT(*) AS n, GROUPING(facility) AS total FROM readings GROUP BY ROLLUP(facility)");
        change(run, 1);
        assertThat(run.rows()).containsExactly(List.of(ViewRun.NULL, 0L, 1L));

        change(run, 1, reading("A", 1.0), reading(ViewRun.NULL, 2.0));
        assertThat(run.rows())
                .containsExactlyInAnyOrder(
                        List.of("A", 1L, 0L), List.of(ViewRun.NULL, 1L, 0L), List.of(ViewRun.NULL, 2L, 1L));
    }
}
