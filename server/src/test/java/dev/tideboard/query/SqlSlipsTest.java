package dev.tideboard.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideboard.data.Dictionary;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The slips of those who are new here: each is told at its place, with what to write instead. */
class SqlSlipsTest {
    /** Each SQL with its refusal behind. */
    private static final String SLIPS = """
            SELECT facility, NOW() AS n FROM readings
                1:18 NOW() is compared with a time by <, <=, >, >= or BETWEEN, in a condition of its own in WHERE, ON or HAVING, as in WHERE at > NOW() - INTERVAL '1' HOUR
            SELECT facility FROM readings WHERE at <> NOW()
                1:43 NOW() is compared with a time by <, <=, >, >= or BETWEEN, in a condition of its own in WHERE, ON or HAVING, as in WHERE at > NOW() - INTERVAL '1' HOUR; found <>
            SELECT facility FROM readings WHERE at > FLOOR(NOW() TO DAY)
                1:48 NOW() is compared with a time by <, <=, >, >= or BETWEEN, in a condition of its own in WHERE, ON or HAVING, as in WHERE at > NOW() - INTERVAL '1' HOUR
            SELECT facility FROM readings WHERE at > NOW() OR status = 1
                1:42 NOW() is compared with a time by <, <=, >, >= or BETWEEN, in a condition of its own in WHERE, ON or HAVING, as in WHERE at > NOW() - INTERVAL '1' HOUR; found it under OR
            SELECT id FROM sales WHERE day > NOW()
                1:28 > does not take DATE > TIMESTAMP; CAST one of them AS DATE or AS TIMESTAMP
            SELECT facility FROM readings WHERE at > NOW() - 5
                1:42 - does not take TIMESTAMP - INTEGER; a time moves by a span; write NOW() - INTERVAL '5' HOUR, or another unit
            SELECT facility FROM readings WHERE at > NOW() - 5 MINUTE
                1:50 a span of time is written INTERVAL '5' MINUTE
            SELECT facility FROM readings WHERE at > NOW() - '5 minutes'
                1:42 - does not take TIMESTAMP - VARCHAR; a time moves by a span; write INTERVAL '5' MINUTE
            SELECT SUM(power FROM readings
                1:11 this parenthesis of SUM is not closed before FROM; write ) there
            SELECT ROUND(SUM(power), 1 AS x FROM readings
                1:13 this parenthesis of ROUND is not closed before AS; write ) there
            SELECT facility FROM readings WHERE (power > 1 GROUP BY facility
                1:37 this parenthesis is not closed before GROUP; write ) there
            SELECT facility FROM readings WHERE (power > 1 ORDER BY facility LIMIT 5
                1:37 this parenthesis is not closed before ORDER; write ) there
            SELECT facility, COUNT(*) FILTER (WHERE power > 1 FROM readings GROUP BY facility
                1:34 this parenthesis of FILTER is not closed before FROM; write ) there
            SELECT facility, COUNT(*) FILTER (WHERE power > 1 AS c FROM readings GROUP BY facility
                1:34 this parenthesis of FILTER is not closed before AS; write ) there
            SELECT facility FROM (SELECT facility FROM readings WHERE (status = 1 GROUP BY facility) r
                1:59 this parenthesis is not closed before GROUP; write ) there
            SELECT CASE WHEN (status = 1 THEN 'a' END AS x FROM readings
                1:18 this parenthesis is not closed before THEN; write ) there
            SELECT AVG(power) FILTER (status = 1) AS n FROM readings
                1:27 unexpected status; FILTER is written FILTER (WHERE condition)
            SELECT LAG(power) OVER PARTITION BY facility AS n FROM readings
                1:24 OVER takes its words in parentheses; write OVER (PARTITION BY key ORDER BY time)
            SELECT facility FORM readings
                1:17 unexpected FORM; did you mean FROM?
            SELECT facility, power FORM readings WHERE status = 1
                1:24 unexpected FORM; did you mean FROM?
            SELCT facility FROM readings
                1:1 unexpected SELCT; did you mean SELECT?
            SELECT DISTINT facility FROM readings
                1:8 no column is called DISTINT; did you mean DISTINCT?
            SELECT facility FROM readings WEHRE status = 1
                1:31 unexpected WEHRE; did you mean WHERE?
            SELECT facility FROM readings GRUOP BY facility
                1:31 unexpected GRUOP; did you mean GROUP?
            SELECT facility FROM readings GROUPBY facility
                1:31 unexpected GROUPBY; did you mean GROUP BY?
            SELECT facility FROM readings GROUP YB facility
                1:37 unexpected YB; did you mean BY?
            SELECT facility FROM readings ODER BY at LIMIT 1
                1:31 unexpected ODER; did you mean ORDER?
            SELECT facility FROM readings ORDER BY at LIMT 1
                1:43 unexpected LIMT; did you mean LIMIT?
            SELECT facility FROM readings GROUP BY facility HAVNG COUNT(*) > 1
                1:49 unexpected HAVNG; did you mean HAVING?
            SELECT r.facility FROM readings r JION facilities f ON f.code = r.facility
                1:35 unexpected JION; did you mean JOIN?
            SELECT ROW_NUMBER() OVR (ORDER BY at) AS n FROM readings
                1:21 unexpected OVR; did you mean OVER?
            SELECT facility FROM readings WHERE power IS NUL
                1:46 unexpected NUL; did you mean NULL?
            SELECT facility FROM readings WHERE power BETWEEN 3 TO 5
                1:53 BETWEEN takes two values with AND between them, found TO behind the first; write power BETWEEN 3 AND 5
            SELECT facility FROM readings WHERE power BETWEEN 3, 5
                1:52 BETWEEN takes two values with AND between them, found , behind the first; write power BETWEEN 3 AND 5
            SELECT facility FROM readings WHERE power BETWEEN (3, 5)
                1:43 BETWEEN takes two values with AND between them; write power BETWEEN 3 AND 5
            SELECT facility FROM readings WHERE power IS NAN
                1:46 unexpected NAN behind IS; no value here is NaN or infinite, since what would become one fails the view; leave it out
            SELECT facility FROM readings WHERE power IS NOT INFINITY
                1:50 unexpected INFINITY behind IS NOT; no value here is NaN or infinite, since what would become one fails the view; leave it out
            SELECT facility FROM readings WHERE facility IS NOT 'BW01'
                1:53 unexpected 'BW01' behind IS NOT; write facility <> 'BW01'
            SELECT facility, COUNT(*) AS n FROM readings GROUP BY ROLLUP facility
                1:62 ROLLUP takes its columns in parentheses; write ROLLUP(facility)
            SELECT facility, COUNT(*) AS n FROM readings GROUP BY CUBE facility, status
                1:60 CUBE takes its columns in parentheses; write CUBE(facility)
            SELECT facility, COUNT(*) AS n FROM readings GROUP BY facility WITH ROLLUP
                1:64 WITH ROLLUP is written GROUP BY ROLLUP(facility)
            SELECT * EXCLUDE (power) FROM readings
                1:10 * EXCLUDE is not supported; list the columns in place of the *
            SELECT r.* REPLACE (power * 2 AS power) FROM readings r
                1:12 * REPLACE is not supported; list the columns in place of the *
            SELECT window_start FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(power), INTERVAL '5' MINUTE))
                1:66 TUMBLE takes a timestamp as its time, found power of type double; write DESCRIPTOR(at)
            SELECT window_start FROM TABLE(TUMBLE(TABLE sales, DESCRIPTOR(day), INTERVAL '5' MINUTE))
                1:63 TUMBLE takes a timestamp as its time, found day of type date; make one of it in a view, as in CAST(x AS TIMESTAMP) AS time
            SELECT window_start FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(ta), INTERVAL '5' MINUTE))
                1:66 no column is called ta; did you mean at?
            SELECT window_start FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR('at'), INTERVAL '5' MINUTE))
                1:66 DESCRIPTOR takes the name of a time column, without quotes; write DESCRIPTOR(at)
            SELECT window_start FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(at), 5))
                1:71 TUMBLE takes intervals as its lengths, found 5; write INTERVAL '5' MINUTE, or another unit
            SELECT facility FROM readings WHERE facility IN (SELECT code, region FROM facilities)
                1:57 IN (SELECT …) gives 2 columns, and 1 is compared with them; select 1, as in facility IN (SELECT key FROM …)
            SELECT facility FROM readings WHERE (facility, status) IN (SELECT code FROM facilities)
                1:67 IN (SELECT …) gives 1 column, and 2 are compared with it; select 2, as in (facility, status) IN (SELECT a, b FROM …)
            SELECT facility FROM readings WHERE facility IN (SELECT * FROM facilities)
                1:57 IN (SELECT …) gives 4 columns, and 1 is compared with them; select 1, as in facility IN (SELECT key FROM …)
            SELECT facility FROM readings WHERE status IN (SELECT code FROM facilities)
                1:37 cannot compare status of type int and code of type text; use CAST to convert one of them
            SELECT facility FROM readings WHERE facility IN ["BW01"]
                1:49 IN takes a list in parentheses, found [; write IN ('x', 'y')
            SELECT facility FROM readings WHERE NOT facility
                1:37 NOT takes a condition, found facility, of type VARCHAR; compare it, as in NOT facility = 'a'
            SELECT r.facility FROM readings r JOIN facilities f USING (facility)
                1:60 USING takes a column that both sides have, and f has none called facility; write ON r.facility = f.key
            SELECT r.facility FROM readings r JOIN facilities f USING (foo)
                1:60 USING takes a column that both sides have, and r and f have none called foo; write ON r.key = f.key
            SELECT r.facility FROM readings r JOIN facilities f r.facility = f.code
                1:53 JOIN without ON; write ON before r
            SELECT day + quantity AS d FROM sales
                1:8 + does not take DATE + INTEGER; a time moves by a span; write CAST(day AS TIMESTAMP) + quantity * INTERVAL '1' DAY, or another unit
            SELECT at - 60 AS d FROM readings
                1:8 - does not take TIMESTAMP - INTEGER; a time moves by a span; write at - INTERVAL '60' HOUR, or another unit
            SELECT at * 2 AS d FROM readings
                1:8 * does not take TIMESTAMP * INTEGER; times are moved by spans and subtracted: at + INTERVAL '5' MINUTE, or (a - b) SECOND
            SELECT x.power AS p FROM readings r JOIN facilities f ON f.code = r.facility
                1:8 nothing in this FROM is called x; there are f, r
            SELECT rr.power AS p FROM readings r
                1:8 nothing in this FROM is called rr; did you mean r?
            SELECT x.power AS p FROM (SELECT power FROM readings)
                1:8 nothing in this FROM is called x; give the rows of FROM a name behind them, or leave x. out
            SELECT f.power AS p FROM readings r JOIN facilities f ON f.code = r.facility
                1:10 f has no column power; did you mean r.power?
            SELECT x.foo AS p FROM (SELECT SUM(power) FROM readings) x
                1:10 x has no column foo; what a subquery computes is named by AS and a name behind it
            SELECT region FROM readings
                1:8 no column is called region in what FROM reads; facilities has one, to be read by JOIN
            WITH a AS (SELECT facility AS f, SUM(power) AS p FROM readings GROUP BY facility) SELECT a.power FROM a
                1:92 a has no column power; there are f, p
            SELECT code FROM facilities f WHERE EXISTS (SELECT 1 FROM readings r WHERE r.facility = f.kode)
                1:91 f has no column kode; did you mean code?
            SELECT facility FROM public.readings
                1:22 no table or view has a schema before its name, found public; write FROM readings
            SELECT facility, SUM(power) OVER (ORDER BY at) + SUM(emissions) OVER (ORDER BY at) AS x FROM readings
                1:18 cannot add SUM(power) OVER in MW and SUM(emissions) OVER in t; give each a column of its own
            SELECT facility, power - LAG(emissions) OVER (PARTITION BY facility ORDER BY at) AS x FROM readings
                1:18 cannot subtract power in MW and LAG(emissions) OVER in t; give each a column of its own
            SELECT MAD(power) AS x FROM readings
                1:8 function MAD is not supported; docs/sql.md lists those that are
            SELECT MODE(status) AS x FROM readings
                1:8 function MODE is not supported; docs/sql.md lists those that are
            SELECT AGV(power) AS x FROM readings
                1:8 function AGV is not supported; did you mean AVG?
            SELECT BOOL_OR(status = 1) AS x FROM readings
                1:8 function BOOL_OR is not supported; write COUNT(*) FILTER (WHERE condition) > 0
            SELECT rate(power) AS x FROM readings
                1:8 function rate is not supported; write (x - LAG(x) OVER (PARTITION BY key ORDER BY time)) / EXTRACT(EPOCH FROM (time - LAG(time) OVER (PARTITION BY key ORDER BY time)) SECOND)
            SELECT FROM_UNIXTIME(status) AS x FROM readings
                1:8 function FROM_UNIXTIME is not supported; write TIMESTAMP '1970-01-01 00:00:00' + x * INTERVAL '1' SECOND
            SELECT DATEADD(day, 1, at) AS x FROM readings
                1:16 function DATEADD is not supported; write t + INTERVAL '5' MINUTE
            SELECT SUM(status = 1) AS x FROM readings
                1:8 SUM does not take (BOOLEAN); count what holds by COUNT(*) FILTER (WHERE status = 1)
            SELECT UPPER(status) AS x FROM readings
                1:8 UPPER does not take (INTEGER); write CAST(status AS VARCHAR)
            SELECT FLOOR(at) AS x FROM readings
                1:8 FLOOR does not take (TIMESTAMP); a time is rounded to a unit; write FLOOR(at TO HOUR)
            SELECT FLOOR(facility) AS x FROM readings
                1:8 FLOOR does not take (VARCHAR); write CAST(facility AS DOUBLE)
            SELECT facility FROM readings WHERE 1 < power < 5
                1:37 < does not take BOOLEAN < INTEGER; a comparison gives a condition; write a < x AND x < b, or x BETWEEN a AND b
            SELECT FROM readings
                1:8 nothing stands between SELECT and FROM; name columns, or write *
            SELECT facility FROM readings WHERE status =
                1:44 something is missing at the end, behind =
            SELECT facility FROM readings WHERE AND status = 1
                1:37 unexpected AND behind WHERE; write a condition before it, or leave it out
            SELECT facility FROM readings WHERE facility = BW01
                1:48 no column is called BW01; there are at, emissions, facility, power, status; a text is written in single quotes: 'BW01'
            SELECT facility FROM readings WHERE facility = “BW01”
                1:48 “ is no quote of SQL; a text is written 'BW01', a name "name"
            SELECT facility FROM readings WHERE facility CONTAINS 'BW'
                1:46 unexpected CONTAINS behind facility; write facility LIKE '%BW%'
            SELECT facility FROM readings WHERE facility = ${region}
                1:48 a parameter is written :region, found $; declare it in params
            SELECT facility FROM readings WHERE power > 5MW
                1:45 a number is written without its unit; write 5, and the unit of the column
            SELECT CASE WHEN status = 1 'a' ELSE 'b' END AS x FROM readings
                1:29 WHEN without THEN before 'a'; write CASE WHEN condition THEN x ELSE y END
            SELECT CASE WHEN status = 1 THEN 'a' ELSEIF status = 2 THEN 'b' END AS x FROM readings
                1:38 ELSEIF is written WHEN, as in WHEN condition THEN x
            SELECT CAST(power, INT) AS x FROM readings
                1:8 CAST is written CAST(power AS INT)
            SELECT EXTRACT(HOUR, at) AS x FROM readings
                1:20 EXTRACT is written EXTRACT(HOUR FROM at)
            SELECT COUNT DISTINCT facility AS n FROM readings
                1:8 COUNT takes its arguments in parentheses; write COUNT(DISTINCT facility)
            SELECT power ^ 2 AS x FROM readings
                1:8 ^ is not supported; write POWER(x, n)
            SELECT facility FROM readings UNION facilities
                1:37 UNION takes a SELECT, found facilities; write SELECT * FROM facilities
            WITH x AS SELECT facility FROM readings SELECT * FROM x
                1:11 WITH is written WITH name AS (SELECT …) SELECT …
            SELECT AVG(power) OVER (ORDER BY at ROWS 5) AS n FROM readings
                1:37 ROWS is written ROWS 5 PRECEDING, or ROWS BETWEEN 5 PRECEDING AND CURRENT ROW
            """;

