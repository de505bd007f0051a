package dev.tideboard.query;

import dev.tideboard.data.ColumnSchema;
import dev.tideboard.data.ColumnType;
import dev.tideboard.query.RandomExpression.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A relation with its rows in windows of time, written in our SQL and in DuckDB's. */
final class RandomWindow {
    private RandomWindow() {}

    static List<ColumnSchema> columns(Relation relation) {
        List<ColumnSchema> columns = new ArrayList<>(relation.schema().columns());
        columns.add(ColumnSchema.of("window_start", ColumnType.TIMESTAMP));
        columns.add(ColumnSchema.of("window_end", ColumnType.TIMESTAMP));
        return columns;
    }

    static Sql any(Random random, Relation relation, String time) {
        return switch (random.nextInt(6)) {
            case 0, 1 -> hop(random, relation, time);
            case 2 -> local(random, relation, time);
            default -> tumble(random, relation, time);
        };
    }

    /** Windows of a zone's calendar, which tumble or overlap. */
    private static Sql local(Random random, Relation relation, String time) {
        RandomZone zone = RandomZone.any(random);
        String slide =
                List.of("30 MINUTE", "1 HOUR", "1 DAY", "1 MONTH", "1 YEAR").get(random.nextInt(5));
        boolean hops = slide.equals("1 DAY") && random.nextBoolean();
        int length = hops ? 3 : Integer.parseInt(slide.substring(0, slide.indexOf(' ')));
        String unit = slide.substring(slide.indexOf(' ') + 1);
        String size = length + " " + unit;
        String ours = "TABLE(" + (hops ? "HOP" : "TUMBLE") + "(TABLE " + relation.name() + ", DESCRIPTOR(" + time
                + "), " + (hops ? interval(slide) + ", " : "") + interval(size) + ", '" + zone.name() + "'))";
        String shown = zone.shown("\"" + time + "\"");
        String last = slide.equals("30 MINUTE")
                ? "time_bucket(INTERVAL 30 MINUTE, " + shown + ", TIMESTAMP '1970-01-01 00:00:00')"
                : "date_trunc('" + unit + "', " + shown + ")";
        String first = hops ? last + " - INTERVAL 3 DAY" : last;
        String duck = "(SELECT * EXCLUDE (shown_start), " + zone.instant("shown_start") + " AS window_start, "
                + zone.instant("shown_start + INTERVAL " + size)
                + " AS window_end FROM (SELECT *, unnest(generate_series("
                + first + ", " + last + ", INTERVAL " + slide + ")) AS shown_start FROM " + relation.name()
                + " WHERE \""
                + time + "\" IS NOT NULL) WHERE " + shown + " < shown_start + INTERVAL " + size + ")";
        return new Sql(ours, duck);
    }

    private static String interval(String length) {
        return "INTERVAL '" + length.replace(" ", "' ");
    }

    /** Windows that overlap, or follow each other. */
    private static Sql hop(Random random, Relation relation, String time) {
        int slide = List.of(2, 5, 6).get(random.nextInt(3));
        int size = List.of(6, 7, 10, 15).get(random.nextInt(4));
        String ours = "TABLE(HOP(TABLE " + relation.name() + ", DESCRIPTOR(" + time + "), INTERVAL '" + slide
                + "' MINUTE, INTERVAL '" + size + "' MINUTE))";
        String last = bucket(slide, time, 0);
        String starts = "generate_series(" + last + " - INTERVAL " + (size / slide + 1) * slide + " MINUTE, " + last
                + ", INTERVAL " + slide + " MINUTE)";
        String end = "window_start + INTERVAL " + size + " MINUTE";
        String duck = "(SELECT *, " + end + " AS window_end FROM (SELECT *, unnest(" + starts
                + ") AS window_start FROM " + relation.name() + " WHERE \"" + time + "\" IS NOT NULL) WHERE \"" + time
                + "\" < " + end + ")";
        return new Sql(ours, duck);
    }

    private static Sql tumble(Random random, Relation relation, String time) {
        int minutes = List.of(1, 5, 7, 15).get(random.nextInt(4));
        boolean shifted = random.nextInt(3) == 0;
        String ours = "TABLE(TUMBLE(TABLE " + relation.name() + ", DESCRIPTOR(" + time + "), INTERVAL '" + minutes
                + "' MINUTE" + (shifted ? ", INTERVAL '2' MINUTE" : "") + "))";
        String bucket = bucket(minutes, time, shifted ? 2 : 0);
        String duck = "(SELECT *, " + bucket + " AS window_start, " + bucket + " + INTERVAL " + minutes
                + " MINUTE AS window_end FROM " + relation.name() + " WHERE \"" + time + "\" IS NOT NULL)";
        return new Sql(ours, duck);
    }

    private static String bucket(int minutes, String time, int from) {
        return "time_bucket(INTERVAL " + minutes + " MINUTE, \"" + time + "\", TIMESTAMP '1970-01-01 00:0" + from
                + ":00')";
    }
}
