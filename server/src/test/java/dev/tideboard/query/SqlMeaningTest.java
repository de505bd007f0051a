package dev.tideboard.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What SQL means where its text is rewritten on the way to operators. */
class SqlMeaningTest {
    private static final List<List<Object>> READINGS =
            List.of(Plans.row("A", 60_000, 5.0, 1.0, 0), Plans.row("B", 120_000, 7.0, 1.0, 2));
    private static final List<List<Object>> FACILITIES = List.of(Plans.row("A", "NSW1", "coal", 9.0));

    private final Plans plans = new Plans();

    private List<List<Object>> rows(String sql) {
        return plans.rows(sql, READINGS, FACILITIES);
    }

    @Test
    void aFilteredAggregateComputesItsArgumentOnlyWhereTheFilterHolds() {
        assertThat(rows("SELECT SUM(100 / status) FILTER (WHERE status <> 0) AS x, COUNT(*) FILTER (WHERE status = 0)"
                        + " AS zeros, COUNT(*) AS n FROM readings"))
                .containsExactly(List.of(50L, 1L, 2L));
    }

    @Test
    void anIntervalIsTakenFromATimeInsideAnAggregate() {
        assertThat(rows("SELECT MIN(at - INTERVAL '1' MINUTE) AS x FROM readings"))
                .containsExactly(List.of(0L));
    }

    @Test
    void aJoinWhoseConditionNeverHoldsHasNoPairs() {
        String join = "JOIN facilities f ON f.code = r.facility AND 1 = 2";

        assertThat(rows("SELECT r.facility, f.fuel FROM readings r " + join)).isEmpty();
        assertThat(rows("SELECT r.facility, f.fuel FROM readings r LEFT " + join))
                .containsExactly(List.of("A", ViewRun.NULL), List.of("B", ViewRun.NULL));
        assertThat(rows("SELECT r.facility, f.fuel FROM readings r FULL " + join))
                .containsExactly(List.of("A", ViewRun.NULL), List.of("B", ViewRun.NULL), List.of(ViewRun.NULL, "coal"));
    }

    @Test
    void aJoinWithAnyFurtherConditionKeepsTheRowsThatFindNobody() {
        String join = "JOIN facilities f ON f.code = r.facility AND r.power > f.capacity";

        assertThat(rows("SELECT r.facility, f.fuel FROM readings r LEFT " + join))
                .containsExactly(List.of("A", ViewRun.NULL), List.of("B", ViewRun.NULL));
        assertThat(rows("SELECT r.facility, f.fuel FROM readings r RIGHT " + join))
                .containsExactly(List.of(ViewRun.NULL, "coal"));
        assertThat(rows("SELECT r.facility, f.fuel FROM readings r FULL " + join.replace(">", "<")))
                .containsExactly(List.of("A", "coal"), List.of("B", ViewRun.NULL));
    }

    @Test
    void aColumnThatAJoinUsesIsThatOfTheSideThatHasIt() {
        String others = "(SELECT facility, status FROM readings WHERE status > 1) f ";

        assertThat(rows("SELECT facility, r.power, f.status FROM readings r FULL JOIN " + others + "USING (facility)"))
                .hasSize(2)
                .containsExactlyInAnyOrderElementsOf(
                        rows("SELECT COALESCE(r.facility, f.facility) AS facility, r.power, f.status"
                                + " FROM readings r FULL JOIN " + others + "ON f.facility = r.facility"));
        assertThat(rows("SELECT facility, COUNT(*) AS n FROM readings r JOIN " + others
                        + "USING (facility) GROUP BY facility"))
                .containsExactly(List.of("B", 1L));
    }

    @Test
    void aConstantOfATotalIsOneRowWhateverTheTotalReads() {
        assertThat(rows("SELECT 5 AS five FROM (SELECT MAX(power) AS most FROM readings) t"))
                .containsExactly(List.of(5L));
        assertThat(plans.rows("SELECT 5 AS five FROM (SELECT MAX(power) AS p FROM readings) t", List.of(), List.of()))
                .containsExactly(List.of(5L));
    }

    @Test
    void aCastToAWiderNumberGivesRoomForTheResult() {
        assertThat(rows("SELECT CAST(status AS BIGINT) * 2000000000 AS wide FROM readings WHERE facility = 'B'"))
                .containsExactly(List.of(4_000_000_000L));
    }

    @Test
    void constantTextsThatNoRowCarriesAreComparedByTheirLetters() {
        assertThat(rows("SELECT facility FROM readings WHERE 'x' = 'y' OR LOWER('B') || '' = 'b'"))
                .hasSize(2);
    }

    @Test
    void aNeighbourMayLackAValueWhateverStandsForOneThatIsNotThere() {
        assertThat(rows(
                        "SELECT facility FROM (SELECT facility, LEAD(NULLIF(facility, 'A'), 0, 'none') OVER (ORDER BY at) AS x"
                                + " FROM readings) n WHERE UPPER(x) IS NULL"))
                .containsExactly(List.of("A"));
    }

    @Test
    void aSemicolonAtTheEndMeansNothing() {
        assertThat(rows("SELECT facility FROM readings WHERE status = 2 ; \n")).containsExactly(List.of("B"));
    }

    @Test
    void constantsOfAUnionMayBeWrittenAsDecimalsAndDoubles() {
        assertThat(rows("SELECT DISTINCT 0 AS x FROM (SELECT DISTINCT 0.5 AS a FROM facilities UNION ALL"
                        + " SELECT DISTINCT CAST(0 AS DOUBLE) AS a FROM readings) s"))
                .containsExactly(List.of(0L));
    }

    @Test
    void aListOfTimesMayStandAnywhere() {
        String early = "at IN (TIMESTAMP '1970-01-01 00:01:00', TIMESTAMP '1970-01-01 00:09:00')";
        assertThat(rows("SELECT COUNT(*) FILTER (WHERE " + early + ") AS n, SUM(CASE WHEN NOT (" + early
                        + ") THEN power END) AS p FROM readings"))
                .containsExactly(List.of(1L, 7.0));
        assertThat(rows("SELECT facility FROM readings WHERE CAST(at AS DATE) NOT IN (DATE '1970-01-02')"))
                .hasSize(2);
    }

    @Test
    void aColumnThatAListOfValuesFiltersIsNoConstant() {
        String sql =
                "SELECT DISTINCT COALESCE('all', g.region) AS region FROM (SELECT region, COUNT(*) AS n FROM facilities"
                        + " GROUP BY region) g WHERE g.region IN (:regions)";
        List<List<Object>> facilities =
                List.of(Plans.row("A", "NSW1", "coal", 9.0), Plans.row("B", "VIC1", "coal", 9.0));

        assertThat(plans.rows(sql, List.of(), facilities)).containsExactly(List.of("all"));
    }
}
