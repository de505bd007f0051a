package dev.tideboard.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Joins to a lookup table that is edited while rows pass. */
class LookupJoinTest {
    private static final String INNER =
            "SELECT r.facility, f.region, r.power FROM readings r JOIN facilities f ON f.code = r.facility";
    private static final String OUTER = INNER.replace(" JOIN", " LEFT JOIN");

    private final Plans plans = new Plans();

    private static Object[] reading(Object facility, double power) {
        return new Object[] {facility, 60_000L, power, 1.0, 3};
    }

    private static Object[] facility(Object code, Object region) {
        return new Object[] {code, region, "coal", 9.0};
    }

    private static ViewRun readings(ViewRun run, int weight, Object[]... rows) {
        return run.change("readings", Plans.READINGS, weight, rows);
    }

    private static ViewRun facilities(ViewRun run, int weight, Object[]... rows) {
        return run.change("facilities", Plans.FACILITIES, weight, rows);
    }

    @Test
    void keepsTheRowsOfTheLookupAlone() {
        ViewRun run = plans.run(INNER);
        facilities(run, 1, facility("A", "NSW1"), facility("B", "VIC1"));
        for (int i = 0; i < 1000; i++) {
            readings(run, 1, reading("A", i));
        }

        assertThat(plans.explain(INNER)).contains("LookupJoin [facility = code]");
        assertThat(run.circuit().nodes().stream()
                        .mapToLong(node -> node.operator().stateRows())
                        .sum())
                .isEqualTo(2);
        assertThat(run.rows()).hasSize(1000);
    }

    @Test
    void aRowThatIsAddedToTheLookupFindsTheReadingsThatWaitedForIt() {
        ViewRun run = plans.run(INNER);
        readings(run, 1, reading("A", 1), reading("B", 2), reading("A", 3));
        assertThat(run.rows()).isEmpty();

        facilities(run, 1, facility("A", "NSW1"));
        assertThat(run.rows()).containsExactly(List.of("A", "NSW1", 1.0), List.of("A", "NSW1", 3.0));
    }

    @Test
    void aRowThatIsChangedInTheLookupChangesItsReadingsOnly() {
        ViewRun run = plans.run(INNER);
        facilities(run, 1, facility("A", "NSW1"), facility("B", "VIC1"));
        readings(run, 1, reading("A", 1), reading("B", 2));
        run.put(
                "facilities",
                plans.facilities(List.of(List.of(facility("A", "QLD1")), List.of(facility("A", "NSW1"))), 1, -1));
        run.put("readings", plans.readings(List.of(List.of(reading("A", 5)))));
        run.tick();

        assertThat(run.rows())
                .containsExactly(List.of("A", "QLD1", 1.0), List.of("A", "QLD1", 5.0), List.of("B", "VIC1", 2.0));
    }

    @Test
    void aRowThatLeavesTheLookupTakesItsReadingsAlongOrLeavesThemWithNothing() {
        ViewRun inner = plans.run(INNER);
        ViewRun outer = plans.run(OUTER);
        for (ViewRun run : List.of(inner, outer)) {
            facilities(run, 1, facility("A", "NSW1"), facility("B", "VIC1"));
            readings(run, 1, reading("A", 1), reading("B", 2), reading("C", 3));
            facilities(run, -1, facility("A", "NSW1"));
        }

        assertThat(inner.rows()).containsExactly(List.of("B", "VIC1", 2.0));
        assertThat(outer.rows())
                .containsExactly(
                        List.of("A", ViewRun.NULL, 1.0), List.of("B", "VIC1", 2.0), List.of("C", ViewRun.NULL, 3.0));
    }

    @Test
    void whatIsMissingEqualsNothing() {
        ViewRun run = plans.run(OUTER);
        facilities(run, 1, facility(ViewRun.NULL, "NSW1"));
        readings(run, 1, reading(ViewRun.NULL, 1));

        assertThat(run.rows()).containsExactly(List.of(ViewRun.NULL, ViewRun.NULL, 1.0));
    }

    @Test
    void lookupsOfLookupsFollowAChangeOfEither() {
        ViewRun run =
                plans.run("SELECT r.facility, g.fuel, r.power FROM readings r JOIN facilities f ON f.code = r.facility"
                        + " JOIN facilities g ON g.code = f.region");
        facilities(run, 1, facility("A", "B"), facility("B", "C"), facility("C", "C"));
        readings(run, 1, reading("A", 1), reading("B", 2));
        assertThat(run.rows()).hasSize(2);

        facilities(run, -1, facility("C", "C"));
        assertThat(run.rows()).containsExactly(List.of("A", "coal", 1.0));
    }

    @Test
    void aSideThatAggregatesIsKept() {
        assertThat(plans.explain("SELECT t.facility, f.region FROM (SELECT facility, COUNT(*) AS n FROM readings"
                        + " GROUP BY facility) t JOIN facilities f ON f.code = t.facility"))
                .contains("  Join [facility = code]");
        assertThat(plans.explain("SELECT f.code, r.power FROM facilities f JOIN readings r ON f.code = r.facility"))
                .contains("  Join [code = facility]");
    }
}
