package dev.tideboard.query;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A window that WINDOW names is the one that OVER would spell out. */
class NamedWindowsTest {
    private final Plans plans = new Plans();

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "SELECT at, SUM(power) OVER w AS p, RANK() OVER w AS r FROM readings WINDOW w AS (PARTITION BY facility ORDER BY at)"
                        + " ~ SELECT at, SUM(power) OVER (PARTITION BY facility ORDER BY at) AS p,"
                        + " RANK() OVER (PARTITION BY facility ORDER BY at) AS r FROM readings",
                "SELECT at FROM readings WINDOW w AS (ORDER BY at) QUALIFY ROW_NUMBER() OVER w <= 2"
                        + " ~ SELECT at FROM readings QUALIFY ROW_NUMBER() OVER (ORDER BY at) <= 2",
                "SELECT at FROM readings WINDOW w AS (ORDER BY power) ORDER BY RANK() OVER w LIMIT 2"
                        + " ~ SELECT at FROM readings ORDER BY RANK() OVER (ORDER BY power) LIMIT 2",
                "SELECT COUNT(*) OVER (w ORDER BY at) AS n, COUNT(*) OVER (w) AS all_ FROM readings WINDOW w AS (PARTITION BY facility)"
                        + " ~ SELECT COUNT(*) OVER (PARTITION BY facility ORDER BY at) AS n,"
                        + " COUNT(*) OVER (PARTITION BY facility) AS all_ FROM readings",
                "SELECT SUM(power) OVER v AS s FROM readings WINDOW w AS (PARTITION BY facility), v AS (w ORDER BY at ROWS 2 PRECEDING)"
                        + " ~ SELECT SUM(power) OVER (PARTITION BY facility ORDER BY at ROWS 2 PRECEDING) AS s FROM readings",
                "SELECT SUM(power) FILTER (WHERE status = 1) OVER w AS s FROM readings"
                        + " WINDOW w AS (ORDER BY at RANGE BETWEEN INTERVAL '5' MINUTE PRECEDING AND CURRENT ROW)"
                        + " ~ SELECT SUM(power) FILTER (WHERE status = 1) OVER"
                        + " (ORDER BY at RANGE BETWEEN INTERVAL '5' MINUTE PRECEDING AND CURRENT ROW) AS s FROM readings",
                "SELECT facility, RANK() OVER w AS r FROM readings GROUP BY facility HAVING COUNT(*) > 1 WINDOW w AS (ORDER BY SUM(power))"
                        + " ~ SELECT facility, RANK() OVER (ORDER BY SUM(power)) AS r FROM readings GROUP BY facility HAVING COUNT(*) > 1",
                "SELECT n FROM (SELECT LAG(at) OVER w AS n FROM readings WINDOW w AS (ORDER BY power)) s"
                        + " ~ SELECT n FROM (SELECT LAG(at) OVER (ORDER BY power) AS n FROM readings) s",
            })
    void givesTheSamePlan(String named, String spelled) {
        assertThat(plans.explain(named)).isEqualTo(plans.explain(spelled));
    }

    @Test
    void aFrameIsForTheFunctionsThatHaveOne() {
        assertThat(plans.explain(
                        "SELECT SUM(power) OVER w AS s, ROW_NUMBER() OVER w AS n, LAG(at) OVER w AS l FROM readings"
                                + " WINDOW w AS (ORDER BY at ROWS 3 PRECEDING)"))
                .isEqualTo(plans.explain("SELECT SUM(power) OVER (ORDER BY at ROWS 3 PRECEDING) AS s,"
                        + " ROW_NUMBER() OVER (ORDER BY at) AS n, LAG(at) OVER (ORDER BY at) AS l FROM readings"));
    }

    @Test
    void columnsAndTablesMayBeCalledLikeItsWords() {
        assertThat(plans.plan("SELECT over.window, SUM(over.over) over FROM (SELECT facility AS window, status AS over"
                                + " FROM readings) over GROUP BY window ORDER BY window LIMIT 3")
                        .schema()
                        .names())
                .containsExactly("window", "over");
        assertThat(plans.plan("SELECT over.n FROM readings r JOIN (SELECT facility, COUNT(*) AS n FROM readings"
                                + " GROUP BY facility) over USING (facility)")
                        .schema()
                        .names())
                .containsExactly("n");
    }
}
