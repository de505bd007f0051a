package dev.tideboard.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.tideboard.data.ColumnType;
import dev.tideboard.data.Unit;
import dev.tideboard.engine.ViewPlan;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** First and last values, quantiles and sketches in SQL. */
class OrderedAggregatesTest {
    private final Plans plans = new Plans();

    private ViewRun run(String sql) {
        return plans.run(sql);
    }

    private static Object[] reading(Object facility, Object at, Object power) {
        return new Object[] {facility, at, power, 1.0, 3};
    }

    private static ViewRun change(ViewRun run, int weight, Object[]... readings) {
        return run.change("readings", Plans.READINGS, weight, readings);
    }

    private static final String ENDS = "SELECT facility, FIRST_VALUE(power) WITHIN GROUP (ORDER BY at) AS f,"
            + " LAST_VALUE(power) WITHIN GROUP (ORDER BY at) AS l FROM readings GROUP BY facility";

    @Test
    void theLastValueIsThatOfTheLatestRowEvenWhereItIsMissing() {
        ViewRun run = run(ENDS);
        change(run, 1, reading("A", 1_000L, 5.0), reading("A", 2_000L, ViewRun.NULL));
        assertThat(run.rows()).containsExactly(List.of("A", 5.0, ViewRun.NULL));

        change(run, 1, reading("A", 500L, 4.0)); // late
        assertThat(run.rows()).containsExactly(List.of("A", 4.0, ViewRun.NULL));

        change(run, -1, reading("A", 2_000L, ViewRun.NULL));
        assertThat(run.rows()).containsExactly(List.of("A", 4.0, 5.0));
    }

    @Test
    void ofRowsAtOneTimeTheLastIsTheGreatestAndTheFirstTheLeastAndMissingOnesOnlyAmongThemselves() {
        ViewRun run = run(ENDS);
        Object[] missing = reading("A", 1_000L, ViewRun.NULL);
        change(run, 1, missing, reading("A", 1_000L, 5.0), reading("A", 1_000L, 7.0));
        assertThat(run.rows()).containsExactly(List.of("A", 5.0, 7.0));

        change(run, -1, reading("A", 1_000L, 5.0), reading("A", 1_000L, 7.0));
        assertThat(run.rows()).containsExactly(List.of("A", ViewRun.NULL, ViewRun.NULL));
    }

    @Test
    void rowsWithoutATimeAreLeftOutAndAGroupGoesWithItsLastRow() {
        ViewRun run = run(ENDS);
        change(run, 1, reading("A", ViewRun.NULL, 9.0), reading("B", 1_000L, 1.0));
        assertThat(run.rows()).containsExactly(List.of("A", ViewRun.NULL, ViewRun.NULL), List.of("B", 1.0, 1.0));

        change(run, -1, reading("A", ViewRun.NULL, 9.0), reading("B", 1_000L, 1.0));
        assertThat(run.rows()).isEmpty();
    }

    @Test
    void aFilterLeavesRowsOutAndComputesNothingOfThem() {
        ViewRun run = run("SELECT facility, LAST_VALUE(12 / status) WITHIN GROUP (ORDER BY at)"
                + " FILTER (WHERE status <> 0) AS l FROM readings GROUP BY facility");
        change(run, 1, reading("A", 1_000L, 5.0), new Object[] {"A", 2_000L, 5.0, 1.0, 0});

        assertThat(run.rows()).containsExactly(List.of("A", 4L));
    }

    @Test
    void descendingTheFirstIsTheLast() {
        ViewRun run = run("SELECT FIRST_VALUE(facility) WITHIN GROUP (ORDER BY at DESC NULLS LAST) AS f,"
                + " LAST_VALUE(facility) WITHIN GROUP (ORDER BY at DESC) AS l FROM readings");
        change(run, 1, reading("A", 1_000L, 5.0), reading("B", 2_000L, 5.0));

        assertThat(run.rows()).containsExactly(List.of("B", "A"));
    }

