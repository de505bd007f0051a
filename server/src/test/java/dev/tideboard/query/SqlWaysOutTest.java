package dev.tideboard.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideboard.data.Dictionary;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused says where, what was found, and what to write instead. */
class SqlWaysOutTest {
    /** Each SQL with its refusal behind. */
    private static final String REFUSALS = """
            SELECT facility FROM readings WHERE at > NOW() - INTERVAL 5 MINUTE
                1:50 unexpected INTERVAL 5 MINUTE; write INTERVAL '5' MINUTE
            SELECT facility FROM readings WHERE at > NOW() - INTERVAL '5 minutes'
                1:50 unexpected INTERVAL '5 minutes'; write INTERVAL '5' MINUTE
            SELECT facility FROM readings WHERE at > NOW() - INTERVAL '5 minutes' MINUTE
                1:50 '5 minutes' is no number of MINUTE; write INTERVAL '5' MINUTE
            SELECT facility FROM readings WHERE at > NOW() - INTERVAL '5' MINUTES
                1:50 unexpected INTERVAL '5' MINUTES; write INTERVAL '5' MINUTE
            SELECT facility FROM readings WHERE at > NOW() - INTERVAL 'a while'
                1:50 unexpected INTERVAL 'a while'; a span is written INTERVAL '5' MINUTE, in one of SECOND, MINUTE, HOUR, DAY, WEEK, MONTH, QUARTER, YEAR
            SELECT f.facility FROM readings f ASOF JOIN readings r ON f.facility = r.facility
                1:35 ASOF JOIN without MATCH_CONDITION; write ASOF JOIN t MATCH_CONDITION a.time >= t.time ON a.key = t.key
            SELECT f.facility FROM readings f ASOF JOIN readings r USING (facility)
                1:40 ASOF JOIN without MATCH_CONDITION; write ASOF JOIN t MATCH_CONDITION a.time >= t.time ON a.key = t.key
            SELECT f.facility FROM readings f ASOF JOIN readings r MATCH_CONDITION f.at >= r.at
                1:35 ASOF JOIN without ON; say behind MATCH_CONDITION which columns are equal, as in ON a.key = t.key, or ON TRUE
            SELECT f.facility FROM readings f ASOF LEFT JOIN readings r MATCH_CONDITION f.at >= r.at ON f.facility = r.facility
                1:35 ASOF LEFT JOIN is written LEFT ASOF JOIN
            SELECT f.facility FROM readings f ASOF JOIN readings r MATCH_CONDITION f.at >= r.at ON UPPER(f.facility) = r.facility
                1:88 ON of an ASOF JOIN takes columns of both sides, joined by = and AND; compute others in a subquery before, also a column that a FULL JOIN merged
            SELECT f.facility FROM readings f ASOF JOIN readings r MATCH_CONDITION f.at = r.at ON f.facility = r.facility
                1:72 MATCH_CONDITION compares a time of each side; write a.time >= t.time, and compute others in a subquery
            SELECT facility FROM readings JOIN facilities
                1:31 JOIN without ON; say which columns are equal, as in JOIN t ON a.key = t.key
            SELECT facility, FROM readings
                1:16 nothing follows the comma before FROM; leave it out
            SELECT facility, COUNT(*) AS n FROM readings GROUP BY facility,
                1:63 nothing follows the comma; leave it out
            SELECT facility FROM readings WHERE at > CURRENT_DATE
                1:42 there is no CURRENT_DATE; the time is NOW(), in a condition such as at > NOW() - INTERVAL '1' DAY
            SELECT facility FROM readings WHERE at > NOW
                1:42 no column is called NOW; the time is written NOW()
            SELECT facility FROM readings WHERE at > TODAY()
                1:42 function TODAY is not supported; the time is NOW(), in a condition such as at > NOW() - INTERVAL '1' DAY
            SELECT at FROM readings r JOIN readings s ON r.facility = s.facility
                1:8 several tables of this query have a column at; say which, as in r.at or s.at
            SELECT readings.at FROM readings r
                1:8 readings is called r in this query; write r before the dot
            SELECT facility, power FROM readings GROUP BY facility
                1:18 power is neither in GROUP BY nor in an aggregate; add it to GROUP BY, or take MAX(power) or another aggregate of it
            SELECT * FROM readings GROUP BY facility
                1:8 * beside GROUP BY, which has no single readings.at; name the columns of GROUP BY, and aggregates of others such as MAX(x)
            SELECT facility FROM readings WHERE SUM(power) > 5
                1:37 an aggregate in WHERE, which sees single rows; write HAVING behind GROUP BY, or SUM(x) FILTER (WHERE …) to choose rows of an aggregate
            SELECT facility FROM readings GROUP BY SUM(power)
                1:40 an aggregate in GROUP BY, which sees single rows; aggregate in a subquery, and group that
            SELECT facility, SUM(MAX(power)) AS x FROM readings GROUP BY facility
                1:18 an aggregate of an aggregate; take the inner one in a subquery: SELECT MAX(x) AS x FROM (SELECT SUM(y) AS x FROM t GROUP BY key) s
            SELECT facility FROM readings WHERE ROW_NUMBER() OVER (ORDER BY at) = 1
                1:37 a function with OVER in WHERE; write QUALIFY in place of WHERE, as in QUALIFY ROW_NUMBER() OVER (…) = 1
            SELECT facility FROM readings GROUP BY facility HAVING ROW_NUMBER() OVER (ORDER BY facility) = 1
                1:56 a function with OVER in HAVING; write QUALIFY behind it, as in QUALIFY ROW_NUMBER() OVER (…) = 1
            SELECT facility FROM readings QUALIFY power > 3
                1:39 QUALIFY without a function with OVER; write WHERE, or HAVING behind GROUP BY
            SELECT LAG(power) AS x FROM readings
                1:8 a function of the rows around each one; write OVER (PARTITION BY key ORDER BY time) behind it
            SELECT RUOND(power) AS x FROM readings
                1:8 function RUOND is not supported; did you mean ROUND?
            SELECT FOOBARBAZ(power) AS x FROM readings
                1:8 function FOOBARBAZ is not supported; docs/sql.md lists those that are
            SELECT STRING_AGG(facility, ',') AS x FROM readings
                1:8 function STRING_AGG is not supported; no aggregate puts the texts of rows together; select the rows, or MIN(x) and MAX(x)
            SELECT TIME_BUCKET(INTERVAL '5' MINUTE, at) AS x FROM readings
                1:8 function TIME_BUCKET is not supported; a window is written FROM TABLE(TUMBLE(TABLE t, DESCRIPTOR(time), INTERVAL '5' MINUTE)), and GROUP BY window_start
            SELECT CONVERT(power, INTEGER) AS x FROM readings
                1:8 function CONVERT is not supported; write CAST(x AS INTEGER), or another type
            SELECT ROUND(power, 1, 2) AS x FROM readings
                1:8 ROUND does not take 3 arguments; it is written ROUND(x[, digits])
            SELECT IFNULL(power) AS x FROM readings
                1:8 IFNULL does not take 1 arguments; it is written IFNULL(x, otherwise)
            SELECT SUBSTRING(facility) AS x FROM readings
                1:26 SUBSTRING without a place; write SUBSTRING(x FROM 1 FOR n)
            SELECT DATE_TRUNC('week', at) AS x FROM readings
                1:8 FLOOR does not know WEEK; use SECOND, MINUTE, HOUR, DAY, MONTH, QUARTER, YEAR
            SELECT DATE_TRUNC('fortnight', at) AS x FROM readings
                1:19 DATE_TRUNC does not know 'FORTNIGHT'; use one of SECOND, MINUTE, HOUR, DAY, MONTH, QUARTER, YEAR
            SELECT EXTRACT('hour' FROM at) AS x FROM readings
                1:16 EXTRACT is written EXTRACT(HOUR FROM t), its part without quotes
            SELECT EXTRACT(HOURS FROM at) AS x FROM readings
                1:16 no part of a time is called HOURS; did you mean HOUR?
            SELECT FLOOR(at, 'hour') AS x FROM readings
                1:18 FLOOR is written FLOOR(t TO HOUR)
            SELECT FLOOR(at TO 5 MINUTE) AS x FROM readings
                1:20 FLOOR goes to one unit, found 5; windows of several are TABLE(TUMBLE(TABLE t, DESCRIPTOR(time), INTERVAL '5' MINUTE))
            SELECT window_start FROM TABLE(TUMBLE(readings, DESCRIPTOR(at), INTERVAL '5' MINUTE))
                1:39 unexpected readings in TUMBLE; write TUMBLE(TABLE t, DESCRIPTOR(time), size[, offset][, 'zone'])
            SELECT facility FROM readings WHERE facility = 5
                1:48 cannot compare facility, a text, with 5 of type int; write '5' in quotes, or CAST the text
            SELECT facility FROM readings WHERE status = '5'
                1:46 cannot compare '5', a text, with status of type int; write 5 without quotes
            SELECT facility FROM readings WHERE status IN (1, '5')
                1:51 IN takes values of one type, found '5' beside 1; write texts in quotes and numbers without
            SELECT facility FROM readings WHERE facility > status + 1
                1:37 cannot compare facility, a text, with (status + 1) of type int; use CAST to convert one of them
            SELECT facility + 1 AS x FROM readings
                1:8 + does not take VARCHAR + INTEGER; texts are joined by ||, and CAST(x AS DOUBLE) makes a number of one
            SELECT facility FROM readings WHERE status = 1 || status = 2
                1:46 || does not take INTEGER || INTEGER; it joins texts: CAST others AS VARCHAR; between conditions write OR
            SELECT facility FROM readings WHERE status
                1:37 WHERE takes a condition, found a value; compare it, as in x = 1
            SELECT facility FROM readings WHERE facility = "BW01"
                1:48 no column is called BW01; a text is written in single quotes: 'BW01'
            SELECT facility FROM readings WHERE facility IN 'BW01'
                1:49 IN takes a list in parentheses; write IN ('BW01')
            SELECT facility FROM readings WHERE facility ~ 'BW.*'
                1:46 ~ is not supported; write LIKE, with % for any text and _ for a character
            SELECT facility FROM readings WHERE facility ILIKE LOWER(facility)
                1:46 ILIKE takes a constant text and no ESCAPE; write LOWER(x) LIKE and a pattern in lower case
            SELECT facility FROM readings ORDER BY at LIMIT :least
                1:43 LIMIT takes a whole number, found :least; write LIMIT 10
            SELECT facility FROM readings ORDER BY at LIMIT 5, 10
                1:43 LIMIT takes one whole number; rows at the start of the order cannot be skipped, so write LIMIT 5
            SELECT facility FROM readings ORDER BY at LIMIT 5 OFFSET 10
                1:58 OFFSET is not supported in a view; leave it out
            SELECT facility FROM readings ORDER BY at LIMIT 0
                1:49 LIMIT takes a whole number from 1 to 100000, found 0
            SELECT facility FROM readings ORDER BY at LIMIT 2.5
                1:49 LIMIT takes a whole number from 1 to 100000, found 2.5
            SELECT facility FROM readings LIMIT 5 WHERE status = 1
                1:39 WHERE stands before LIMIT; move it there
            SELECT TOP 5 facility FROM readings
                1:8 TOP 5 is written at the end, as ORDER BY column LIMIT 5
            SELECT DISTINCT ON (facility) facility, power FROM readings
                1:8 DISTINCT ON is not supported; write QUALIFY ROW_NUMBER() OVER (PARTITION BY key ORDER BY time) = 1
            SELECT `facility` FROM readings
                1:8 `facility` is written "facility", or without quotes
            SELECT [facility] FROM readings
                1:8 [facility] is written "facility", or without quotes
            SELECT from FROM readings
                1:8 unexpected from; it is a reserved word: a column of this name is written "from", or behind a dot as in t.from
            SELECT facility FROM readings WHERE status == 1
                1:44 == is written =
            SELECT facility FROM readings WHERE status = 1 && power > 5
                1:48 && is written AND
            SELECT facility FROM readings WHERE !(status = 1)
                1:37 ! is written NOT
            SELECT facility FROM readings GROUP facility
                1:31 GROUP is followed by BY; write GROUP BY facility
            SELECT CASE WHEN status = 1 THEN 'a' AS x FROM readings
                1:8 CASE without END; write CASE WHEN condition THEN x ELSE y END
            SELECT facility FROM readings WHERE
                1:31 something is missing at the end, behind WHERE
            SELECT facility FROM readings WHERE (status = 1
                1:37 this parenthesis is not closed; write ) behind what belongs in it
            SELECT facility FROM readings WHERE status = 1)
                1:47 this parenthesis closes none; leave it out
            SELECT facility FROM readings WHERE facility = 'abc
                1:48 what is in quotes from here on has no end; close it with '
            SELECT facility FROM readings; SELECT facility FROM readings
                1:30 a view is one SELECT; leave out what follows the semicolon
            INSERT INTO readings VALUES (1)
                1:1 a view is a SELECT, found INSERT
            SELECT power::json AS x FROM readings
                1:15 CAST knows no json; use VARCHAR, INTEGER, BIGINT, DOUBLE, DECIMAL(18, 2), BOOLEAN, DATE or TIMESTAMP
            SELECT CASE WHEN status = 1 THEN 'a' ELSE 0 END AS x FROM readings
                1:8 CASE gives values of different types; use CAST to make them one
            SELECT COALESCE(power, 'none') AS x FROM readings
                1:8 COALESCE takes values of one type, found DOUBLE, VARCHAR; use CAST to convert
            SELECT facility FROM readings UNION SELECT facility, power FROM readings
                1:44 the SELECTs of UNION have different numbers of columns; give each the same columns
            SELECT facility FROM readings UNION ALL SELECT power FROM readings
                1:8 column 1 of UNION ALL is of different types; CAST one of them
            SELECT facility FROM readings WHERE at > 'yesterday'
                1:42 'yesterday' is no timestamp; a time is written TIMESTAMP '2026-11-22 02:00:00', in UTC
            SELECT id FROM sales WHERE day = '2026-1-32'
                1:34 '2026-1-32' is no date; a date is written DATE '2026-11-22'
            SELECT id FROM sales WHERE day BETWEEN DATE '2026-01-01' AND '2026-02-30'
                1:62 '2026-02-30' is no date; a date is written DATE '2026-11-22'
            SELECT id FROM sales WHERE day IN ('2026-01-31', '2026-01-32')
                1:50 '2026-01-32' is no date; a date is written DATE '2026-11-22'
            SELECT id FROM sales WHERE CAST('2026-02-30' AS DATE) = day
                1:33 '2026-02-30' is no date; a date is written DATE '2026-11-22'
            SELECT id FROM sales WHERE day = DATE '2026-02-30'
                1:34 '2026-02-30' is no date; a date is written DATE '2026-11-22'
            SELECT id FROM sales WHERE took > '90 s'
                1:35 cannot compare '90 s', a text, with took of type interval; write INTERVAL '90' SECOND
            SELECT FLOOR(at AT TIME ZONE :least TO DAY) AS x FROM readings
                1:30 a time zone is a text, parameter :least is double; declare it as text
            SELECT facility FROM readings WHERE at > NOW() - INTERVAL :least MINUTE
                1:59 INTERVAL takes a constant, found :least; write INTERVAL '5' MINUTE
            SELECT facility FROM readings r JOIN facilities f ON r.facility = f.code WHERE code ILIKE 'a%' OR region IS ambiguous
                1:109 unexpected ambiguous behind IS; write IS NULL, IS TRUE, IS FALSE or IS DISTINCT FROM x, also with NOT
            SELECT facility FROM readings WHERE at > '2026-01-01' - INTERVAL '1' DAY
                1:42 - does not take VARCHAR - INTERVAL; a constant time is written TIMESTAMP '2026-11-22 02:00:00', a constant span INTERVAL '30' SECOND
            SELECT facility, LAST(power, at) AS x FROM readings GROUP BY facility
                1:18 function LAST is not supported; write LAST_VALUE(x) WITHIN GROUP (ORDER BY time)
            SELECT facility FROM readings WHERE power => 5
                1:43 => is written >=
            SELECT facility FROM readings WHERE power =< 5
                1:43 =< is written <=
            SELECT facility FROM readings WHERE power <> NULL
                1:46 <> NULL is never true; write IS NOT NULL
            SELECT CASE WHEN power = NULL THEN 1 ELSE 0 END AS x FROM readings
                1:26 = NULL is never true; write IS NULL
            SELECT COUNT(*) FILTER (WHERE NOT (status <> NULL)) AS n FROM readings
                1:46 <> NULL is never true; write IS NOT NULL
            SELECT f.region FROM readings r JOIN facilities f ON f.code = r.facility AND NULL = f.region
                1:78 = NULL is never true; write IS NULL
            SELECT facility FROM readings GROUP BY facility HAVING MAX(power) >= NULL
                1:70 >= NULL is never true; write a value, or IS NULL
            SELECT facility FROM readings WHERE power BETWEEN NULL AND 5
                1:51 BETWEEN compares with NULL, which is never true; write one comparison, such as x >= 5
            SELECT facility FROM readings WHERE facility IN ('BW01', NULL)
                1:58 IN finds no null; leave NULL out, and write OR … IS NULL
            SELECT facility FROM readings WHERE facility NOT IN ('BW01', NULL)
                1:62 NOT IN with NULL is never true; leave NULL out, and write AND … IS NOT NULL
            SELECT facility FROM readings WHERE facility NOT LIKE NULL
                1:55 NOT LIKE NULL is never true; write a value, or IS NULL
            SELECT * FROM TABLE(HOP(TABLE readings, DESCRIPTOR(at), INTERVAL '10' MINUTE, INTERVAL '5' MINUTE))
                1:15 HOP every 10 minutes of 5 minutes leaves out the rows between its windows; the slide comes first, then the size, which is at least as long
            SELECT * FROM TABLE(HOP(TABLE readings, DESCRIPTOR(at), INTERVAL '1' MONTH, INTERVAL '30' DAY))
                1:15 HOP every 1 month of 30 days leaves out the rows between its windows; the slide comes first, then the size, which is at least as long
            SELECT facility, COUNT(*) OVER x AS n FROM readings WINDOW w AS (ORDER BY at)
                1:32 no window is called x; there is w
            SELECT facility, COUNT(*) OVER w AS n FROM readings
                1:32 no window is called w; write WINDOW w AS (…) behind HAVING
            SELECT COUNT(*) OVER (w PARTITION BY at) AS n FROM readings WINDOW w AS (PARTITION BY facility)
                1:25 window w says the partition; leave PARTITION BY out here
            SELECT COUNT(*) OVER (w ORDER BY at) AS n FROM readings WINDOW w AS (PARTITION BY facility ORDER BY at)
                1:25 window w has an order; leave ORDER BY out here
            SELECT COUNT(*) OVER (w) AS n FROM readings WINDOW w AS (ORDER BY at ROWS 1 PRECEDING)
                1:23 window w has a frame; write OVER w
            SELECT COUNT(*) OVER w AS n FROM readings WINDOW w AS (ORDER BY at), w AS (ORDER BY power)
                1:70 two windows are called w; rename one
            SELECT * FROM readings GROUP BY ALL
                1:8 GROUP BY ALL takes named columns; write SELECT DISTINCT *
            SELECT LAST(power) AS p FROM readings
                1:8 LAST does not say of which order; write LAST(x ORDER BY time)
            SELECT power FROM readings NATURAL JOIN facilities
                1:36 NATURAL JOIN of sides that have no column of one name; write JOIN … ON with equal columns
            SELECT facility FROM readings WHERE at > 2026-01-01
                1:37 > does not take TIMESTAMP > INTEGER; a constant is written TIMESTAMP '2026-11-22 02:00:00'
            SELECT facility FROM readings # comment
                1:31 # is no comment; write -- before what is one
            SELECT facility FROM readings WHERE power > 1,5
                1:45 1,5 is two numbers; a fraction is written 1.5
            SELECT facility FROM readings WHERE facility IN ()
                1:49 IN takes at least one value, found none; write IN ('x')
            SELECT facility AS name FROM readings WHERE name = 'x'
                1:45 no column is called name here; it is what SELECT gives, so write what stands before its AS, or use a subquery
            SELECT COUNT(*) AS n, facility FROM readings GROUP BY 3
                1:55 there is no such column in SELECT; name it, or count from 1
            SELECT facility FROM readings WHERE facility = 'a' AND WHERE status = 1
                1:56 unexpected WHERE behind AND; write a condition there
            SELECT facility FROM readings WHERE NOT status
                1:37 NOT takes a condition, found status, of type INTEGER; compare it, as in NOT status = 1
            SELECT day + 1 AS x FROM sales
                1:8 + does not take DATE + INTEGER; a time moves by a span; write day + INTERVAL '1' DAY, or another unit
            SELECT window_start, COUNT(*) AS n FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(time), INTERVAL '5' MINUTE)) GROUP BY window_start
                1:81 no column is called time; there are at, emissions, facility, power, status
            SELECT window_start, COUNT(*) AS n FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(power), INTERVAL '5' MINUTE)) GROUP BY window_start
                1:81 TUMBLE takes a timestamp as its time, found power of type double; write DESCRIPTOR(at)
            """;

