package dev.tideboard.query;

import dev.tideboard.query.RandomExpression.Sql;
import java.util.List;
import java.util.Random;

/**
 * A time zone, in our SQL and in DuckDB's. The times that DuckDB gets stay away from changes of clock, since of two instants
 * with the same local time it takes the later: histories that are recomputed go there, and {@code CalendarTest}.
 */
record RandomZone(String name) {

    static RandomZone any(Random random) {
        return new RandomZone(List.of(
                        "Australia/Sydney",
                        "Australia/Lord_Howe",
                        "Asia/Kathmandu",
                        "America/St_Johns",
                        "Pacific/Apia",
                        "UTC")
                .get(random.nextInt(6)));
    }

    /** DuckDB's local timestamp of a timestamp in UTC. */
    String shown(String instant) {
        return "timezone('" + name + "', timezone('UTC', " + instant + "))";
    }

    /** DuckDB's timestamp in UTC of a local one. */
    String instant(String shown) {
        return "timezone('UTC', timezone('" + name + "', " + shown + "))";
    }

    Sql floor(String unit, Sql time) {
        return Sql.of(in("FLOOR($1", " TO " + unit + ")"), floored(unit), time);
    }

    Sql ceil(String unit, Sql time) {
        String floor = floored(unit);
        String next = instant("date_trunc('" + unit + "', " + shown("$1") + ") + INTERVAL 1 " + unit);
        return Sql.of(
                in("CEIL($1", " TO " + unit + ")"),
                "(CASE WHEN " + floor + " = $1 THEN $1 ELSE " + next + " END)",
                time);
    }

    private String floored(String unit) {
        return instant("date_trunc('" + unit + "', " + shown("$1") + ")");
    }

    Sql part(String part, Sql time) {
        return Sql.of(
                in("CAST(EXTRACT(" + part + " FROM $1", ") AS INTEGER)"),
                "CAST(EXTRACT(" + part + " FROM " + shown("$1") + ") AS INTEGER)",
                time);
    }

    private String in(String before, String after) {
        return before + " AT TIME ZONE '" + name + "'" + after;
    }
}
