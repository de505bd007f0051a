package dev.tideboard.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tideboard.data.ColumnSchema;
import dev.tideboard.data.ColumnType;
import dev.tideboard.data.Dictionary;
import dev.tideboard.data.Schema;
import dev.tideboard.data.Unit;
import dev.tideboard.engine.RowFailure;
import dev.tideboard.engine.ViewPlan;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Window functions as columns: what a row's neighbours give, kept up to date. */
class OverWindowTest {
    private static final Schema METERED = Schema.of(
            ColumnSchema.of("meter", ColumnType.TEXT),
            ColumnSchema.of("at", ColumnType.TIMESTAMP),
            new ColumnSchema("kw", ColumnType.DOUBLE, new Unit("kW")),
            ColumnSchema.of("pulses", ColumnType.LONG));
    private static final String WINDOW = "OVER (PARTITION BY meter ORDER BY at)";
    private static final String LAG = "SELECT meter, at, kw - LAG(kw) " + WINDOW + " AS rise FROM metered";
    private static final String TOTAL = "SELECT meter, at, SUM(kw) " + WINDOW + " AS total FROM metered";
    private static final String NULL = ViewRun.NULL;

    private final Dictionary dictionary = new Dictionary();
    private final Planner planner = new Planner(
            List.of(
                    new Relation("metered", METERED, List.of("meter", "at")),
                    new Relation("copies", METERED, List.of())),
            dictionary);

    private ViewPlan plan(String sql) {
        return planner.plan(new ViewDefinition("test", sql, Map.of(), List.of()));
    }

    private ViewRun run(String sql) {
        return new ViewRun(plan(sql), dictionary);
    }

    private static Object[] row(Object meter, Object at, Object kw, long pulses) {
        return new Object[] {meter, at, kw, pulses};
    }

    private static Object[] row(Object meter, Object at, Object kw) {
        return row(meter, at, kw, 0);
    }

    private static ViewRun add(ViewRun run, Object[]... rows) {
        return run.change("metered", METERED, 1, rows);
    }

    private static ViewRun remove(ViewRun run, Object[]... rows) {
        return run.change("metered", METERED, -1, rows);
    }

    private static ViewRun addCopies(ViewRun run, Object[]... rows) {
        return run.change("copies", METERED, 1, rows);
    }

    @Test
    void aRowStandsBesideTheOneBeforeItInItsPartition() {
        ViewRun run = add(run(LAG), row("a", 2L, 5.0), row("a", 1L, 3.0), row("b", 1L, 9.0), row("a", 4L, 4.0));

        assertThat(run.rows())
                .containsExactly(
                        List.of("a", 1L, NULL), List.of("a", 2L, 2.0), List.of("a", 4L, -1.0), List.of("b", 1L, NULL));
    }

    @Test
    void aLateRowChangesOnlyItsSuccessor() {
        ViewRun run = add(run(LAG), row("a", 1L, 1.0), row("a", 5L, 5.0), row("a", 6L, 6.0), row("b", 2L, 2.0));
        add(run, row("a", 3L, 2.0));

        assertThat(run.last().size()).as("one goes, two come").isEqualTo(3);
        assertThat(run.rows()).contains(List.of("a", 3L, 1.0), List.of("a", 5L, 3.0), List.of("a", 6L, 1.0));
    }

    @Test
    void whenTheFirstRowLeavesTheNextOneIsFirstAndWhenTheLastLeavesNothingElseChanges() {
        ViewRun run = add(run(LAG), row("a", 1L, 1.0), row("a", 2L, 3.0), row("a", 3L, 6.0));
        remove(run, row("a", 1L, 1.0));
        assertThat(run.rows()).containsExactly(List.of("a", 2L, NULL), List.of("a", 3L, 3.0));

        remove(run, row("a", 3L, 6.0));
        assertThat(run.last().size()).isEqualTo(1);
        assertThat(run.rows()).containsExactly(List.of("a", 2L, NULL));
    }