    @Test
    void quantilesOfAColumnAreToldApartAndFollowItsRows() {
        ViewRun run = run("SELECT facility, PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY power) AS m,"
                + " MEDIAN(power) AS m2, PERCENTILE_CONT(0.25) WITHIN GROUP (ORDER BY power DESC) AS q,"
                + " QUANTILE_DISC(power, 1) AS most, PERCENTILE_DISC(1) WITHIN GROUP (ORDER BY power DESC) AS least"
                + " FROM readings GROUP BY facility HAVING MEDIAN(power) > 1");
        change(run, 1, reading("A", 1L, 1.0), reading("A", 2L, 2.0), reading("A", 3L, 5.0), reading("B", 1L, 1.0));
        assertThat(run.rows()).containsExactly(List.of("A", 2.0, 2.0, 3.5, 5.0, 1.0));

        change(run, -1, reading("A", 2L, 2.0), reading("A", 1L, 1.0));
        assertThat(run.rows()).containsExactly(List.of("A", 5.0, 5.0, 5.0, 5.0, 5.0));
    }

    @Test
    void quantilesOfOneColumnShareTheirState() {
        long one = stateBytes("SELECT MEDIAN(power) AS a FROM readings");
        long three = stateBytes("SELECT MEDIAN(power) AS a, PERCENTILE_CONT(0.9) WITHIN GROUP (ORDER BY power) AS b,"
                + " PERCENTILE_DISC(0.1) WITHIN GROUP (ORDER BY power DESC) AS c FROM readings");
        assertThat(three).isEqualTo(one);
    }

    private long stateBytes(String sql) {
        ViewRun run = run(sql);
        for (int i = 0; i < 2_000; i++) {
            change(run, 1, reading("A", 1L, i * 1.0));
        }
        long bytes = 0;
        for (int i = 0; i < run.circuit().nodes().size(); i++) {
            bytes += run.circuit().nodes().get(i).operator().stateBytes();
        }
        return bytes;
    }

