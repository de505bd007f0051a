package dev.tideboard.query;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What other databases call a function that is not here, and what is written instead. */
final class WrittenElsewhere {
    /** There is no other clock: what depends on it may only come into a condition. */
    static final String CLOCK = "the time is NOW(), in a condition such as at > NOW() - INTERVAL '1' DAY";

    private static final Map<String, String> WAYS_OUT = ways();

    /** What other databases have and operators do not: what is here under a name like one of these is something else. */
    private static final Set<String> WITHOUT_WAY = Set.of(
            ("ACOS ASIN ATAN ATAN2 BIT_AND BIT_OR BIT_XOR CARDINALITY CBRT CORR COS COT COVAR_POP COVAR_SAMP DEGREES"
                            + " ENTROPY FSUM GAMMA HASH HISTOGRAM JSON_EXTRACT JSON_VALUE KURTOSIS LPAD MAD MD5 MODE"
                            + " PRODUCT RADIANS RAND RANDOM REGEXP_EXTRACT REGEXP_REPLACE REGR_SLOPE REGR_INTERCEPT REPEAT"
                            + " REPLACE RESERVOIR_QUANTILE REVERSE RPAD SIN SKEWNESS SPLIT_PART TAN TRANSLATE UNNEST")
                    .split(" "));

    private WrittenElsewhere() {}

    /** What to write instead of the function {@code name}; empty where nothing is known of it. */
    static Optional<String> of(String name) {
        return Optional.ofNullable(WAYS_OUT.get(name.toUpperCase(Locale.ROOT)));
    }

    /** Whether other databases have a function {@code name}, which is therefore no slip. */
    static boolean isKnown(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        return WITHOUT_WAY.contains(upper) || WAYS_OUT.containsKey(upper);
    }

    private static Map<String, String> ways() {
        Map<String, String> ways = new HashMap<>();
        texts(ways);
        numbers(ways);
        times(ways);
        aggregates(ways);
        series(ways);
        return Map.copyOf(ways);
    }

    private static void put(Map<String, String> ways, String way, String... names) {
        for (String name : names) {
            ways.put(name, way);
        }
    }

    private static void texts(Map<String, String> ways) {
        put(ways, "write COALESCE(x, 0), or x IS NULL", "ISNULL");
        put(ways, "write CASE WHEN condition THEN a ELSE b END", "IIF");
        String inText = "write x LIKE '%a%' to ask whether it is in there; its place cannot be found";
        put(ways, inText, "CHARINDEX", "INSTR", "STRPOS", "LOCATE", "POSITION", "CONTAINS");
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
        put(ways, "write 3.141592653589793", "PI");
        put(ways, "write FLOOR((x - least) / width)", "WIDTH_BUCKET");
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
        put(ways, span, "DATEDIFF", "DATE_DIFF", "TIMESTAMPDIFF", "TIMEDIFF", "AGE", "DATESUB");
        put(ways, "write t + INTERVAL '5' MINUTE", "DATE_ADD", "DATEADD", "TIMESTAMPADD", "ADDDATE");
        put(ways, "write t - INTERVAL '5' MINUTE", "DATE_SUB", "SUBDATE");
        put(ways, "write CAST(x AS TIMESTAMP), of a text such as '2026-11-22 02:00:00'", "TO_TIMESTAMP", "STRPTIME");
        put(ways, "write CAST(x AS DATE), of a text such as '2026-11-22'", "TO_DATE", "STR_TO_DATE", "MAKE_DATE");
        String sinceEpoch = "write TIMESTAMP '1970-01-01 00:00:00' + x * INTERVAL '1' SECOND";
        put(ways, sinceEpoch, "FROM_UNIXTIME", "TO_TIMESTAMP_LTZ", "MAKE_TIMESTAMP");
        put(ways, "write CAST(x AS DATE)", "DATE");
        put(ways, "write EXTRACT(EPOCH FROM x) * 1000", "EPOCH_MS");
        put(ways, "write FLOOR(x TO MONTH) + INTERVAL '1' MONTH - INTERVAL '1' DAY", "LAST_DAY", "EOMONTH");
        put(
                ways,
                CLOCK,
                "PROCTIME",
                "CLOCK_TIMESTAMP",
                "GETDATE",
                "TODAY",
                "CURDATE",
                "SYSDATE",
                "SYSDATETIME",
                "CURRENT_DATE",
                "UTC_TIMESTAMP");
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
        put(ways, "write COUNT(*) FILTER (WHERE condition) > 0", "BOOL_OR", "LOGICAL_OR");
        put(ways, "write COUNT(*) FILTER (WHERE NOT condition) = 0", "BOOL_AND", "LOGICAL_AND", "EVERY");
        put(ways, "write SUM(x)", "TOTAL");
        put(ways, "write MAX(x) - MIN(x)", "SPREAD");
        put(ways, "write COUNT(DISTINCT x), or APPROX_COUNT_DISTINCT(x)", "UNIQ", "APPROX_DISTINCT", "HLL");
        put(ways, "write QUALIFY ROW_NUMBER() OVER (PARTITION BY key ORDER BY x DESC) <= n", "TOP", "TOPK", "BOTTOM");
    }

    /** What databases of time series have. */
    private static void series(Map<String, String> ways) {
        String before = "LAG(x) OVER (PARTITION BY key ORDER BY time)";
        put(ways, "write x - " + before, "DELTA", "DIFFERENCE", "IDELTA");
        String rate = "write (x - " + before + ") / EXTRACT(EPOCH FROM (time - " + before.replace("(x)", "(time)")
                + ") SECOND)";
        put(ways, rate, "RATE", "IRATE", "DERIVATIVE", "DERIV", "NON_NEGATIVE_DERIVATIVE");
        put(ways, "write MAX(x) - MIN(x), of a counter that only rises", "INCREASE");
        String rolling = "(x) OVER (PARTITION BY key ORDER BY time RANGE BETWEEN INTERVAL '5' MINUTE PRECEDING AND"
                + " CURRENT ROW)";
        put(ways, "write AVG" + rolling, "AVG_OVER_TIME", "MOVING_AVERAGE", "MOVING_AVG");
        put(ways, "write MAX" + rolling, "MAX_OVER_TIME");
        put(ways, "write MIN" + rolling, "MIN_OVER_TIME");
        put(ways, "write SUM" + rolling, "SUM_OVER_TIME");
        put(ways, "write SUM(x) OVER (PARTITION BY key ORDER BY time)", "CUMULATIVE_SUM", "RUNNING_SUM", "CUMSUM");
        String lastKnown = "no row is made up; ARG_MAX(x, time) is the last known value";
        put(ways, lastKnown, "LOCF", "INTERPOLATE", "FILL", "TIME_BUCKET_GAPFILL");
        put(ways, "no row is made up; JOIN a table that has them", "GENERATE_SERIES", "RANGE", "SEQUENCE");
    }
}
