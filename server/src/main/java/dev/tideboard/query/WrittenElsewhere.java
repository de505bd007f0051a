package dev.tideboard.query;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What other databases call a function that is not here, and what is written instead. */
final class WrittenElsewhere {
    /** There is no other clock: what depends on it may only come into a condition. */
    static final String CLOCK = "the time is NOW(), in a condition such as at > NOW() - INTERVAL '1' DAY";

    private static final Map<String, String> WAYS_OUT = ways();

    private WrittenElsewhere() {}

    /** What to write instead of the function {@code name}; empty where nothing is known of it. */
    static Optional<String> of(String name) {
        return Optional.ofNullable(WAYS_OUT.get(name.toUpperCase(Locale.ROOT)));
    }

    private static Map<String, String> ways() {
        Map<String, String> ways = new HashMap<>();
        texts(ways);
        numbers(ways);
        times(ways);
        aggregates(ways);
        return Map.copyOf(ways);
    }

    private static void put(Map<String, String> ways, String way, String... names) {
        for (String name : names) {
            ways.put(name, way);
        }
    }

    private static void texts(Map<String, String> ways) {
        put(ways, "write COALESCE(x, 0)", "ISNULL");
        put(ways, "write CASE WHEN x IS NOT NULL THEN a ELSE b END", "NVL2");
        put(ways, "write CASE x WHEN 1 THEN a ELSE b END", "DECODE", "CHOOSE", "SWITCH");
        put(ways, "write a || b, which is null where one of them is", "CONCAT", "CONCAT_WS");
        put(ways, "write CHAR_LENGTH(x)", "LEN", "OCTET_LENGTH");
        put(ways, "write SUBSTRING(x FROM 1 FOR n)", "LEFT");
        put(ways, "write SUBSTRING(x FROM CHAR_LENGTH(x) - n + 1)", "RIGHT");
        put(ways, "write SUBSTRING(x FROM a FOR n)", "MID");
        put(ways, "write TRIM(LEADING ' ' FROM x)", "LTRIM");
        put(ways, "write TRIM(TRAILING ' ' FROM x)", "RTRIM");
        put(ways, "write UPPER(x)", "UCASE");
        put(ways, "write LOWER(x)", "LCASE");
        put(ways, "write x LIKE 'a%'", "STARTS_WITH", "REGEXP_MATCHES", "REGEXP_LIKE");
        put(ways, "write CAST(x AS INTEGER), or another type", "CONVERT", "TO_NUMBER");
        put(ways, "write CAST(x AS VARCHAR)", "TO_CHAR", "STRFTIME");
        put(ways, "write CAST(x AS VARCHAR)", "DATE_FORMAT", "FORMAT", "PRINTF");
    }

    private static void numbers(Map<String, String> ways) {
        put(ways, "the natural logarithm is LN(x), that to base 10 LN(x) / LN(10)", "LOG", "LOG10");
        put(ways, "write LN(x) / LN(2)", "LOG2");
        put(ways, "CAST(x AS BIGINT) cuts the fraction off, FLOOR(x) goes down", "TRUNC", "TRUNCATE");
        put(ways, "write x * x", "SQUARE");
    }

    private static void times(Map<String, String> ways) {
        String window = "a window is written FROM TABLE(TUMBLE(TABLE t, DESCRIPTOR(time), INTERVAL '5' MINUTE)), and"
                + " GROUP BY window_start";
        put(ways, window, "TIME_BUCKET", "DATE_BIN", "TIME_SLICE", "TOSTARTOFINTERVAL", "BIN");
        put(ways, window, "$TUMBLE", "$HOP", "TUMBLE_START", "TUMBLE_END", "HOP_START", "HOP_END");
        for (String part : new String[] {"YEAR", "QUARTER", "MONTH", "WEEK", "DAY", "HOUR", "MINUTE", "SECOND"}) {
            put(ways, "write EXTRACT(" + part + " FROM x)", part);
        }
        put(ways, "write EXTRACT(ISODOW FROM x), where Monday is 1", "DAYOFWEEK", "WEEKDAY", "ISODOW");
        put(ways, "write EXTRACT(DOY FROM x)", "DAYOFYEAR");
        put(ways, "write EXTRACT(DAY FROM x)", "DAYOFMONTH");
        put(ways, "write EXTRACT(EPOCH FROM x)", "EPOCH", "UNIX_TIMESTAMP", "TO_UNIXTIME");
        String span =
                "write (t - u) MINUTE, which is an interval, or EXTRACT(EPOCH FROM (t - u) SECOND) for its seconds";
        put(ways, span, "DATEDIFF", "DATE_DIFF", "TIMESTAMPDIFF", "AGE", "DATESUB");
        put(ways, "write t + INTERVAL '5' MINUTE", "DATE_ADD", "DATEADD", "TIMESTAMPADD", "ADDDATE");
        put(ways, "write t - INTERVAL '5' MINUTE", "DATE_SUB", "SUBDATE");
        put(ways, "write CAST(x AS TIMESTAMP), of a text such as '2026-11-22 02:00:00'", "TO_TIMESTAMP", "STRPTIME");
        put(ways, "write CAST(x AS DATE), of a text such as '2026-11-22'", "TO_DATE", "STR_TO_DATE", "MAKE_DATE");
        put(ways, CLOCK, "GETDATE", "TODAY", "CURDATE", "SYSDATE", "SYSDATETIME", "CURRENT_DATE", "UTC_TIMESTAMP");
        put(ways, CLOCK, "CURRENT_TIMESTAMP", "CURRENT_TIME", "LOCALTIMESTAMP", "LOCALTIME", "GETUTCDATE");
    }

    private static void aggregates(Map<String, String> ways) {
        String apart = "no aggregate puts the texts of rows together; select the rows, or MIN(x) and MAX(x)";
        put(ways, apart, "STRING_AGG", "GROUP_CONCAT", "LISTAGG", "ARRAY_AGG", "LIST", "COLLECT");
        put(ways, "write FIRST_VALUE(x) WITHIN GROUP (ORDER BY time)", "FIRST", "ARBITRARY");
        put(ways, "write LAST_VALUE(x) WITHIN GROUP (ORDER BY time)", "LAST");
        put(ways, "write MIN(x) or MAX(x)", "ANY_VALUE");
        put(ways, "write COUNT(*) FILTER (WHERE condition)", "COUNT_IF", "COUNTIF");
        put(ways, "write SUM(x) FILTER (WHERE condition)", "SUM_IF", "SUMIF");
        put(ways, "write AVG(x) FILTER (WHERE condition)", "AVG_IF", "AVGIF");
        put(ways, "write AVG(x)", "MEAN", "AVERAGE");
        put(ways, "write QUANTILE_CONT(x, 0.9), or QUANTILE_DISC for a value that occurs", "QUANTILE", "PERCENTILE");
        put(ways, "write ARG_MAX(x, by)", "ARGMAX");
        put(ways, "write ARG_MIN(x, by)", "ARGMIN");
    }
}
