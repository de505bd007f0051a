package dev.tideboard.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tideboard.data.ColumnSchema;
import dev.tideboard.data.ColumnType;
import dev.tideboard.data.Schema;
import dev.tideboard.engine.Binding;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Days of the calendar and lengths of time as columns. */
class DateAndSpanTest {
    private static final long MINUTE = 60_000;
    private static final long DAY = 86_400_000;
    private static final Schema TRIPS = Schema.of(
            ColumnSchema.of("id", ColumnType.INT),
            ColumnSchema.of("day", ColumnType.DATE),
            ColumnSchema.of("at", ColumnType.TIMESTAMP),
            ColumnSchema.of("took", ColumnType.INTERVAL));
    private static final long NEW_YEAR = 20_454 * DAY; // 2026-01-01

    private final OneTable table = new OneTable("trips", TRIPS, Map.of("since", ParameterType.parse("date")))
            .with(1L, NEW_YEAR, NEW_YEAR + 90 * MINUTE, 90 * MINUTE)
            .with(2L, NEW_YEAR + DAY, NEW_YEAR + 5, 2 * DAY)
            .with(3L, ViewRun.NULL, NEW_YEAR - 1, ViewRun.NULL);

    @Test
    void aDateIsReadComparedAndGrouped() {
        assertThat(table.rows("SELECT id, day FROM trips WHERE day >= DATE '2026-01-02'"))
                .containsExactly("2 2026-01-02");
        assertThat(table.rows("SELECT id FROM trips WHERE at < CAST(day AS TIMESTAMP)"))
                .containsExactly("2");
        assertThatThrownBy(() -> table.plan("SELECT id FROM trips WHERE at < day"))
                .isInstanceOf(SqlException.class)
                .hasMessage("< does not take TIMESTAMP < DATE; CAST one of them AS DATE or AS TIMESTAMP");
        assertThatThrownBy(() -> table.plan("SELECT id, at - at AS x FROM trips"))
                .isInstanceOf(SqlException.class)
                .hasMessage(
                        "- does not take TIMESTAMP - TIMESTAMP; a span of time is written (at - at) SECOND, or in another unit");
        assertThatThrownBy(() -> table.plan("SELECT id FROM trips WHERE took > 30000"))
                .isInstanceOf(SqlException.class)
                .hasMessage("> does not take INTERVAL > INTEGER; a constant span is written INTERVAL '30' SECOND");
        assertThat(table.rows("SELECT CAST(at AS DATE) AS d, COUNT(*) AS n FROM trips GROUP BY CAST(at AS DATE)"))
                .containsExactlyInAnyOrder("2026-01-01 2", "2025-12-31 1");
        assertThat(table.rows("SELECT MAX(day) AS a, COUNT(day) AS n FROM trips"))
                .containsExactly("2026-01-02 2");
        assertThat(table.rows(
                        "SELECT id FROM trips WHERE day >= :since", Binding.of(Map.of("since", List.of("2026-01-02")))))
                .containsExactly("2");
        assertThat(table.rows("SELECT id, day FROM trips", Binding.of(Map.of("day", List.of("2026-01-02")))))
                .containsExactly("2 2026-01-02");
    }

    @Test
    void aDateMovesByWholeDaysAndMonths() {
        assertThat(table.rows(
                        "SELECT day + INTERVAL '30' DAY AS a, day - INTERVAL '1' DAY AS b, day + INTERVAL '1' MONTH AS c,"
                                + " FLOOR(day TO YEAR) AS d, CEIL(day TO MONTH) AS e, EXTRACT(DAY FROM day) AS f,"
                                + " CAST(day AS TIMESTAMP) AS g, CAST(day AS VARCHAR) AS h, CAST('2026-02-03' AS DATE) AS i"
                                + " FROM trips WHERE id = 2"))
                .containsExactly("2026-02-01 2026-01-01 2026-02-02 2026-01-01 2026-02-01 2 2026-01-02 00:00:00"
                        + " 2026-01-02 2026-02-03");
        assertThat(table.type("day + INTERVAL '30' DAY")).isEqualTo("date");
        assertThat(table.type("FLOOR(day TO MONTH)")).isEqualTo("date");
        assertThat(table.rows("SELECT day + INTERVAL '48' HOUR AS a FROM trips WHERE id = 1"))
                .containsExactly("2026-01-03");
        for (String part : List.of("took", "INTERVAL '36' HOUR")) {
            assertThatThrownBy(() -> table.plan("SELECT day + " + part + " AS y FROM trips"))
                    .isInstanceOf(SqlException.class)
                    .hasMessageContaining("CAST it to TIMESTAMP first");
        }
        assertThat(table.rows("SELECT CAST(day AS TIMESTAMP) + took AS y FROM trips WHERE id = 1"))
                .containsExactly("2026-01-01 01:30:00");
    }