    @Test
    void aRevisionThatMovesARowToAnotherPartitionChangesBoth() {
        ViewRun run = add(run(TOTAL), row("a", 1L, 1.0), row("a", 2L, 2.0), row("b", 3L, 4.0));
        run.put(
                        "metered",
                        ViewRun.delta(
                                METERED,
                                dictionary,
                                List.of(List.of(row("a", 1L, 1.0)), List.of(row("b", 1L, 1.0))),
                                -1,
                                1))
                .tick();

        assertThat(run.rows()).containsExactly(List.of("a", 2L, 2.0), List.of("b", 1L, 1.0), List.of("b", 3L, 5.0));
    }

    @Test
    void rowsWithoutAPartitionAreOneAndRowsWithoutATimeComeLast() {
        ViewRun run = add(run(TOTAL), row(NULL, NULL, 8.0), row(NULL, 1L, 1.0), row(NULL, 2L, 2.0));

        assertThat(run.rows())
                .containsExactlyInAnyOrder(List.of(NULL, 1L, 1.0), List.of(NULL, 2L, 3.0), List.of(NULL, NULL, 11.0));
    }

    @Test
    void aMissingValueIsAValueToLagAndNoneToASum() {
        ViewRun lag = add(
                run("SELECT at, LAG(kw, 1, -1.0) " + WINDOW + " AS before FROM metered"),
                row("a", 1L, NULL),
                row("a", 2L, 2.0),
                row("a", 3L, 3.0));
        assertThat(lag.rows()).containsExactly(List.of(1L, -1.0), List.of(2L, NULL), List.of(3L, 2.0));

        ViewRun sum = add(
                run("SELECT at, SUM(kw) " + WINDOW + " AS s, COUNT(kw) " + WINDOW + " AS n, COUNT(*) " + WINDOW
                        + " AS rows_ FROM metered"),
                row("a", 1L, NULL),
                row("a", 2L, 2.0));
        assertThat(sum.rows()).containsExactly(List.of(1L, NULL, 0L, 1L), List.of(2L, 2.0, 1L, 2L));
    }

    @Test
    void aDefaultIsOfTheTypeOfTheValue() {
        ViewRun run = run("SELECT LAG(kw, 1, 0) " + WINDOW + " AS a, LEAD(pulses, 1, 7) " + WINDOW + " AS b,"
                + " LAG(meter, 1, 'none') " + WINDOW + " AS c FROM metered");
        add(run, row("a", 1L, 2.0, 5));

        assertThat(run.rows()).containsExactly(List.of(0.0, 7L, "none"));
    }

    @Test
    void eachCopyOfARowIsOneOfItsOwn() {
        ViewRun run = run("SELECT at, ROW_NUMBER() " + WINDOW + " AS n, LEAD(at) " + WINDOW + " AS later FROM copies");
        addCopies(run, row("a", 1L, 1.0), row("a", 1L, 1.0), row("a", 2L, 1.0));
        assertThat(run.rows()).containsExactly(List.of(1L, 1L, 1L), List.of(1L, 2L, 2L), List.of(2L, 3L, NULL));

        addCopies(run, row("a", 1L, 1.0));
        assertThat(run.rows())
                .containsExactly(List.of(1L, 1L, 1L), List.of(1L, 2L, 1L), List.of(1L, 3L, 2L), List.of(2L, 4L, NULL));

        run.change("copies", METERED, -1, row("a", 1L, 1.0), row("a", 1L, 1.0));
        assertThat(run.last().size())
                .as("three have other values, and one of them comes again")
                .isEqualTo(6);
        assertThat(run.rows()).containsExactly(List.of(1L, 1L, 2L), List.of(2L, 2L, NULL));
    }

    @Test
    void rowsThatTieComeInTheOrderOfTheirColumnsAndAreOneFrameToARange() {
        ViewRun run = run("SELECT kw, ROW_NUMBER() OVER (ORDER BY at) AS n, RANK() OVER (ORDER BY at) AS r,"
                + " DENSE_RANK() OVER (ORDER BY at) AS d, SUM(kw) OVER (ORDER BY at) AS upto FROM metered");
        add(run, row("b", 5L, 3.0), row("a", 5L, 4.0), row("c", 9L, 1.0), row("a", 1L, 10.0));
        assertThat(run.rows())
                .containsExactlyInAnyOrder(
                        List.of(10.0, 1L, 1L, 1L, 10.0),
                        List.of(3.0, 2L, 2L, 2L, 17.0),
                        List.of(4.0, 3L, 2L, 2L, 17.0),
                        List.of(1.0, 4L, 4L, 3L, 18.0));

        remove(run, row("b", 5L, 3.0));
        assertThat(run.rows())
                .containsExactlyInAnyOrder(
                        List.of(10.0, 1L, 1L, 1L, 10.0),
                        List.of(4.0, 2L, 2L, 2L, 14.0),
                        List.of(1.0, 3L, 3L, 3L, 15.0));
    }

