package dev.tideboard.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** GROUP BY ALL takes the columns of the SELECT that have no aggregate in them. */
class GroupByAllTest {
    private static final String SUMS = "SELECT facility, UPPER(facility) AS name, SUM(power) AS total FROM readings ";
    private static final List<List<Object>> READINGS = List.of(
            Plans.row("a", 60_000, 5.0, 1.0, 0), Plans.row("a", 120_000, 7.0, 1.0, 2), Plans.row("b", 1, 1.0, 1.0, 2));

    private final Plans plans = new Plans();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%s GROUP BY %s",
                "%s group by %s -- of each\n ;",
                "%s GROUP BY %s HAVING COUNT(*) > 1",
                "%s GROUP BY %s QUALIFY ROW_NUMBER() OVER (ORDER BY SUM(power)) = 1",
                "%s GROUP BY %s\nORDER BY total DESC LIMIT 1",
                "SELECT s.name FROM (%s GROUP BY %s) s",
                "WITH s AS (%s GROUP BY %s) SELECT name, total FROM s",
                "%s GROUP BY %s UNION ALL SELECT code, region, capacity FROM facilities",
                "SELECT code, region, capacity FROM facilities EXCEPT %s GROUP BY %s",
                "%s WHERE facility IN (SELECT facility FROM readings GROUP BY ALL) GROUP BY %s",
            })
    void standsWhereverAGroupByDoes(String query) {
        assertThat(plans.explain(query.formatted(SUMS, "ALL")))
                .isEqualTo(plans.explain(query.formatted(SUMS, "facility, UPPER(facility)")));
    }

    @Test
    void theKeyIsWhatItGroupsBy() {
        assertThat(plans.plan("SELECT facility, 'sum' AS what, MAX(status) + 1 AS s FROM readings GROUP BY ALL")
                        .key())
                .containsExactly("facility");
    }

    @Test
    void aggregatesAloneAreATotalAlsoOfNoRows() {
        assertThat(plans.rows("SELECT COUNT(*) AS n, 5 AS five FROM readings GROUP BY ALL", List.of(), List.of()))
                .containsExactly(List.of(0L, 5L));
    }

    @Test
    void noAggregatesAreThatManyDistinctRows() {
        assertThat(plans.rows("SELECT facility FROM readings GROUP BY ALL", READINGS, List.of()))
                .containsExactly(List.of("a"), List.of("b"));
    }

    @Test
    void windowFunctionsOfAggregatesAreNoGroups() {
        assertThat(plans.rows(
                        "SELECT facility, RANK() OVER (ORDER BY SUM(power)) AS place FROM readings GROUP BY ALL",
                        READINGS,
                        List.of()))
                .containsExactly(List.of("a", 2L), List.of("b", 1L));
    }

    @Test
    void aheadOfColumnsTheWordIsThatOfTheStandard() {
        assertThat(plans.explain("SELECT facility, SUM(power) AS p FROM readings GROUP BY ALL facility"))
                .isEqualTo(plans.explain("SELECT facility, SUM(power) AS p FROM readings GROUP BY facility"));
    }
}