    private final Planner planner = new Planner(SqlDocument.read().tables().keySet(), new Dictionary());

    SqlSlipsTest() throws IOException {}

    static List<Refusal> slips() {
        return Refusal.read(SLIPS);
    }

    @ParameterizedTest
    @MethodSource("slips")
    void aSlipIsToldAtItsPlaceWithWhatToWrite(Refusal slip) {
        slip.check(planner);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ISNULL(power, 0)",
                "LEN(facility)",
                "CHARINDEX('W', facility)",
                "TO_CHAR(at, 'HH24')",
                "STRFTIME(at, '%H')",
                "STRING_AGG(facility, ',')",
                "DATE_BIN('5 minutes', at)",
                "DERIVATIVE(power)",
                "DELTA(power)",
                "AVG_OVER_TIME(power)",
                "QUANTILE(power, 0.9)",
                "EVERY(status = 1)",
                "IIF(status = 1, 'a', 'b')",
                "UNIX_TIMESTAMP(at)",
                "TIMEDIFF(at, at)",
                "GETDATE()",
                "CURRENT_DATE",
                "AGE(at)",
                "LOCF(power)",
                "TOPK(3, power)"
            })
    void aFunctionOfAnotherDatabaseHasAWayOut(String call) {
        assertThat(Refusal.of("SELECT " + call + " AS x FROM readings", planner))
                .message()
                .matches(".*; .*")
                .doesNotContain("docs/sql.md", "did you mean");
    }

    @ParameterizedTest
    @ValueSource(strings = {"MAD", "MODE", "SIN", "LPAD", "RAND", "TOP", "REGEXP_EXTRACT"})
    void whatAnotherDatabaseHasIsNoSlipOfSomethingElse(String function) {
        assertThat(Refusal.of("SELECT " + function + "(power) AS x FROM readings", planner))
                .hasMessageStartingWith("function " + function)
                .hasMessageNotContaining("did you mean");
    }

    @Test
    void aSlipOnALaterLineIsFoundByTheParserThatReadsOnBehindIt() {
        assertThat(Refusal.of("SELECT facility\nFROM readings\nWEHRE status = 1", planner))
                .isInstanceOfSatisfying(SqlException.class, e -> {
                    assertThat(e.line()).isEqualTo(3);
                    assertThat(e.column()).isEqualTo(1);
                });
    }

    @Test
    void aColumnThatIsLikeAKeywordIsNoSlip() {
        assertThat(Refusal.of("SELECT facility AS form, power AS limits FROM readings WHERE status == 1", planner))
                .hasMessage("== is written =");
    }
}
