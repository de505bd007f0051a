package dev.tideboard.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tideboard.data.ColumnSchema;
import dev.tideboard.data.ColumnType;
import dev.tideboard.data.Schema;
import dev.tideboard.engine.Binding;
import dev.tideboard.engine.BindingException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Windows, rounding and parts on the clocks of a zone, in SQL. */
class TimeZonesTest {
    private static final String WINDOWS = "SELECT window_start, window_end, COUNT(*) AS n FROM TABLE(";
    private static final String GROUPED = ") GROUP BY window_start, window_end";

    private static List<List<Object>> rows(String sql, String... times) {
        List<List<Object>> readings = Arrays.stream(times)
                .map(time -> Arrays.<Object>asList("BW01", millis(time), 1.0, 1.0, 0L))
                .toList();
        return new Plans().rows(sql, readings, List.of());
    }

    private static long millis(String time) {
        return Instant.parse(time).toEpochMilli();
    }

    private static List<Object> row(String start, String end, long count) {
        return List.of(millis(start), millis(end), count);
    }

    @Test
    void aDayHas25HoursWhenClocksGoBackAnd23WhenTheyGoForward() {
        String sql = WINDOWS + "TUMBLE(TABLE readings, DESCRIPTOR(at), INTERVAL '1' DAY, 'Australia/Sydney')" + GROUPED;

        assertThat(rows(sql, "2026-04-04T13:00:00Z", "2026-04-05T13:59:59Z", "2026-04-05T14:00:00Z"))
                .containsExactlyInAnyOrder(
                        row("2026-04-04T13:00:00Z", "2026-04-05T14:00:00Z", 2),
                        row("2026-04-05T14:00:00Z", "2026-04-06T14:00:00Z", 1));
        assertThat(rows(sql, "2026-10-03T14:00:00Z", "2026-10-04T12:59:59Z"))
                .containsExactly(row("2026-10-03T14:00:00Z", "2026-10-04T13:00:00Z", 2));
    }

    @Test
    void theRepeatedHourIsTwoWindows() {
        String sql =
                WINDOWS + "TUMBLE(TABLE readings, DESCRIPTOR(at), INTERVAL '1' HOUR, 'Australia/Sydney')" + GROUPED;

        assertThat(rows(sql, "2026-04-04T15:30:00Z", "2026-04-04T16:30:00Z"))
                .containsExactlyInAnyOrder(
                        row("2026-04-04T15:00:00Z", "2026-04-04T16:00:00Z", 1),
                        row("2026-04-04T16:00:00Z", "2026-04-04T17:00:00Z", 1));
    }

    @Test
    void monthsNeedNoZone() {
        String sql = WINDOWS + "TUMBLE(TABLE readings, DESCRIPTOR(at), INTERVAL '1' MONTH)" + GROUPED;

        assertThat(rows(sql, "2028-02-29T23:59:59Z", "2028-02-01T00:00:00Z"))
                .containsExactly(row("2028-02-01T00:00:00Z", "2028-03-01T00:00:00Z", 2));
    }

    @Test
    void weeksFromMondayComeByAnOffset() {
        String sql =
                WINDOWS + "TUMBLE(TABLE readings, DESCRIPTOR(at), INTERVAL '7' DAY, INTERVAL '4' DAY, 'Europe/Vienna')"
                        + GROUPED;

        assertThat(rows(sql, "2026-03-29T21:59:59Z"))
                .containsExactly(row("2026-03-22T23:00:00Z", "2026-03-29T22:00:00Z", 1));
    }

    @Test
    void overlappingDaysEndOnTheCalendarAndHoursOnAStopwatch() {
        String days =
                WINDOWS + "HOP(TABLE readings, DESCRIPTOR(at), INTERVAL '1' DAY, INTERVAL '2' DAY, 'Australia/Sydney')"
                        + GROUPED;
        assertThat(rows(days, "2026-04-05T13:59:59Z"))
                .containsExactlyInAnyOrder(
                        row("2026-04-03T13:00:00Z", "2026-04-05T14:00:00Z", 1),
                        row("2026-04-04T13:00:00Z", "2026-04-06T14:00:00Z", 1));

        String hours = WINDOWS
                + "HOP(TABLE readings, DESCRIPTOR(at), INTERVAL '1' HOUR, INTERVAL '2' HOUR, 'Australia/Sydney')"
                + GROUPED;
        assertThat(rows(hours, "2026-04-04T16:30:00Z"))
                .containsExactlyInAnyOrder(
                        row("2026-04-04T15:00:00Z", "2026-04-04T17:00:00Z", 1),
                        row("2026-04-04T16:00:00Z", "2026-04-04T18:00:00Z", 1));
    }