    private final Planner planner = new Planner(SqlDocument.read().tables().keySet(), new Dictionary());

    SqlWaysOutTest() throws IOException {}

    static List<Refusal> refusals() {
        return Refusal.read(REFUSALS);
    }

    private Throwable refusal(String sql) {
        return Refusal.of(sql, planner);
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void aRefusalNamesThePlaceAndTheWayOut(Refusal expected) {
        expected.check(planner);
    }

    @ParameterizedTest
    @ValueSource(strings = {"MAD(power)", "CORR(power, status)", "power ?? 1"})
    void anotherEngineMayKnowMoreOfWhatNothingIsKnownOf(String expression) {
        assertThat(refusal("SELECT " + expression + " AS x FROM readings"))
                .isInstanceOfSatisfying(
                        SqlException.class, e -> assertThat(e.isUnsupported()).isTrue());
    }

    @Test
    void noOtherEngineIsAskedWhatIsOnlySpelledOtherwise() {
        assertThat(List.of(
                        "SELECT facility, FROM readings",
                        "SELECT facility FROM readings WHERE at > NOW() - INTERVAL 5 MINUTE",
                        "SELECT facility FROM readings WHERE status == 1",
                        "SELECT `facility` FROM readings"))
                .allSatisfy(sql -> assertThat(refusal(sql))
                        .isInstanceOfSatisfying(
                                SqlException.class,
                                e -> assertThat(e.isUnsupported()).isFalse()));
    }

    @Test
    void aSlipOnALaterLineIsNamedThere() {
        assertThat(refusal("SELECT facility\nFROM readings\nWHERE at > 'today'"))
                .isInstanceOfSatisfying(SqlException.class, e -> {
                    assertThat(e.line()).isEqualTo(3);
                    assertThat(e.column()).isEqualTo(12);
                });
    }
}