    @Test
    void aSpanIsAddedUpComparedAndTakenFromTimes() {
        assertThat(table.type("(at - CAST(day AS TIMESTAMP)) SECOND")).isEqualTo("interval");
        assertThat(table.rows("SELECT id, took FROM trips WHERE took > INTERVAL '1' DAY"))
                .containsExactly("2 " + 2 * DAY);
        assertThat(table.rows("SELECT SUM(took) AS s, AVG(took) AS m, MEDIAN(took) AS a, MAX(took) AS b FROM trips"))
                .containsExactly((2 * DAY + 90 * MINUTE) + " " + (DAY + 45 * MINUTE) + " " + (DAY + 45 * MINUTE) + " "
                        + 2 * DAY);
        assertThat(
                        table.rows(
                                "SELECT at + took AS a, at - took AS b, took * 2 AS c, took / 2 AS d, took * 0.5 AS e FROM trips WHERE id = 1"))
                .containsExactly("2026-01-01 03:00:00 2026-01-01 00:00:00 " + 180 * MINUTE + " " + 45 * MINUTE + " "
                        + 45 * MINUTE);
        assertThat(table.rows(
                        "SELECT took + INTERVAL '30' MINUTE AS a, (at - CAST(day AS TIMESTAMP)) MINUTE AS b, (day - day) DAY AS c FROM trips"
                                + " WHERE id = 1"))
                .containsExactly(120 * MINUTE + " " + 90 * MINUTE + " 0");
        assertThat(table.rows("SELECT EXTRACT(EPOCH FROM took) AS a, HOURS(took) AS b FROM trips WHERE id = 1"))
                .containsExactly("5400.0 1.5");
        assertThat(table.type("EXTRACT(EPOCH FROM took)")).isEqualTo("double");
        assertThat(table.type("EXTRACT(EPOCH FROM at)")).isEqualTo("long");
    }

    @Test
    void whatIsLeftOfASpanIsRoundedToTheMillisecondHoweverItIsDivided() {
        OneTable spans = new OneTable("trips", TRIPS, Map.of())
                .with(1L, NEW_YEAR, NEW_YEAR + 1_999, 1_999L)
                .with(2L, NEW_YEAR, NEW_YEAR - 1_999, -1_999L);
        assertThat(
                        spans.rows(
                                "SELECT took / 2 AS a, took * 0.5 AS b, took / 4 AS c, took / 2.0 AS d,"
                                        + " EXTRACT(EPOCH FROM took) AS e, EXTRACT(EPOCH FROM at) - EXTRACT(EPOCH FROM day) AS f FROM trips"))
                .containsExactlyInAnyOrder("1000 1000 500 1000 1.999 1", "-1000 -1000 -500 -1000 -1.999 -2");
        assertThat(spans.rows(
                        "SELECT SUM((at - CAST(day AS TIMESTAMP)) SECOND) AS a, AVG(EXTRACT(EPOCH FROM took)) AS b"
                                + " FROM trips WHERE id = 1"))
                .containsExactly("1999 1.999");
        assertThat(spans.with(3L, NEW_YEAR, NEW_YEAR, 0L)
                        .rows("SELECT AVG(took) AS a, SUM(took) / COUNT(took) AS b FROM trips WHERE id > 1"))
                .containsExactly("-1000 -1000");
    }

    @Test
    void aConstantTextStandsForADateOrATimeAndIsReadWhenTheViewIsPlanned() {
        assertThat(table.rows("SELECT id FROM trips WHERE day = '2026-01-02' AND at >= '2026-01-01'"))
                .containsExactly("2");
        assertThat(table.rows(
                        "SELECT id FROM trips WHERE day IN ('2026-01-01', '2026-01-05') OR at < '2026-01-01 00:00:00'"))
                .containsExactlyInAnyOrder("1", "3");
        assertThat(table.rows("SELECT id FROM trips WHERE '2026-01-01T11:30:00+10:00' = at"))
                .containsExactly("1");
    }
}