    @Test
    void theyWorkPerGroupingPerWindowAndOnViews() {
        ViewRun run = run("SELECT facility, MEDIAN(power) AS m, LAST_VALUE(power) WITHIN GROUP (ORDER BY at) AS l,"
                + " APPROX_COUNT_DISTINCT(power) AS n FROM readings GROUP BY ROLLUP(facility)");
        change(run, 1, reading("A", 1L, 1.0), reading("B", 2L, 2.0));
        assertThat(run.rows())
                .containsExactlyInAnyOrder(
                        List.of("A", 1.0, 1.0, 1L), List.of("B", 2.0, 2.0, 1L), List.of(ViewRun.NULL, 1.5, 2.0, 2L));

        ViewRun hops = run("SELECT window_start, MEDIAN(m) AS m FROM (SELECT window_start, facility, MEDIAN(power) AS m"
                + " FROM TABLE(HOP(TABLE readings, DESCRIPTOR(at), INTERVAL '1' SECOND, INTERVAL '2' SECOND))"
                + " GROUP BY window_start, facility) GROUP BY window_start");
        change(hops, 1, reading("A", 1_000L, 1.0), reading("A", 1_500L, 2.0), reading("B", 2_000L, 4.0));
        assertThat(hops.rows())
                .containsExactlyInAnyOrder(List.of(0L, 1.5), List.of(1_000L, 2.75), List.of(2_000L, 4.0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT facility, MEDIAN(power) AS m FROM readings GROUP BY facility ORDER BY MEDIAN(power) DESC LIMIT 1",
                "SELECT facility, MEDIAN(power) AS m FROM readings GROUP BY facility"
                        + " QUALIFY ROW_NUMBER() OVER (ORDER BY MEDIAN(power) DESC) = 1",
                "SELECT facility, 2 * MEDIAN(power) - QUANTILE_CONT(power, 0.5) AS m FROM readings GROUP BY facility"
                        + " HAVING PERCENTILE_DISC(1) WITHIN GROUP (ORDER BY power) > 3"
            })
    void resultsAreOrderedAndChosenByThemAsByAnyAggregate(String sql) {
        ViewRun run = run(sql);
        change(run, 1, reading("A", 1L, 1.0), reading("A", 2L, 2.0), reading("B", 1L, 4.0));

        assertThat(run.rows()).containsExactly(List.of("B", 4.0));
    }

    @Test
    void ofNoRowsTheyAreNullAndTheCountIsZero() {
        ViewRun run = run("SELECT MEDIAN(power) AS m, LAST_VALUE(power) WITHIN GROUP (ORDER BY at) AS l,"
                + " APPROX_PERCENTILE(power, 0.5) AS a, APPROX_COUNT_DISTINCT(facility) AS n FROM readings");
        change(run, 1);

        assertThat(run.rows()).containsExactly(List.of(ViewRun.NULL, ViewRun.NULL, ViewRun.NULL, 0L));
    }

    @Test
    void theyKeepTheTypeAndTheUnitOfTheirColumn() {
        ViewPlan plan =
                plans.plan("SELECT MEDIAN(power) AS a, PERCENTILE_DISC(0.5) WITHIN GROUP (ORDER BY status) AS b,"
                        + " MEDIAN(at) AS c, LAST_VALUE(facility) WITHIN GROUP (ORDER BY at) AS d,"
                        + " APPROX_QUANTILE(power, 0.9) AS e, APPROX_COUNT_DISTINCT(power) AS f, MEDIAN(status) AS g"
                        + " FROM readings");

        assertThat(plan.schema().columns().stream().map(column -> column.type()).toList())
                .containsExactly(
                        ColumnType.DOUBLE,
                        ColumnType.INT,
                        ColumnType.TIMESTAMP,
                        ColumnType.TEXT,
                        ColumnType.DOUBLE,
                        ColumnType.LONG,
                        ColumnType.DOUBLE);
        assertThat(plan.schema().column(0).unit()).isEqualTo(new Unit("MW"));
        assertThat(plan.schema().column(4).unit()).isEqualTo(new Unit("MW"));
        assertThat(plan.schema().column(5).unit().isNone()).isTrue();
    }

    @Test
    void aPlanSaysHowTheyAreWritten() {
        assertThat(plans.explain(
                        "SELECT PERCENTILE_DISC(0.90) WITHIN GROUP (ORDER BY power DESC) AS a, MEDIAN(power) AS b,"
                                + " FIRST_VALUE(power) WITHIN GROUP (ORDER BY at) AS c FROM readings"))
                .contains("PERCENTILE_DISC(0.9) WITHIN GROUP (ORDER BY power DESC), MEDIAN(power),"
                        + " FIRST_VALUE(power) WITHIN GROUP (ORDER BY at)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "MEDIAN(facility) ! 1:15 MEDIAN(…) takes numbers, timestamps and intervals, between which it interpolates;"
                        + " PERCENTILE_DISC takes any type, found VARCHAR",
                "PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY power > 1) ! takes numbers, timestamps and intervals",
                "APPROX_PERCENTILE(at, 0.5) ! takes numbers, which it rounds",
                "PERCENTILE_CONT(1.5) WITHIN GROUP (ORDER BY power) ! 1:24 PERCENTILE_CONT takes a constant from 0 to 1,"
                        + " found 1.5",
                "APPROX_QUANTILE(power, -0.5) ! found -0.5",
                "QUANTILE_CONT(power, status) ! 1:29 QUANTILE_CONT takes a constant from 0 to 1, such as 0.9",
                "QUANTILE_CONT(power, 0.1234567891) ! at most nine decimals",
                "MEDIAN(DISTINCT power) ! MEDIAN(DISTINCT …) is not supported",
                "MEDIAN(power, status) ! MEDIAN is written MEDIAN(x)",
                "LAST_VALUE(power) ! LAST_VALUE is written LAST_VALUE(x) WITHIN GROUP (ORDER BY time)",
                "LAST_VALUE(power) WITHIN GROUP (ORDER BY at, status) ! 1:53 LAST_VALUE orders by one column",
                "PERCENTILE_DISC(power, 0.5) ! PERCENTILE_DISC is written PERCENTILE_DISC(0.9) WITHIN GROUP (ORDER BY x)",
                "MEDIAN(powr) ! no column is called powr; did you mean power?",
                "MEDIAM(power) ! did you mean MEDIAN?",
            })
    void whatTheyDoNotTakeIsRefusedWithItsPlace(String call, String reason) {
        assertThat(catchThrowable(() -> plans.plan("SELECT " + call + " AS x FROM readings")))
                .isInstanceOfSatisfying(
                        SqlException.class,
                        e -> assertThat(e.line() + ":" + e.column() + " " + e.getMessage())
                                .contains(reason));
    }
}
