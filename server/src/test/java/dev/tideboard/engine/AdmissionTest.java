package dev.tideboard.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tideboard.data.ColumnSchema;
import dev.tideboard.data.ColumnType;
import dev.tideboard.data.Dictionary;
import dev.tideboard.data.RowBatch;
import dev.tideboard.data.Schema;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AdmissionTest {
    private static final long NOW = Instant.parse("2026-11-22T02:00:00Z").toEpochMilli();
    private static final long HOUR = Duration.ofHours(1).toMillis();
    private static final Schema FACILITIES =
            Schema.of(ColumnSchema.of("code", ColumnType.TEXT), ColumnSchema.of("capacity", ColumnType.DOUBLE));

    private final EngineFixture fixture = new EngineFixture();
    private final Engine engine = fixture.engine;

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void refusesWhatIsNotANumberWithItsReason() {
        Receipt receipt = fixture.put(
                List.of("A", NOW, Double.NaN), List.of("B", NOW, 1.0), List.of("C", NOW, Double.NEGATIVE_INFINITY));

        assertThat(receipt.accepted()).isEqualTo(1);
        assertThat(receipt.refused())
                .containsExactly(
                        new Refusal(
                                0,
                                "power",
                                "NaN",
                                "power=NaN is not a number a table can hold; send a finite number or leave it out"),
                        new Refusal(
                                2,
                                "power",
                                "-Infinity",
                                "power=-Infinity is not a number a table can hold; send a finite number or leave it out"));
        assertThat(fixture.quarantine.entries).hasSize(2).first().satisfies(entry -> {
            assertThat(entry.at()).isEqualTo(fixture.clock.instant());
            assertThat(entry.source()).isEqualTo("test");
            assertThat(entry.table()).isEqualTo("readings");
            assertThat(entry.value()).isEqualTo("NaN");
        });
        assertThat(fixture.quarantine.byTable())
                .isEqualTo(Map.of(new Quarantine.Counted("readings", Quarantine.Cause.VALUE), 2L));
    }

    @Test
    void refusesMissingKeyAndMissingTimeButNotAMissingValue() {
        Receipt receipt =
                fixture.put(List.of(Rows.NULL, NOW, 1.0), List.of("A", Rows.NULL, 1.0), List.of("B", NOW, Rows.NULL));

        assertThat(receipt.refused())
                .extracting(Refusal::reason)
                .containsExactly(
                        "facility is missing; it is part of the key of readings, so every row needs it",
                        "at is missing; it is the time of readings, so every row needs it");
        assertThat(receipt.accepted()).isEqualTo(1);
    }

    @Test
    void refusesTimesBeyondTheCalendar() {
        Receipt receipt = fixture.put(List.of("A", Long.MAX_VALUE, 1.0), List.of("A", Long.MIN_VALUE, 1.0));

        assertThat(receipt.refused())
                .extracting(Refusal::reason)
                .allMatch(reason -> reason.contains("years 1 to 9999"));
        assertThat(receipt.refused()).hasSize(2);
    }

    @Test
    void refusesRowsAheadOfTheWallClockByMoreThanTheLimit() {
        add("walled", TableSpec.ClockKind.WALL, Duration.ZERO, Duration.ofMinutes(10));

        Receipt receipt = fixture.putInto(
                "walled", fixture.rows(List.of("A", NOW + HOUR, 1.0), List.of("B", NOW + 600_000, 1.0)));

        assertThat(receipt.refused())
                .singleElement()
                .extracting(Refusal::reason)
                .isEqualTo(
                        "at=2026-11-22T03:00:00Z is 1h ahead of now 2026-11-22T02:00:00Z, limit 10m; check the sender's clock and zone");
        assertThat(receipt.refused()).extracting(Refusal::cause).containsExactly(Quarantine.Cause.TOO_FAR_AHEAD);
    }

    @Test
    void theTimeOfTheDataIsNotThatOfAForecast() {
        add("forecasts", TableSpec.ClockKind.WALL, Duration.ZERO, Duration.ofHours(2));
        add("replayed", TableSpec.ClockKind.EVENT, Duration.ZERO, Duration.ZERO);

        fixture.putInto("forecasts", fixture.rows(List.of("A", NOW - HOUR, 1.0), List.of("A", NOW + HOUR, 1.0)));
        assertThat(fixture.table("forecasts").dataTime()).isEqualTo(Instant.ofEpochMilli(NOW - HOUR));
        assertThat(fixture.table("forecasts").lastEvent()).isEqualTo(Instant.ofEpochMilli(NOW + HOUR));

        fixture.putInto("forecasts", fixture.rows(List.of("B", NOW + 60_000, 1.0), List.of("B", NOW + 60_001, 1.0)));
        assertThat(fixture.table("forecasts").dataTime()).isEqualTo(Instant.ofEpochMilli(NOW + 60_000));

        fixture.putInto("replayed", fixture.rows(List.of("A", NOW + HOUR, 1.0)));
        assertThat(fixture.table("replayed").dataTime())
                .as("its rows are its clock")
                .isEqualTo(Instant.ofEpochMilli(NOW + HOUR));
    }

    @Test
    void refusesRowsTooOldToBeKeptAndCountsLaterOnesLate() {
        add("events", TableSpec.ClockKind.EVENT, Duration.ofHours(2), Duration.ZERO);

        Receipt receipt = fixture.putInto(
                "events",
                fixture.rows(List.of("A", NOW, 1.0), List.of("B", NOW - 3 * HOUR, 1.0), List.of("C", NOW - HOUR, 1.0)));

        assertThat(receipt.refused())
                .singleElement()
                .satisfies(refusal -> assertThat(refusal.reason())
                        .isEqualTo(
                                "at=2026-11-21T23:00:00Z is 3h before the newest row 2026-11-22T02:00:00Z, kept for 2h;"
                                        + " send sooner or keep longer"));
        assertThat(fixture.table("events").counters()).isEqualTo(new LiveTables.Counters(1, 1, 0, 0, 0));
        assertThat(fixture.quarantine.byTable())
                .isEqualTo(Map.of(new Quarantine.Counted("events", Quarantine.Cause.TOO_OLD), 1L));
    }

    @Test
    void refusesUnknownReferencesNamingTheNearestValue() {
        addFacilitiesAndOutput();
        fixture.putInto("facilities", facilities("ERARING", "BAYSWATER"));

        Receipt receipt = fixture.putInto(
                "output",
                fixture.rows(
                        List.of("ERARNG", NOW, 1.0),
                        List.of("ERARING", NOW, 1.0),
                        List.of("nothing like it", NOW, 1.0),
                        List.of(Rows.NULL, NOW, 1.0)));

        assertThat(receipt.refused())
                .extracting(Refusal::reason)
                .containsExactly(
                        "facility=ERARNG is not in facilities.code, nearest is ERARING; correct it or add it there first",
                        "facility=nothing like it is not in facilities.code; add it there first");
        assertThat(receipt.accepted()).isEqualTo(2);
    }

    @Test
    void followsTheTableThatIsReferredTo() throws Exception {
        addFacilitiesAndOutput();
        assertThat(fixture.putInto("output", fixture.rows(List.of("A", NOW, 1.0)))
                        .accepted())
                .isZero();
        fixture.putInto("facilities", facilities("A", "B"));
        assertThat(fixture.putInto("output", fixture.rows(List.of("A", NOW, 1.0)))
                        .accepted())
                .isEqualTo(1);

        EngineFixture.received(engine.replaceRows("facilities", facilities("B", "C"), "file"));

        assertThat(fixture.putInto("output", fixture.rows(List.of("A", NOW + 1, 1.0)))
                        .accepted())
                .isZero();
        assertThat(fixture.putInto("output", fixture.rows(List.of("C", NOW + 1, 1.0)))
                        .accepted())
                .isEqualTo(1);
    }

    @Test
    void agreesWithASetWhateverComesAndGoesInTheTableReferredTo() {
        Random random = new Random(5);
        Dictionary dictionary = new Dictionary();
        ReferenceIndex index = new ReferenceIndex(0, dictionary);
        Map<List<Object>, Integer> rows = new java.util.HashMap<>();
        for (int step = 0; step < 2_000; step++) {
            List<Object> row = List.of("F" + random.nextInt(200), 1.0 * random.nextInt(2));
            int weight = rows.containsKey(row) && random.nextBoolean() ? -1 : 1;
            Rows.add(rows, row, weight);
            index.follow(Rows.delta(FACILITIES, dictionary, Map.of(row, weight)));
        }
        for (int value = 0; value < 250; value++) {
            String code = "F" + value;
            RowBatch asked = Rows.batch(FACILITIES, dictionary, List.of(List.of(code, 1.0)));
            boolean there =
                    rows.keySet().stream().anyMatch(row -> row.getFirst().equals(code));
            assertThat(index.has(asked.column(0), 0)).as(code).isEqualTo(there);
        }
    }

    @Test
    void refusesATableWhoseReferenceLeadsNowhere() {
        Map<String, TableSpec.Reference> unknown = Map.of("facility", new TableSpec.Reference("places", "code"));
        assertThatThrownBy(() -> engine.addTable(referring(unknown)))
                .hasMessageContaining("output.facility refers to places.code, which is not among [readings]");
        engine.addTable(facilitiesTable());
        Map<String, TableSpec.Reference> otherType =
                Map.of("facility", new TableSpec.Reference("facilities", "capacity"));
        assertThatThrownBy(() -> engine.addTable(referring(otherType))).hasMessageContaining("text against double");
        Map<String, TableSpec.Reference> noColumn = Map.of("facility", new TableSpec.Reference("facilities", "name"));
        assertThatThrownBy(() -> engine.addTable(referring(noColumn))).hasMessageContaining("columns are");
    }

    @Test
    void keepsEveryAcceptedRowAndGivesOneReasonPerRefusedRow() {
        Random random = new Random(11);
        for (int batch = 0; batch < 100; batch++) {
            List<List<Object>> rows = new ArrayList<>();
            int good = 0;
            for (int i = 0; i < 40; i++) {
                boolean key = random.nextInt(5) > 0;
                boolean time = random.nextInt(5) > 0;
                boolean number = random.nextInt(5) > 0;
                good += key && time && number ? 1 : 0;
                rows.add(List.of(
                        key ? "B" + batch + "-" + i : Rows.NULL,
                        time ? (Object) NOW : Rows.NULL,
                        number ? 1.0 : Double.NaN));
            }
            Receipt receipt = fixture.putInto("readings", Rows.batch(Rows.READINGS, fixture.dictionary, rows));
            assertThat(receipt.accepted()).isEqualTo(good);
            assertThat(receipt.refused())
                    .extracting(Refusal::row)
                    .doesNotHaveDuplicates()
                    .hasSize(40 - good)
                    .isSorted();
        }
    }

    private void add(String name, TableSpec.ClockKind clock, Duration keep, Duration future) {
        engine.addTable(new TableSpec(
                name, Rows.READINGS, EngineFixture.KEY, "at", clock, keep, future, Map.of(), Duration.ZERO));
    }

    private void addFacilitiesAndOutput() {
        engine.addTable(facilitiesTable());
        engine.addTable(referring(Map.of("facility", new TableSpec.Reference("facilities", "code"))));
    }

    private static TableSpec facilitiesTable() {
        return new TableSpec(
                "facilities",
                FACILITIES,
                List.of("code"),
                "",
                TableSpec.ClockKind.WALL,
                Duration.ZERO,
                Duration.ZERO,
                Map.of(),
                Duration.ZERO);
    }

    private static TableSpec referring(Map<String, TableSpec.Reference> references) {
        return new TableSpec(
                "output",
                Rows.READINGS,
                List.of(),
                "at",
                TableSpec.ClockKind.EVENT,
                Duration.ZERO,
                Duration.ZERO,
                references,
                Duration.ZERO);
    }

    private RowBatch facilities(String... codes) {
        List<List<Object>> rows = new ArrayList<>();
        for (String code : codes) {
            rows.add(List.of(code, 100.0));
        }
        return Rows.batch(FACILITIES, fixture.dictionary, rows);
    }
}