    @Test
    void aRollingTimeWindowHoldsTheRowsOfItsTime() {
        ViewRun run = run("SELECT at, MAX(kw) OVER (PARTITION BY meter ORDER BY at"
                + " RANGE BETWEEN INTERVAL '1' MINUTE PRECEDING AND CURRENT ROW) AS peak FROM metered");
        add(run, row("a", 0L, 9.0), row("a", 60_000L, 5.0), row("a", 60_001L, 4.0), row("a", 200_000L, 1.0));
        assertThat(run.rows())
                .containsExactlyInAnyOrder(
                        List.of(0L, 9.0), List.of(60_000L, 9.0), List.of(60_001L, 5.0), List.of(200_000L, 1.0));

        add(run, row("a", 150_000L, 7.0));
        assertThat(run.last().size()).isEqualTo(3);
        assertThat(run.rows()).contains(List.of(150_000L, 7.0), List.of(200_000L, 7.0));
    }

    @Test
    void aSumThatIsAsBeforeIsNotGivenAgain() {
        ViewRun run = add(run(TOTAL), row("a", 1L, 1.0), row("a", 2L, 2.0), row("a", 3L, 3.0), row("a", 4L, 4.0));
        run.put(
                        "metered",
                        ViewRun.delta(
                                METERED,
                                dictionary,
                                List.of(
                                        List.of(row("a", 1L, 1.0)),
                                        List.of(row("a", 1L, 2.0)),
                                        List.of(row("a", 2L, 2.0)),
                                        List.of(row("a", 2L, 1.0))),
                                -1,
                                1,
                                -1,
                                1))
                .tick();

        assertThat(run.last().size())
                .as("the two revised rows go and come, no others")
                .isEqualTo(4);
    }

    @Test
    void sumsDoNotDriftHoweverOftenAGreatValueComesAndGoes() {
        ViewRun run = add(run(TOTAL), row("a", 5L, 0.1), row("a", 6L, 0.2));
        for (int i = 0; i < 100; i++) {
            add(run, row("a", 1L, 1e18));
            remove(run, row("a", 1L, 1e18));
        }

        assertThat(run.rows()).containsExactly(List.of("a", 5L, 0.1), List.of("a", 6L, 0.1 + 0.2));
    }

    @Test
    void aSumBeyondALongNamesTheRow() {
        ViewRun run = run("SELECT at, SUM(pulses) " + WINDOW + " AS n FROM metered");
        add(run, row("a", 1000L, 1.0, Long.MAX_VALUE));

        assertThatThrownBy(() -> add(run, row("a", 2000L, 2.0, 1)))
                .isInstanceOf(RowFailure.class)
                .hasMessageStartingWith("SUM(pulses) OVER: overflow, sum=9.22")
                .hasMessageContaining("at=1970-01-01 00:00:02");
    }

    @Test
    void rowsThatCameAndWentLeaveNothingBehind() {
        ViewRun run = run(LAG);
        for (int i = 0; i < 200; i++) {
            add(run, row("m" + i, 1L, 1.0), row("m" + i, 2L, 1.0));
            remove(run, row("m" + i, 1L, 1.0), row("m" + i, 2L, 1.0));
        }

        assertThat(run.rows()).isEmpty();
        assertThat(run.circuit().nodes().stream()
                        .mapToLong(node -> node.operator().stateRows())
                        .sum())
                .isZero();
        assertThat(run.circuit().stateBytes()).isLessThan(20_000);
    }