    @Test
    void aTimeAtTheEndOfTimeIsNoTrouble() {
        for (String size : List.of("'2' DAY", "'2' HOUR")) {
            String sql = WINDOWS + "HOP(TABLE readings, DESCRIPTOR(at), INTERVAL '1' HOUR, INTERVAL " + size
                    + ", 'Australia/Sydney')" + GROUPED;
            for (long time : new long[] {Long.MIN_VALUE, Long.MAX_VALUE - 1}) {
                List<Object> reading = List.of("BW01", time, 1.0, 1.0, 0L);
                assertThat(new Plans().rows(sql, List.of(reading), List.of()).size())
                        .isLessThan(2);
            }
        }
    }

    @Test
    void namedArgumentsMayLeaveTheOffsetOut() {
        String sql = WINDOWS
                + "TUMBLE(DATA => TABLE readings, TIMECOL => DESCRIPTOR(at), SIZE => INTERVAL '1' DAY, ZONE => '+10:00')"
                + GROUPED;

        assertThat(rows(sql, "2026-01-01T14:00:00Z"))
                .containsExactly(row("2026-01-01T14:00:00Z", "2026-01-02T14:00:00Z", 1));
    }

    @Test
    void roundingGivesInstantsAndPartsWhatTheClockShows() {
        String sql = "SELECT FLOOR(at AT TIME ZONE 'Australia/Sydney' TO DAY) AS floor, "
                + "CEIL(r.at at /* in */ time zone 'Australia/Sydney' TO DAY) AS ceil, "
                + "EXTRACT(HOUR FROM at AT TIME ZONE 'Australia/Sydney') AS clock FROM readings r";

        assertThat(rows(sql, "2026-04-04T16:30:00Z"))
                .containsExactly(List.of(millis("2026-04-04T13:00:00Z"), millis("2026-04-05T14:00:00Z"), 2L));
    }

    @Test
    void zonesMayBeGroupedBy() {
        String sql = "SELECT FLOOR(at AT TIME ZONE 'Asia/Kathmandu' TO MONTH) AS since, "
                + "SUM(power) FILTER (WHERE EXTRACT(DAY FROM at AT TIME ZONE 'Asia/Kathmandu') = 1) AS power FROM readings "
                + "GROUP BY FLOOR(at AT TIME ZONE 'Asia/Kathmandu' TO MONTH)";

        assertThat(rows(sql, "2026-01-31T18:15:00Z", "2026-02-10T00:00:00Z"))
                .containsExactly(List.of(millis("2026-01-31T18:15:00Z"), 1.0));
    }

    @Test
    void refusesWhatIsNoZoneAtItsPlace() {
        assertRefused(
                "SELECT FLOOR(at AT TIME ZONE 'australia/sydney' TO DAY) AS x FROM readings",
                30,
                "no time zone is called 'australia/sydney'; did you mean 'Australia/Sydney'?");
        assertRefused(
                "SELECT * FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(at), INTERVAL '1' DAY, 'Q'))",
                78,
                "no time zone is called 'Q'; use a name of the IANA list such as 'Australia/Sydney', or an offset such as"
                        + " '+10:00'");
        assertRefused(
                "SELECT * FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(at), 'UTC', INTERVAL '1' DAY))",
                60,
                "the time zone is the last argument, behind the offset");
        assertRefused(
                "SELECT FLOOR(at AT TIME ZONE facility TO DAY) AS x FROM readings",
                30,
                "a time zone is a constant text such as 'Australia/Sydney' or a parameter, found facility");
        assertRefused("SELECT at AT TIME ZONE 'UTC' AS x FROM readings", 8, TimeZones.ONLY_IN);
        assertRefused(
                "SELECT EXTRACT(HOUR FROM power AT TIME ZONE 'UTC') AS x FROM readings",
                26,
                "AT TIME ZONE does not take (DOUBLE, VARCHAR); it takes a timestamp and the name of a zone");
    }

