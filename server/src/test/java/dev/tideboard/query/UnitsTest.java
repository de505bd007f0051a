package dev.tideboard.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tideboard.data.ColumnSchema;
import dev.tideboard.engine.ViewPlan;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnitsTest {
    /** An expression over readings and the unit it has. */
    static final List<String> EXPRESSIONS = List.of(
            "power + 1                                              | MW",
            "1 - power                                              | MW",
            "-power                                                 | MW",
            "+power                                                 | MW",
            "CAST(power AS INTEGER) % 7                             | MW",
            "MOD(CAST(power AS INTEGER), 7)                         | MW",
            "power / 12                                             | MW",
            "status * power                                         | MW",
            "power * emissions                                      | MW·t",
            "power * emissions + emissions * power                  | MW·t",
            "power * power                                          | MW²",
            "power * power / power                                  | MW",
            "emissions / power                                      | t/MW",
            "emissions / power * power                              | t",
            "emissions / power / power                              | t/MW²",
            "1 / power                                              | 1/MW",
            "power / power                                          | ''",
            "ABS(power)                                             | MW",
            "SIGN(power)                                            | ''",
            "ROUND(power, 1)                                        | MW",
            "FLOOR(power)                                           | MW",
            "CEIL(power)                                            | MW",
            "SQRT(power)                                            | ''",
            "SQRT(power * power)                                    | MW",
            "SQRT(power * emissions)                                | ''",
            "SQRT(power * power / emissions / emissions)            | MW/t",
            "POWER(power, 2)                                        | MW²",
            "POWER(power, 2.0)                                      | MW²",
            "POW(power, 3)                                          | MW³",
            "POWER(power, 1)                                        | MW",
            "POWER(power, 0)                                        | ''",
            "POWER(power * power, 0.5)                              | MW",
            "POWER(power, 0.5)                                      | ''",
            "POWER(power, 1.5)                                      | ''",
            "POWER(power, status)                                   | ''",
            "POWER(power, 1000)                                     | ''",
            "POWER(2, power)                                        | ''",
            "EXP(power)                                             | ''",
            "LN(power)                                              | ''",
            "CASE WHEN status = 0 THEN power END                    | MW",
            "CASE WHEN status = 0 THEN 0 ELSE power END             | MW",
            "CASE WHEN status = 0 THEN NULL ELSE power * power END  | MW²",
            "IF(status = 0, power, 0)                               | MW",
            "COALESCE(power, 0)                                     | MW",
            "COALESCE(CAST(NULL AS DOUBLE), power)                  | MW",
            "IFNULL(power, 0)                                       | MW",
            "NVL(power, 0)                                          | MW",
            "NULLIF(power, 0)                                       | MW",
            "emissions / NULLIF(power, 0)                           | t/MW",
            "GREATEST(power, 0)                                     | MW",
            "LEAST(0, power)                                        | MW",
            "CAST(power AS INTEGER)                                 | MW",
            "CAST(power AS DECIMAL(10, 2))                          | MW",
            "power::double                                          | MW",
            "CAST(power AS VARCHAR)                                 | ''",
            "CAST(CAST(power AS VARCHAR) AS DOUBLE)                 | ''",
            "UPPER(CAST(power AS VARCHAR))                          | ''",
            "LOWER(CAST(power AS VARCHAR))                          | ''",
            "TRIM(CAST(power AS VARCHAR))                           | ''",
            "SUBSTRING(CAST(power AS VARCHAR) FROM 2)               | ''",
            "SUBSTR(CAST(power AS VARCHAR), 2)                      | ''",
            "CHAR_LENGTH(CAST(power AS VARCHAR))                    | ''",
            "CHARACTER_LENGTH(CAST(power AS VARCHAR))               | ''",
            "LENGTH(CAST(power AS VARCHAR))                         | ''",
            "CAST(power AS VARCHAR) ILIKE '1%'                      | ''",
            "EXTRACT(HOUR FROM at)                                  | ''",
            "EXTRACT(EPOCH FROM (at - at) SECOND)                   | ''",
            "DATE_PART('hour', at)                                  | ''",
            "DATE_TRUNC('hour', at)                                 | ''",
            "power > 5                                              | ''",
            "power IN (1, 2)                                        | ''",
            "power IS NULL                                          | ''",
            "COUNT(power)                                           | ''",
            "COUNT(*)                                               | ''",
            "COUNT(DISTINCT power)                                  | ''",
            "APPROX_COUNT_DISTINCT(power)                           | ''",
            "SUM(power)                                             | MW",
            "SUM(power) FILTER (WHERE status = 0)                   | MW",
            "AVG(power)                                             | MW",
            "MIN(power)                                             | MW",
            "MAX(power)                                             | MW",
            "ARG_MIN(power, emissions)                              | MW",
            "ARG_MAX(power, emissions)                              | MW",
            "MIN_BY(power, emissions)                               | MW",
            "MAX_BY(power, at)                                      | MW",
            "STDDEV(power)                                          | MW",
            "STDDEV_POP(power)                                      | MW",
            "STDDEV_SAMP(power)                                     | MW",
            "VARIANCE(power)                                        | MW²",
            "VAR_POP(power)                                         | MW²",
            "VAR_SAMP(power)                                        | MW²",
            "VAR_POP(emissions / power)                             | t²/MW²",
            "SQRT(VAR_POP(power))                                   | MW",
            "VAR_POP(power) / AVG(power)                            | MW",
            "VAR_POP(power) + AVG(power * power)                    | MW²",
            "FIRST_VALUE(power) WITHIN GROUP (ORDER BY at)          | MW",
            "LAST_VALUE(power) WITHIN GROUP (ORDER BY at)           | MW",
            "PERCENTILE_CONT(0.9) WITHIN GROUP (ORDER BY power)     | MW",
            "PERCENTILE_DISC(0.9) WITHIN GROUP (ORDER BY power)     | MW",
            "QUANTILE_CONT(power, 0.9)                              | MW",
            "QUANTILE_DISC(power, 0.9)                              | MW",
            "APPROX_PERCENTILE(power, 0.9)                          | MW",
            "APPROX_QUANTILE(power, 0.9)                            | MW",
            "HOURS(INTERVAL '1' HOUR)                               | h",
            "power * HOURS((at - at) SECOND)                        | MWh",
            "SUM(emissions / power * power * HOURS((at - at) DAY))  | t·h",
            "MEDIAN(power)                                          | MW",
            "FIRST(power ORDER BY at)                               | MW",
            "LAST(power ORDER BY at)                                | MW",
            "SUM(power) / SUM(power)                                | ''",
            "AVG(emissions / power * power) / AVG(power)            | t/MW",
            "LAG(power) OVER (ORDER BY at)                          | MW",
            "LEAD(power, 2, 0) OVER (ORDER BY at)                   | MW",
            "FIRST_VALUE(power) OVER (ORDER BY at)                  | MW",
            "LAST_VALUE(power) OVER (ORDER BY at)                   | MW",
            "SUM(power) OVER (ORDER BY at)                          | MW",
            "AVG(power * power) OVER (ORDER BY at)                  | MW²",
            "MIN(power) OVER ()                                     | MW",
            "MAX(power) FILTER (WHERE status = 0) OVER ()           | MW",
            "COUNT(power) OVER ()                                   | ''",
            "ROW_NUMBER() OVER (ORDER BY power)                     | ''",
            "RANK() OVER (ORDER BY power)                           | ''",
            "DENSE_RANK() OVER (ORDER BY power)                     | ''");

    /** Functions that give rows, stand only in a condition or are no function of a number. */
    private static final Set<String> ELSEWHERE = Set.of(
            "AT TIME ZONE",
            "TUMBLE",
            "HOP",
            "NOW",
            "GROUPING",
            "EXISTS",
            "DEFAULT",
            "ROW",
            "ROLLUP",
            "CUBE",
            "GROUPING SETS");

    private static final Pattern WORD = Pattern.compile("[^A-Z_]+");

    private final Plans plans = new Plans();

    private String unit(String expression) {
        return units("SELECT " + expression + " AS x FROM readings").getFirst();
    }

    private List<String> units(String sql) {
        ViewPlan plan = plans.plan(sql);
        return plan.schema().columns().stream()
                .map(ColumnSchema::unit)
                .map(unit -> unit.symbol())
                .toList();
    }

    @ParameterizedTest
    @FieldSource("EXPRESSIONS")
    void followThroughExpressions(String line) {
        String[] parts = line.split("\\|", -1);
        assertThat(unit(parts[0].strip())).isEqualTo(parts[1].strip().replace("''", ""));
    }

    @Test
    void areKnownOfEveryFunctionThereIs() {
        Set<String> used = EXPRESSIONS.stream()
                .flatMap(line -> WORD.splitAsStream(line.substring(0, line.indexOf('|'))))
                .collect(Collectors.toCollection(TreeSet::new));
        Collection<String> without = new TreeSet<>(SqlFunctions.names());
        without.removeAll(used);
        without.removeAll(ELSEWHERE);
        assertThat(without).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT power AS x FROM readings UNION ALL SELECT power * 2 FROM readings          | MW",
                "SELECT power AS x FROM readings UNION ALL SELECT capacity FROM facilities         | MW",
                "SELECT capacity AS x FROM facilities UNION SELECT power FROM readings             | MW",
                "SELECT 0 AS x FROM readings UNION ALL SELECT emissions FROM readings              | t",
                "SELECT CAST(NULL AS DOUBLE) AS x FROM readings UNION ALL SELECT power FROM readings | MW",
                "SELECT capacity AS x FROM facilities UNION ALL SELECT 1.5 FROM facilities         | ''",
                "SELECT capacity AS x FROM facilities INTERSECT SELECT power FROM readings         | MW",
                "SELECT power AS x FROM readings EXCEPT SELECT capacity FROM facilities            | MW",
                "SELECT power AS x FROM readings UNION ALL SELECT 1 FROM readings UNION ALL SELECT power FROM readings | MW",
                "SELECT power * emissions AS x FROM readings UNION SELECT emissions * power FROM readings | MW·t",
                "SELECT x FROM (SELECT power AS x FROM readings) s                                 | MW",
                "WITH w AS (SELECT VAR_POP(power) AS x FROM readings) SELECT SQRT(x) AS x FROM w   | MW",
                "SELECT MAX(power) AS x FROM readings GROUP BY ROLLUP(facility)                    | MW",
                "SELECT power AS x FROM readings GROUP BY ROLLUP(facility, power)                  | MW",
                "SELECT SUM(power) AS x FROM readings HAVING SUM(power) > 5                        | MW",
                "SELECT DISTINCT power AS x FROM readings ORDER BY x LIMIT 3                       | MW",
                "SELECT r.power AS x FROM facilities f LEFT JOIN readings r ON r.facility = f.code | MW",
                "SELECT r.power AS x FROM facilities f FULL JOIN readings r ON r.facility = f.code | MW",
                "SELECT power AS x FROM readings a FULL JOIN readings b USING (facility, at, power) | MW",
                "SELECT power AS x FROM readings a JOIN (SELECT capacity AS power FROM facilities) b USING (power) | MW",
                "SELECT power AS x FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(at), INTERVAL '1' HOUR)) | MW",
                "SELECT power AS x FROM readings QUALIFY ROW_NUMBER() OVER (ORDER BY power) <= 3   | MW",
                "SELECT power AS x FROM readings WHERE power IN (SELECT capacity FROM facilities)  | MW"
            })
    void followThroughQueries(String sql, String unit) {
        assertThat(units(sql)).containsExactly(unit);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "add: power + emissions",
                "subtract: power - emissions",
                "compare: GREATEST(power, emissions)",
                "compare: LEAST(1, power, emissions)",
                "compare: NULLIF(power, emissions)",
                "compare: power = emissions",
                "compare: power IS DISTINCT FROM emissions",
                "compare: power IS NOT DISTINCT FROM emissions",
                "compare: power BETWEEN emissions AND 7",
                "compare: power NOT IN (1, emissions)",
                "compare: CASE power WHEN emissions THEN 1 END",
                "choose between: COALESCE(power, emissions)",
                "choose between: COALESCE(power, 0, emissions)",
                "choose between: IFNULL(power, emissions)",
                "choose between: IF(status = 0, power, emissions)",
                "choose between: CASE status WHEN 0 THEN power WHEN 1 THEN 0 ELSE emissions END",
                "choose between: LAG(power, 1, emissions) OVER (ORDER BY at)",
            })
    void thatDifferAreRefused(String verbAndExpression) {
        String verb = verbAndExpression.substring(0, verbAndExpression.indexOf(':'));
        String expression = verbAndExpression.substring(verb.length() + 2);
        assertThatThrownBy(() -> unit(expression))
                .isInstanceOf(SqlException.class)
                .hasMessage("cannot " + verb + " power in MW and emissions in t; give each a column of its own")
                .extracting("line", "column")
                .containsExactly(1, 8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UNION ALL", "UNION", "INTERSECT", "EXCEPT"})
    void thatDifferAreNotPutIntoOneColumn(String operation) {
        assertThatThrownBy(() -> units("SELECT at, power AS x FROM readings\n" + operation
                        + " SELECT at, 0 FROM readings\n" + operation + " SELECT at, emissions AS y FROM readings"))
                .isInstanceOf(SqlException.class)
                .hasMessageContaining("cannot put into one column x in MW and y in t; give each a column of its own");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT power AS v FROM readings UNION ALL SELECT emissions AS v FROM readings           | 50",
                "SELECT power AS v FROM readings UNION SELECT emissions FROM readings                    | 46",
                "SELECT at, power AS v FROM readings UNION SELECT at, 0 FROM readings EXCEPT SELECT at, emissions FROM readings | 88",
                "SELECT 0 AS v FROM readings UNION (SELECT power FROM readings UNION SELECT SUM(emissions) FROM readings) | 76",
                "WITH a AS (SELECT power * 2 AS v FROM readings) SELECT v FROM a UNION SELECT emissions FROM readings | 78",
            })
    void thatDifferInAUnionAreShownWhereTheSecondComes(String sql, int column) {
        assertThatThrownBy(() -> units(sql)).extracting("column").isEqualTo(column);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "MAX(power) + SUM(emissions)            | MAX(power) in MW and SUM(emissions) in t",
                "CAST(power AS INT) % CAST(emissions AS INT) | cannot take the remainder of CAST(power AS int) in MW",
                "SUM(power * 2) - AVG(emissions + 1)    | SUM(power * 2) in MW and AVG(emissions + 1) in t",
                "SUM(power / emissions) + SUM(power)    | SUM(power / emissions) in MW/t and SUM(power) in MW",
            })
    void ofWhatIsComputedAreNamedByWhatTheAuthorWrote(String expression, String names) {
        assertThatThrownBy(() -> unit(expression))
                .isInstanceOf(SqlException.class)
                .hasMessageContaining(names);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT at FROM readings WHERE power > emissions",
                "SELECT at FROM readings WHERE power IN (SELECT emissions FROM readings)",
                "SELECT a.at FROM readings a JOIN readings b ON a.power = b.emissions",
                "SELECT at FROM readings a WHERE EXISTS (SELECT 1 FROM readings b WHERE a.power = b.emissions)",
            })
    void thatDifferAreNotCompared(String sql) {
        assertThatThrownBy(() -> plans.plan(sql))
                .isInstanceOf(SqlException.class)
                .hasMessageContaining("cannot compare power in MW and emissions in t");
    }

    @Test
    void thatDifferInUsingAreShownAtAPlaceThatIsThere() {
        String sql =
                "SELECT at FROM readings a JOIN (SELECT facility, emissions AS power FROM readings) b USING (power)";
        assertThatThrownBy(() -> units(sql))
                .hasMessageContaining("cannot compare power in MW and power in t")
                .isInstanceOfSatisfying(
                        SqlException.class, e -> assertThat(e.column()).isPositive());
    }

    @ParameterizedTest
    @ValueSource(strings = {"power * INTERVAL '1' HOUR", "INTERVAL '1' HOUR * power", "INTERVAL '1' HOUR / power"})
    void ofANumberMakeNoSpanOfTime(String expression) {
        for (String written : List.of(expression, "SUM(" + expression + ")")) {
            assertThatThrownBy(() -> unit(written))
                    .isInstanceOf(SqlException.class)
                    .hasMessageContaining(
                            "a span of time by power in MW, which gives no span; write HOURS(…) around the span");
        }
        assertThat(unit("status * INTERVAL '1' HOUR")).isEmpty();
        assertThatThrownBy(() -> unit("power * INTERVAL '1' MONTH")).hasMessageContaining("months and years are not");
        assertThat(unit("power * (EXTRACT(EPOCH FROM INTERVAL '1' HOUR) / 3600)"))
                .isEqualTo("MW");
    }
}
