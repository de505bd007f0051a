package dev.tideboard.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FilterPushdownTest {
    private final Plans plans = new Plans();

    @Test
    void movesConditionOfOneSideBelowTheJoin() {
        assertThat(plans.explain("SELECT r.power, f.fuel FROM readings r JOIN facilities f ON f.code = r.facility"
                        + " WHERE f.region = 'NSW1' AND r.power > 5"))
                .isEqualTo("""
                        Project [power, fuel]
                          LookupJoin [facility = code]
                            Filter [(power > 5)]
                              Project [facility, power]
                                readings
                            Project [code, fuel]
                              Filter [(region = 'NSW1')]
                                Project [code, region, fuel]
                                  facilities
                        """);
    }

    @Test
    void leavesConditionThatCanFailWhereItWasWritten() {
        assertThat(plans.explain("SELECT r.power, f.fuel FROM readings r JOIN facilities f ON f.code = r.facility"
                        + " WHERE 1 / r.status = 1"))
                .startsWith("Project [power, fuel]\n  Filter [((1 / status) = 1)]\n    LookupJoin");
    }

    @Test
    void leavesConditionOnTheRightAboveLeftJoin() {
        String join = " FROM readings r LEFT JOIN facilities f ON f.code = r.facility";

        assertThat(plans.explain("SELECT r.power, f.fuel" + join + " WHERE f.fuel IS NULL"))
                .startsWith("Project [power, fuel]\n  Filter [(fuel IS NULL)]\n    LeftLookupJoin");
        assertThat(plans.explain("SELECT r.power, f.fuel" + join + " WHERE r.power > 5"))
                .startsWith("Project [power, fuel]\n  LeftLookupJoin [facility = code]\n    Filter [(power > 5)]");
    }

    @Test
    void movesConditionOnGroupedColumnsBelowTheGroups() {
        assertThat(plans.explain("SELECT region, SUM(capacity) AS capacity FROM facilities GROUP BY region"
                        + " HAVING region LIKE 'N%' AND SUM(capacity) > 5"))
                .isEqualTo("""
                        Filter [(capacity > 5)]
                          GroupBy [region] SUM(capacity)
                            Filter [(region LIKE 'N%')]
                              Project [region, capacity]
                                facilities
                        """);
    }

    @Test
    void leavesConditionAboveTotalWhichHasRowEvenOfNothing() {
        assertThat(plans.rows("SELECT COUNT(*) AS n FROM readings HAVING 1 = 2", List.of(), List.of()))
                .isEmpty();
        assertThat(plans.rows("SELECT COUNT(*) AS n FROM readings WHERE 1 = 2", List.of(), List.of()))
                .containsExactly(List.of(0L));
    }

    @Test
    void movesOnlyConditionOnThePartitionBelowRanking() {
        String latest =
                "(SELECT * FROM readings QUALIFY ROW_NUMBER() OVER (PARTITION BY facility ORDER BY at DESC) = 1) r";

        assertThat(plans.explain("SELECT * FROM " + latest + " WHERE facility = 'A' AND power > 5"))
                .isEqualTo("""
                        Filter [(power > 5)]
                          TopRows [first 1 per facility by at DESC]
                            Filter [(facility = 'A')]
                              readings
                        """);
    }

    @Test
    void movesConditionIntoEveryInputOfUnion() {
        assertThat(plans.explain("SELECT * FROM (SELECT facility FROM readings UNION ALL SELECT code FROM facilities) u"
                        + " WHERE facility = 'A'"))
                .isEqualTo("""
                        UnionAll
                          Filter [(facility = 'A')]
                            Project [facility]
                              readings
                          Filter [(code = 'A')]
                            Project [code]
                              facilities
                        """);
    }

    @Test
    void movesWhatTheClientAsksForToTheTable() {
        String sql = "SELECT region, SUM(capacity) AS capacity FROM facilities GROUP BY region";

        assertThat(plans.explain(sql, "region", "VIC1")).isEqualTo("""
                        GroupBy [region] SUM(capacity)
                          Filter [region IN ('VIC1')]
                            Project [region, capacity]
                              facilities
                        """);
    }

    @Test
    void dropsConditionOnParameterWithoutValue() {
        assertThat(plans.explain("SELECT code FROM facilities WHERE region IN (:regions)"))
                .isEqualTo("Project [code]\n  facilities\n");
    }
}
