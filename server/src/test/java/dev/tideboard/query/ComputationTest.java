package dev.tideboard.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideboard.engine.Binding;
import dev.tideboard.engine.Circuit;
import dev.tideboard.engine.SharingCircuits;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is the same to two views, and what is not. */
class ComputationTest {
    private final Plans plans = new Plans();
    private final SharingCircuits circuits = new SharingCircuits();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT facility, SUM(power) AS p FROM readings GROUP BY facility"
                        + " | SELECT facility AS f, SUM(power) AS s FROM readings GROUP BY facility",
                "SELECT r.facility, f.region FROM readings r JOIN facilities f ON f.code = r.facility"
                        + " | SELECT a.facility AS b, c.region AS d FROM readings a JOIN facilities c ON a.facility = c.code",
                "SELECT facility, MAX(power * 2) AS m FROM readings WHERE facility LIKE 'A%' GROUP BY facility"
                        + " | SELECT x.facility, MAX(x.power * 2) AS n FROM readings x WHERE x.facility LIKE 'A%' GROUP BY facility",
                "SELECT * FROM readings ORDER BY at LIMIT 3 | SELECT r.* FROM readings r ORDER BY r.at LIMIT 3",
                "SELECT facility, at FROM readings WHERE at > NOW() - INTERVAL '5' MINUTE"
                        + " | SELECT t.facility, t.at AS time FROM readings t WHERE t.at > NOW() - INTERVAL '5' MINUTE"
            })
    void namesMakeNoDifference(String one, String other) {
        Circuit first = join(one);
        Circuit second = join(other);

        assertThat(first.stateBytes()).isPositive();
        assertThat(second.stateBytes()).as("counted for the first").isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT facility, SUM(power) AS p FROM readings GROUP BY facility"
                        + " | SELECT facility, SUM(emissions) AS p FROM readings GROUP BY facility",
                "SELECT facility, SUM(power) AS p FROM readings GROUP BY facility"
                        + " | SELECT facility, AVG(power) AS p FROM readings GROUP BY facility",
                "SELECT * FROM readings ORDER BY at DESC LIMIT 3 | SELECT * FROM readings ORDER BY at DESC LIMIT 4",
                "SELECT * FROM readings ORDER BY at DESC LIMIT 3 | SELECT * FROM readings ORDER BY at LIMIT 3",
                "SELECT facility FROM readings WHERE power > 3 | SELECT facility FROM readings WHERE power >= 3",
                "SELECT facility FROM readings WHERE facility LIKE 'A%' | SELECT facility FROM readings WHERE facility LIKE 'B%'",
                "SELECT r.power, s.status FROM readings r JOIN readings s ON r.facility = s.facility"
                        + " | SELECT r.power, s.status FROM readings r LEFT JOIN readings s ON r.facility = s.facility",
                "SELECT facility, at FROM readings WHERE at > NOW() - INTERVAL '5' MINUTE"
                        + " | SELECT facility, at FROM readings WHERE at > NOW() - INTERVAL '6' MINUTE",
                "SELECT * FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(at), INTERVAL '1' HOUR))"
                        + " | SELECT * FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(at), INTERVAL '2' HOUR))",
                "SELECT r.power, s.status FROM readings r ASOF JOIN readings s MATCH_CONDITION r.at > s.at ON r.facility = s.facility"
                        + " | SELECT r.power, s.status FROM readings r ASOF JOIN readings s MATCH_CONDITION r.at >= s.at"
                        + " ON r.facility = s.facility"
            })
    void whatTheRowsDependOnDoes(String one, String other) {
        var _ = join(one);
        int alone = circuits.running();
        var _ = join(other);

        assertThat(circuits.running()).isGreaterThan(alone);
    }

    private Circuit join(String sql) {
        return circuits.join(plans.plan(sql).instantiate(Binding.NONE));
    }
}
