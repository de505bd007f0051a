package dev.tideboard.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ColumnPruningTest {
    private final Plans plans = new Plans();

    @Test
    void leavesOnlyJoinedAndSelectedColumnsInJoin() {
        assertThat(plans.explain("SELECT r.power, f.fuel FROM readings r JOIN facilities f ON f.code = r.facility"))
                .isEqualTo("""
                        Project [power, fuel]
                          LookupJoin [facility = code]
                            Project [facility, power]
                              readings
                            Project [code, fuel]
                              facilities
                        """);
    }

    @Test
    void keepsGroupsApartByColumnsThatNobodySelects() {
        List<List<Object>> facilities =
                List.of(Plans.row("A", "NSW1", "coal", 1.0), Plans.row("B", "VIC1", "coal", 1.0));

        assertThat(plans.rows("SELECT SUM(capacity) AS sum FROM facilities GROUP BY region", List.of(), facilities))
                .containsExactly(List.of(1.0), List.of(1.0));
        assertThat(plans.explain("SELECT SUM(capacity) AS sum FROM facilities GROUP BY region"))
                .isEqualTo("""
                        Project [sum]
                          GroupBy [region] SUM(capacity)
                            Project [region, capacity]
                              facilities
                        """);
    }

    @Test
    void keepsWhatRankingOrdersBy() {
        assertThat(plans.explain("SELECT facility, power FROM readings"
                        + " QUALIFY ROW_NUMBER() OVER (PARTITION BY facility ORDER BY at DESC) = 1"))
                .isEqualTo("""
                        Project [facility, power]
                          TopRows [first 1 per facility by at DESC]
                            Project [facility, at, power]
                              readings
                        """);
    }

    @Test
    void dropsAggregatesThatNobodyReads() {
        assertThat(plans.explain("SELECT region, n FROM (SELECT region, COUNT(*) AS n, MAX(capacity) AS most"
                        + " FROM facilities GROUP BY region) g"))
                .isEqualTo("GroupBy [region] COUNT(*)\n  Project [region]\n    facilities\n");
    }

    @Test
    void cutsInputsOfUnionAlike() {
        assertThat(plans.explain("SELECT region FROM (SELECT * FROM facilities"
                        + " UNION ALL SELECT * FROM facilities WHERE capacity > 5) u"))
                .isEqualTo("""
                        UnionAll
                          Project [region]
                            facilities
                          Project [region]
                            Filter [(capacity > 5)]
                              Project [region, capacity]
                                facilities
                        """);
    }

    @Test
    void readsTableItselfWhereAllColumnsAreWanted() {
        assertThat(plans.explain("SELECT * FROM (SELECT * FROM readings) r WHERE power > 5"))
                .isEqualTo("Filter [(power > 5)]\n  readings\n");
    }
}
