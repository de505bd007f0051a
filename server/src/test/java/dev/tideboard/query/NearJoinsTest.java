package dev.tideboard.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Joins of rows that are near each other in time. */
class NearJoinsTest {
    private static final long MINUTE = 60_000;
    private static final String PAIRS =
            "SELECT a.at, b.at AS other FROM readings a JOIN readings b ON a.facility = b.facility AND ";

    private final Plans plans = new Plans();

    @Test
    void meetTheRowsNearbyAndNotAllOfTheKey() {
        ViewRun run = plans.run(PAIRS + "b.at BETWEEN a.at - INTERVAL '1' MINUTE AND a.at + INTERVAL '1' MINUTE");

        run.put("readings", plans.readings(everyMinute(1_000))).tick();

        assertThat(run.rows()).hasSize(3 * 1_000 - 2);
        assertThat(run.rowsOfChange()).as("with a million pairs of one key").isLessThan(20_000);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            b.at BETWEEN a.at - INTERVAL '2' MINUTE AND a.at + INTERVAL '3' MINUTE | -2 | 3
            b.at > a.at AND b.at - INTERVAL '2' MINUTE < a.at                      |  1 | 1
            a.at >= b.at + INTERVAL '1' MINUTE AND b.at >= a.at - INTERVAL '4' MINUTE | -4 | -1
            b.at >= a.at + INTERVAL '5' MINUTE AND b.at <= a.at + INTERVAL '5' MINUTE |  5 | 5
            b.at BETWEEN a.at + INTERVAL '7' MINUTE AND a.at + INTERVAL '9' MINUTE |  7 | 9
            """)
    void takeExactlyThePairsThatTheirConditionsSay(String condition, int least, int most) {
        ViewRun run = plans.run(PAIRS + condition);
        run.put("readings", plans.readings(everyMinute(20))).tick();
        List<List<Object>> expected = new ArrayList<>();
        for (long one = 0; one < 20; one++) {
            for (long other = Math.max(0, one + least); other <= Math.min(19, one + most); other++) {
                expected.add(List.of(one * MINUTE, other * MINUTE));
            }
        }

        assertThat(run.rows()).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(plans.explain(PAIRS + condition)).contains("bucket");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "b.at > a.at",
                "b.at BETWEEN a.at + INTERVAL '2' MINUTE AND a.at - INTERVAL '2' MINUTE",
                "b.at <> a.at - INTERVAL '2' MINUTE",
                "b.status BETWEEN a.status - 1 AND a.status + 1"
            })
    void areJoinsAsEverWhereNothingIsNear(String condition) {
        assertThat(plans.explain(PAIRS + condition)).doesNotContain("bucket");
    }

    private static List<List<Object>> everyMinute(int count) {
        List<List<Object>> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(Plans.row("F", i * MINUTE, 1.0, 0.0, 0L));
        }
        return rows;
    }
}