    @Test
    void functionsOfOneWindowShareAnOperatorAndOtherWindowsHaveTheirOwn() {
        String sql = "SELECT at, LAG(kw) " + WINDOW + " AS a, SUM(kw) OVER (PARTITION BY meter ORDER BY at"
                + " ROWS 2 PRECEDING) AS b, COUNT(*) OVER (PARTITION BY pulses) AS c FROM metered";

        assertThat(Planner.explain(plan(sql)))
                .containsSubsequence(
                        "OverWindow [COUNT(*) per pulses]", "OverWindow [LAG(kw), SUM(kw) per meter by at]", "metered");
    }

    @Test
    void keysAndUnitsAreThoseOfTheInput() {
        ViewPlan plan = plan("SELECT meter, at, LAG(kw) " + WINDOW + " AS before, AVG(kw) " + WINDOW
                + " AS mean, COUNT(kw) " + WINDOW + " AS n FROM metered");

        assertThat(plan.key()).containsExactly("meter", "at");
        assertThat(plan.schema().columns().stream().map(column -> column.unit().symbol()))
                .containsExactly("", "", "kW", "kW", "");
    }

    @Test
    void aConditionOnAWindowFunctionIsAnsweredAboveItAndOneOnThePartitionBelow() {
        String sql = "SELECT at, rise FROM (" + LAG
                + ") r WHERE meter = 'a' AND rise > 1 AND at > TIMESTAMP '1970-01-01 00:00:00'";
        assertThat(Planner.explain(plan(sql)).lines().map(String::strip))
                .containsSubsequence("OverWindow [LAG(kw) per meter by at]", "Filter [(meter = 'a')]");

        ViewRun run = add(run(sql), row("a", 1L, 1.0), row("a", 2L, 3.0), row("b", 1L, 0.0), row("b", 2L, 5.0));
        assertThat(run.rows()).containsExactly(List.of(2L, 2.0));
    }

    @Test
    void qualifyTakesAnyConditionOnWindowFunctions() {
        ViewRun run = run("SELECT at, ROW_NUMBER() " + WINDOW + " AS n FROM metered QUALIFY LAG(kw) " + WINDOW
                + " < kw AND ROW_NUMBER() " + WINDOW + " >= 2");
        add(run, row("a", 1L, 1.0), row("a", 2L, 3.0), row("a", 3L, 2.0), row("a", 4L, 4.0));

        assertThat(run.rows()).containsExactly(List.of(2L, 2L), List.of(4L, 4L));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NTILE(4) OVER (ORDER BY at)",
                "LAG(kw) OVER (PARTITION BY meter)",
                "LAG(kw, pulses) OVER (ORDER BY at)",
                "LAG(kw) IGNORE NULLS OVER (ORDER BY at)",
                "COUNT(DISTINCT kw) OVER (PARTITION BY meter)",
                "SUM(kw) OVER (ORDER BY at ROWS 200000 PRECEDING)",
                "SUM(kw) OVER (ORDER BY kw RANGE BETWEEN 1 PRECEDING AND CURRENT ROW)",
                "SUM(kw) OVER (ORDER BY at RANGE BETWEEN CURRENT ROW AND INTERVAL '1' MINUTE FOLLOWING)",
                "SUM(kw) OVER (ORDER BY at NULLS FIRST)",
                "SUM(kw) OVER (ORDER BY at, kw RANGE UNBOUNDED PRECEDING)",
                "RANK() OVER (PARTITION BY meter)",
                "LAG(kw) OVER (ORDER BY at ROWS 2 PRECEDING)",
                "SUM(kw) OVER (ORDER BY at RANGE BETWEEN 3 PRECEDING AND CURRENT ROW)",
                "SUM(kw) OVER (ORDER BY at RANGE BETWEEN INTERVAL '1' MONTH PRECEDING AND CURRENT ROW)",
                "SUM(kw) OVER (PARTITION BY meter ROWS 2 PRECEDING)"
            })
    void whatCannotBeKeptSaysSo(String function) {
        assertThatThrownBy(() -> plan("SELECT " + function + " AS x FROM metered"))
                .isInstanceOfSatisfying(
                        SqlException.class, e -> assertThat(e.isUnsupported()).isTrue());
    }
}
