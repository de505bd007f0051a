package dev.tideboard.bench.engine;

import java.util.Map;

/** The views that are measured, over readings (device, at, v) and devices (code, region, size). */
final class Views {
    private static final Map<String, String> SQL = Map.of(
            "filter", "SELECT device, at, v * 2 AS double_v FROM readings WHERE v > 50",
            "group",
                    "SELECT device, SUM(v) AS total, COUNT(*) AS rows_in, AVG(v) AS mean FROM readings GROUP BY device",
            "lookup", "SELECT r.device, d.region, r.at, r.v FROM readings r JOIN devices d ON d.code = r.device",
            "latest",
                    "SELECT device, at, v FROM readings"
                            + " QUALIFY ROW_NUMBER() OVER (PARTITION BY device ORDER BY at DESC) = 1",
            "hop",
                    "SELECT window_start, AVG(v) AS mean, MAX(v) AS peak FROM TABLE(HOP(TABLE readings, DESCRIPTOR(at),"
                            + " INTERVAL '1' SECOND, INTERVAL '1' MINUTE)) GROUP BY window_start",
            "ends",
                    "SELECT device, FIRST_VALUE(v) WITHIN GROUP (ORDER BY at) AS first_v,"
                            + " LAST_VALUE(v) WITHIN GROUP (ORDER BY at) AS last_v FROM readings GROUP BY device",
            "median", "SELECT device, MEDIAN(v) AS median FROM readings GROUP BY device",
            "about", "SELECT device, APPROX_PERCENTILE(v, 0.5) AS median FROM readings GROUP BY device",
            "distinct", "SELECT device, APPROX_COUNT_DISTINCT(v) AS different FROM readings GROUP BY device");

    private Views() {}

    static String sql(String name) {
        String sql = SQL.get(name);
        if (sql == null) {
            throw new IllegalArgumentException("view=" + name + ", expected one of " + SQL.keySet());
        }
        return sql;
    }
}
