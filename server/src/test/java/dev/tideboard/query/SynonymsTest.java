package dev.tideboard.query;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What other databases write is the same plan where it means the same. */
class SynonymsTest {
    private final Plans plans = new Plans();

    private String plan(String expression) {
        return plans.explain("SELECT " + expression + " AS x FROM readings");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '"',
            value = {
                "IFNULL(power, 0) ~ COALESCE(power, 0)",
                "nvl(power, 0) ~ COALESCE(power, 0)",
                "IF(status = 1, power, 0) ~ CASE WHEN status = 1 THEN power ELSE 0 END",
                "LENGTH(facility) ~ CHAR_LENGTH(facility)",
                "SUBSTR(facility, 2) ~ SUBSTRING(facility FROM 2)",
                "SUBSTR(facility, 2, 3) ~ SUBSTRING(facility FROM 2 FOR 3)",
                "POW(power, 2) ~ POWER(power, 2)",
                "MAX_BY(power, at) ~ ARG_MAX(power, at)",
                "MIN_BY(power, at) ~ ARG_MIN(power, at)",
                "LAST(power ORDER BY at) ~ LAST_VALUE(power) WITHIN GROUP (ORDER BY at)",
                "FIRST(power + 1 ORDER BY at DESC) FILTER (WHERE status = 1)::int"
                        + " ~ CAST(FIRST_VALUE(power + 1) WITHIN GROUP (ORDER BY at DESC) FILTER (WHERE status = 1) AS INTEGER)",
                "LAST_VALUE(power) RESPECT NULLS OVER (ORDER BY at) ~ LAST_VALUE(power) OVER (ORDER BY at)",
                "LAG(power RESPECT NULLS) OVER (ORDER BY at) ~ LAG(power) OVER (ORDER BY at)",
                "DATE_TRUNC('hour', at) ~ FLOOR(at TO HOUR)",
                "MAX(DATE_TRUNC('DAY', at)) ~ MAX(FLOOR(at TO DAY))",
                "DATE_PART('isodow', at) ~ EXTRACT(ISODOW FROM at)",
                "facility ILIKE 'Bw%' ~ LOWER(facility) LIKE 'bw%'",
                "facility NOT ILIKE 'Bw%' ~ LOWER(facility) NOT LIKE 'bw%'",
                "CAST(status AS text) ~ CAST(status AS VARCHAR)",
                "CAST(status AS LONG) ~ CAST(status AS BIGINT)",
                "DISTINCT (power + 1)::int ~ DISTINCT CAST(power + 1 AS INTEGER)",
                "CAST(power AS INTEGER)::text ~ CAST(CAST(power AS INTEGER) AS VARCHAR)",
                "CASE WHEN (status)::int = 1 THEN (power)::int ELSE (status)::int END"
                        + " ~ CASE WHEN CAST(status AS INTEGER) = 1 THEN CAST(power AS INTEGER) ELSE CAST(status AS INTEGER) END",
                "power::int ~ CAST(power AS INTEGER)",
                "readings.power::int::text ~ CAST(CAST(readings.power AS INTEGER) AS VARCHAR)",
                "-power::decimal(18, 2) ~ -CAST(power AS DECIMAL(18, 2))",
                "(power + 1)::double precision ~ CAST(power + 1 AS DOUBLE PRECISION)",
                "'2026-01-01'::date ~ CAST('2026-01-01' AS DATE)",
                "TIMESTAMP '2026-01-01 00:00:00'::date ~ CAST(TIMESTAMP '2026-01-01 00:00:00' AS DATE)",
                "CASE WHEN status = 1 THEN 1 END::bigint ~ CAST(CASE WHEN status = 1 THEN 1 END AS BIGINT)",
                "SUM(power)::int ~ CAST(SUM(power) AS INTEGER)",
                "SUM(power) FILTER (WHERE status = 1)::int ~ CAST(SUM(power) FILTER (WHERE status = 1) AS INTEGER)",
                "MIN(power) OVER (ORDER BY at)::int ~ CAST(MIN(power) OVER (ORDER BY at) AS INTEGER)",
                "LAST_VALUE(power) WITHIN GROUP (ORDER BY at)::int"
                        + " ~ CAST(LAST_VALUE(power) WITHIN GROUP (ORDER BY at) AS INTEGER)",
            })
    void givesTheSamePlan(String synonym, String here) {
        assertThat(plan(synonym)).isEqualTo(plan(here));
    }

    @Test
    void aCastOfAColumnCalledEndIsNotThatOfACase() {
        String ends = " FROM (SELECT status AS \"end\", at FROM readings) s";

        assertThat(plans.explain(
                        "SELECT s.end::int AS x, CASE WHEN s.end > 1 THEN s.end ELSE 0 END::bigint AS y" + ends))
                .isEqualTo(plans.explain("SELECT CAST(s.\"end\" AS INTEGER) AS x,"
                        + " CAST(CASE WHEN s.\"end\" > 1 THEN s.\"end\" ELSE 0 END AS BIGINT) AS y" + ends));
    }

    @Test
    void aColumnMayBeCalledLikeASynonym() {
        assertThat(plans.plan(
                                "SELECT facility AS ilike, power AS nvl, status AS pow FROM readings WHERE status::int > 1"
                                        + " ORDER BY status::int DESC LIMIT 1")
                        .schema()
                        .names())
                .containsExactly("ilike", "nvl", "pow");
    }
}
