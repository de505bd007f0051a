package dev.tideboard.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a change costs follows the change, not what is there: the same rows come out of every operator, however many it keeps. */
class CostTest {
    private static final int CHANGES = 20;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT facility, power * 2 AS p FROM readings WHERE power > 3",
                "SELECT facility, SUM(power) AS s, AVG(power) AS a, COUNT(*) AS n FROM readings GROUP BY facility",
                "SELECT facility, MIN(power) AS l, MAX(power) AS m, COUNT(DISTINCT status) AS d FROM readings GROUP BY facility",
                "SELECT facility, STDDEV(power) AS s, ARG_MAX(power, at) AS last FROM readings GROUP BY facility",
                "SELECT facility, MEDIAN(power) AS m, LAST_VALUE(power) WITHIN GROUP (ORDER BY at) AS l,"
                        + " APPROX_COUNT_DISTINCT(at) AS n FROM readings GROUP BY facility",
                "SELECT f.region, f.fuel, SUM(r.power) AS p FROM readings r JOIN facilities f ON f.code = r.facility"
                        + " GROUP BY ROLLUP(f.region, f.fuel)",
                "SELECT facility, power FROM readings QUALIFY ROW_NUMBER() OVER (PARTITION BY facility ORDER BY at DESC) = 1",
                "SELECT facility, power, at FROM readings ORDER BY at DESC LIMIT 10",
                "SELECT window_start, SUM(power) AS p FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(at), INTERVAL '1' HOUR))"
                        + " GROUP BY window_start",
                "SELECT window_start, MAX(power) AS p"
                        + " FROM TABLE(HOP(TABLE readings, DESCRIPTOR(at), INTERVAL '1' HOUR, INTERVAL '4' HOUR))"
                        + " GROUP BY window_start",
                "SELECT facility, power FROM readings WHERE facility IN (SELECT code FROM facilities WHERE fuel = 'wind')",
                "SELECT facility FROM readings r WHERE NOT EXISTS (SELECT 1 FROM facilities f WHERE f.code = r.facility)",
                "SELECT r.facility, r.at, b.power FROM readings r LEFT ASOF JOIN readings b"
                        + " MATCH_CONDITION r.at > b.at ON r.facility = b.facility",
                "SELECT r.facility, r.at, b.power FROM readings r JOIN readings b ON r.facility = b.facility"
                        + " AND b.at BETWEEN r.at - INTERVAL '3' MINUTE AND r.at + INTERVAL '2' MINUTE",
                "SELECT facility, at, power - LAG(power) OVER (PARTITION BY facility ORDER BY at) AS rise FROM readings",
                "SELECT facility, at, AVG(power) OVER (PARTITION BY facility ORDER BY at ROWS 3 PRECEDING) AS mean,"
                        + " LEAD(power, 2, 0.0) OVER (PARTITION BY facility ORDER BY at) AS later FROM readings",
                "SELECT facility, at, MAX(power) OVER (PARTITION BY facility ORDER BY at"
                        + " RANGE BETWEEN INTERVAL '20' MINUTE PRECEDING AND CURRENT ROW) AS peak FROM readings",
                "SELECT facility, at, SUM(power) OVER (PARTITION BY facility ORDER BY at) AS total,"
                        + " ROW_NUMBER() OVER (PARTITION BY facility ORDER BY at) AS number FROM readings",
                "SELECT DISTINCT facility FROM readings UNION SELECT code FROM facilities"
            })
    void isThatOfTheChange(String sql) {
        long few = cost(sql, 200);
        long many = cost(sql, 20_000);

        assertThat(many).as("beside 200 rows it is %s", few).isEqualTo(few);
    }

    /** Rows that the operators give for a few changes beside {@code before} rows. */
    private static long cost(String sql, int before) {
        Plans plans = new Plans();
        ViewRun run = plans.run(sql);
        run.put(
                "facilities",
                plans.facilities(List.of(Plans.row("F0", "NSW1", "wind", 10.0), Plans.row("F1", "VIC1", "coal", 5.0))));
        List<List<Object>> rows = new ArrayList<>();
        for (int i = 0; i < before; i++) {
            rows.add(reading(i, 4 + i % 7));
        }
        run.put("readings", plans.readings(rows)).tick();
        long start = run.rowsOfChange();
        for (int i = 0; i < CHANGES; i++) {
            run.put("readings", plans.readings(List.of(reading(before + i, 100 + i))))
                    .tick();
            run.put("readings", plans.readings(List.of(reading(before + i, 100 + i)), -1))
                    .tick();
        }
        return run.rowsOfChange() - start;
    }

    private static List<Object> reading(int i, int power) {
        return Plans.row("F" + i % 4, i * 60_000L, (double) power, 1.0, i % 3);
    }
}
