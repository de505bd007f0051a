package dev.tideboard.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Overlapping windows that are put together from panes. */
class PanesTest {
    private static final long MINUTE = 60_000;
    private static final String HOP =
            " FROM TABLE(HOP(TABLE readings, DESCRIPTOR(at), INTERVAL '1' MINUTE, INTERVAL '1' HOUR))";

    private final Plans plans = new Plans();

    @Test
    void copyNoRowIntoEachOfItsWindows() {
        ViewRun run =
                plans.run("SELECT window_start, COUNT(*) AS n, MAX(power) AS peak" + HOP + " GROUP BY window_start");

        List<List<Object>> rows = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            rows.add(Plans.row("F" + i, 90 * MINUTE + i, (double) i, 0.0, 0L));
        }
        run.put("readings", plans.readings(rows)).tick();

        assertThat(run.rows()).hasSize(60).allSatisfy(row -> assertThat(row).endsWith(1_000L, 999.0));
        assertThat(run.rowsOfChange())
                .as("1,000 rows in one pane of sixty windows")
                .isLessThan(3_500);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT window_start, MEDIAN(power) AS y" + HOP + " GROUP BY window_start",
                "SELECT MAX(power) AS y" + HOP + " GROUP BY facility",
                "SELECT EXTRACT(HOUR FROM window_end) AS h, MAX(power) AS y" + HOP
                        + " GROUP BY EXTRACT(HOUR FROM window_end)",
                "SELECT window_start, SUM(CASE WHEN at = window_start THEN power END) AS y" + HOP
                        + " GROUP BY window_start"
            })
    void areNotUsedWhereTheyDoNotSay(String sql) {
        assertThat(plans.explain(sql)).doesNotContain("pane_start");
    }

    @Test
    void areAsLongAsWhatWindowsAndTheirDistanceHaveInCommon() {
        ViewRun run = plans.run("SELECT window_start, SUM(power) AS total, AVG(power) AS mean, COUNT(power) AS n"
                + " FROM TABLE(HOP(TABLE readings, DESCRIPTOR(at), INTERVAL '2' MINUTE, INTERVAL '5' MINUTE))"
                + " GROUP BY window_start");

        run.put("readings", plans.readings(List.of(at(4, 1.0), at(5, 3.0), at(9, 5.0))))
                .tick();

        assertThat(run.rows())
                .containsExactlyInAnyOrder(
                        List.of(0L, 1.0, 1.0, 1L),
                        List.of(2 * MINUTE, 4.0, 2.0, 2L),
                        List.of(4 * MINUTE, 4.0, 2.0, 2L),
                        List.of(6 * MINUTE, 5.0, 5.0, 1L),
                        List.of(8 * MINUTE, 5.0, 5.0, 1L));
    }

    @Test
    void loseTheirWindowsWithTheirLastRow() {
        ViewRun run =
                plans.run("SELECT window_end, facility, MIN(power) AS low" + HOP + " GROUP BY window_end, facility");
        run.change(
                "readings", Plans.READINGS, 1, at(3, 1.0).toArray(), at(3, 2.0).toArray());
        run.change("readings", Plans.READINGS, -1, at(3, 1.0).toArray());
        assertThat(run.rows()).hasSize(60).allSatisfy(row -> assertThat(row).endsWith(2.0));

        run.change("readings", Plans.READINGS, -1, at(3, 2.0).toArray());

        assertThat(run.rows()).isEmpty();
    }

    private static List<Object> at(int minute, double power) {
        return Plans.row("F", minute * MINUTE, power, 0.0, 0L);
    }
}