    @Test
    void refusesSpansThatDoNotFit() {
        assertRefused(
                "SELECT * FROM TABLE(HOP(TABLE readings, DESCRIPTOR(at), INTERVAL '1' HOUR, INTERVAL '1' MONTH))",
                15,
                "HOP of months needs a slide of days or months");
        assertRefused(
                "SELECT * FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(at), INTERVAL '1' DAY, INTERVAL '1' MONTH))",
                15,
                "TUMBLE with an offset of months needs windows of months");
        assertRefused(
                "SELECT * FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(at), INTERVAL '0' MONTH, 'UTC'))",
                15,
                "TUMBLE needs a size above zero, found 0 ms");
    }

    @Test
    void aParameterNamesTheZoneAndIsUtcWithoutAValue() {
        List<String> queries = List.of(
                "SELECT id, window_start, window_end FROM TABLE(TUMBLE(TABLE trips, DESCRIPTOR(at), INTERVAL '1' DAY, :zone))",
                "SELECT id, window_start FROM TABLE(HOP(TABLE trips, DESCRIPTOR(at), INTERVAL '1' DAY, INTERVAL '2' DAY,"
                        + " INTERVAL '6' HOUR, :zone))",
                "SELECT FLOOR(at AT TIME ZONE :zone TO DAY) AS d, COUNT(*) AS n FROM trips GROUP BY FLOOR(at AT TIME ZONE"
                        + " :zone TO DAY)",
                "SELECT id, EXTRACT(HOUR FROM at AT TIME ZONE :zone) AS h FROM trips",
                "SELECT id, CEIL(at AT TIME ZONE :zone TO MONTH) AS m, EXTRACT(EPOCH FROM at AT TIME ZONE :zone) AS s FROM trips");
        for (String sql : queries) {
            for (String zone : List.of("Australia/Sydney", "Asia/Kathmandu", "+10:00", "UTC")) {
                assertThat(TRIPS.rows(sql, named(zone)))
                        .isNotEmpty()
                        .containsExactlyInAnyOrderElementsOf(TRIPS.rows(sql.replace(":zone", "'" + zone + "'")));
            }
            assertThat(TRIPS.rows(sql)).containsExactlyInAnyOrderElementsOf(TRIPS.rows(sql.replace(":zone", "'UTC'")));
        }
    }

    @Test
    void aParameterThatIsNoZoneIsRefused() {
        String sql = "SELECT FLOOR(at AT TIME ZONE :zone TO DAY) AS d FROM trips";

        assertThatThrownBy(() -> TRIPS.rows(sql, named("Australia/Sidney")))
                .isInstanceOf(BindingException.class)
                .hasMessage(
                        "parameter=zone: no time zone is called 'Australia/Sidney'; did you mean 'Australia/Sydney'?");
        assertThatThrownBy(() -> TRIPS.plan(sql.replace(":zone", ":least")))
                .isInstanceOf(SqlException.class)
                .hasMessage("a time zone is a text, parameter :least is int; declare it as text");
        assertThatThrownBy(() -> TRIPS.plan(sql.replace(":zone", ":zoen")))
                .isInstanceOf(SqlException.class)
                .hasMessage("parameter :zoen is not declared in params; did you mean zone?");
    }

    private static final OneTable TRIPS = new OneTable(
                    "trips",
                    Schema.of(ColumnSchema.of("id", ColumnType.INT), ColumnSchema.of("at", ColumnType.TIMESTAMP)),
                    Map.of("zone", ParameterType.parse("text"), "least", ParameterType.parse("int")))
            .with(1L, millis("2026-04-04T13:00:00Z"))
            .with(2L, millis("2026-04-05T13:59:59Z"))
            .with(3L, millis("2026-10-31T18:20:00Z"));

    private static Binding named(String zone) {
        return Binding.of(Map.of("zone", List.of(zone)));
    }

    private static void assertRefused(String sql, int column, String message) {
        assertThatThrownBy(() -> new Plans().plan(sql)).isInstanceOfSatisfying(SqlException.class, refused -> {
            assertThat(refused).hasMessage(message);
            assertThat(refused.column()).isEqualTo(column);
        });
    }
}
