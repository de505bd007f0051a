package dev.tideboard.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A column that USING or NATURAL joins by may be named without a table wherever columns are. */
class JoinsByNameTest {
    private static final List<List<Object>> READINGS =
            List.of(Plans.row("A", 60_000, 5.0, 1.0, 0), Plans.row("B", 120_000, 7.0, 1.0, 2));
    private static final List<List<Object>> FACILITIES =
            List.of(Plans.row("A", "NSW1", "coal", 9.0), Plans.row("C", "VIC1", "sun", 1.0));
    private static final String CODES = "(SELECT code AS facility, region, capacity AS power FROM facilities) f";

    private final Plans plans = new Plans();

    private List<List<Object>> rows(String sql) {
        return plans.rows(sql.replace("codes", CODES), READINGS, FACILITIES);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "SELECT facility FROM readings r JOIN codes USING (facility) JOIN facilities g ON g.code = facility WHERE facility <> 'B'"
                        + " ~ A",
                "SELECT facility FROM readings r JOIN codes USING (facility) JOIN readings s USING (facility) WHERE s.power > 1 ~ A",
                "SELECT region FROM readings r JOIN readings s ON s.at = r.at JOIN codes ON f.facility = r.facility"
                        + " JOIN (SELECT region FROM facilities) g USING (region) WHERE region LIKE 'N%' ~ NSW1",
                "SELECT UPPER(facility) AS x FROM readings r LEFT JOIN codes USING (facility) WHERE facility > 'A' ~ B",
                "SELECT facility FROM readings r RIGHT JOIN codes USING (facility) WHERE facility > 'A' ~ C",
                "SELECT facility FROM readings r FULL JOIN codes USING (facility) WHERE facility BETWEEN 'B' AND 'C' ~ B C",
                "SELECT facility FROM readings r FULL JOIN codes USING (facility) GROUP BY facility HAVING facility < 'C' ~ A B",
                "SELECT facility FROM readings r FULL JOIN codes USING (facility) GROUP BY ALL ORDER BY facility DESC LIMIT 2 ~ B C",
                "SELECT region FROM readings r FULL JOIN codes USING (facility) WHERE r.at IS NULL ORDER BY facility LIMIT 1 ~ VIC1",
                "SELECT facility FROM readings r FULL JOIN codes USING (facility) QUALIFY ROW_NUMBER() OVER (ORDER BY facility) = 3 ~ C",
                "SELECT facility FROM readings r FULL JOIN codes USING (facility) FULL JOIN (SELECT code AS facility FROM facilities) h"
                        + " USING (facility) WHERE facility > 'B' ~ C",
                "SELECT region FROM readings NATURAL JOIN (SELECT code AS facility, region FROM facilities) f WHERE facility = 'A' ~ NSW1",
                "SELECT facility FROM readings r FULL JOIN codes USING (facility) WHERE EXISTS (SELECT 1 FROM facilities"
                        + " WHERE code = facility) ~ A C",
                "SELECT facility FROM readings r JOIN readings s USING (facility) WHERE facility IN (SELECT facility FROM readings"
                        + " WHERE facility > 'A') ~ B",
                "WITH f AS (SELECT code AS facility FROM facilities) SELECT facility FROM readings JOIN f USING (facility)"
                        + " WHERE facility = 'A' ~ A",
                "SELECT facility FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(at), INTERVAL '1' MINUTE)) r JOIN codes"
                        + " USING (facility) WHERE facility = 'A' ~ A",
            })
    void isTheColumnOfTheSideThatHasIt(String sql, String expected) {
        assertThat(rows(sql).stream().map(row -> row.getFirst().toString()).sorted())
                .containsExactly(expected.split(" "));
    }

    @Test
    void aStarGivesItOnceAndFirst() {
        assertThat(plans.plan("SELECT * FROM facilities RIGHT JOIN (SELECT region, COUNT(*) AS n FROM facilities"
                                + " GROUP BY region) r USING (region)")
                        .schema()
                        .names())
                .containsExactly("region", "code", "fuel", "capacity", "n");
    }

    @Test
    void aStarOfAJoinInsideIsKnownOutside() {
        String inner =
                "WITH s AS (SELECT * FROM readings NATURAL JOIN (SELECT code AS facility, fuel FROM facilities) f)";
        String joined =
                "SELECT * FROM s JOIN (SELECT facility, COUNT(*) AS n FROM readings GROUP BY facility) c USING (facility)";

        assertThat(plans.plan(inner + joined).schema().names())
                .containsExactly("facility", "at", "power", "emissions", "status", "fuel", "n");
        assertThat(plans.plan(inner.replace("s AS", "readings AS") + joined.replace("FROM s", "FROM readings"))
                        .schema()
                        .names())
                .containsExactly("facility", "at", "power", "emissions", "status", "fuel", "n");
    }

    @Test
    void itKeepsTheKeyThatAnEqualityKeeps() {
        String counts = "(SELECT facility, COUNT(*) AS n FROM readings GROUP BY facility) c";
        assertThat(plans.plan("SELECT facility, at, n FROM readings r LEFT JOIN " + counts + " USING (facility)")
                        .key())
                .containsExactly("facility", "at");
    }
}
