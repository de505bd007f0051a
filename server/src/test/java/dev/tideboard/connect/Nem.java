package dev.tideboard.connect;

import dev.tideboard.data.ColumnSchema;
import dev.tideboard.data.ColumnType;
import dev.tideboard.data.Dictionary;
import dev.tideboard.data.Schema;
import dev.tideboard.engine.TableSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** The two tables of the electricity market and the fields that lead to them, in both spellings. */
public final class Nem {
    public static final Instant NOW = Instant.parse("2025-10-15T00:07:00Z");
    public static final InstantSource CLOCK = InstantSource.fixed(NOW);
    public static final String READING = """
            {"facility_id":"BAYSW","timestamp":"2025-10-15T10:05:00+10:00","power_mw":1840.5,"co2_tonnes":136.8}""";
    public static final String PRICE = """
            {"region_id":"NSW1","timestamp":"2025-10-15T10:05:00+10:00","price_dmwh":64.2,"demand_mw":7420.0}""";
    public static final long AT = Instant.parse("2025-10-15T00:05:00Z").toEpochMilli();

    public final Dictionary dictionary = new Dictionary();
    public final FakeInlet readings;
    public final FakeInlet market;
    public final RecordingQuarantine quarantine = new RecordingQuarantine();
    public final SourceRegistry registry = new SourceRegistry(CLOCK);

    public Nem() {
        this(1_000_000);
    }

    /** With inlets that take {@code capacity} batches before they are full. */
    public Nem(int capacity) {
        readings = new FakeInlet(
                table(
                        "readings",
                        "facility",
                        column("power", ColumnType.DOUBLE),
                        column("emissions", ColumnType.DOUBLE)),
                dictionary,
                capacity);
        market = new FakeInlet(
                table("market", "region", column("price", ColumnType.DOUBLE), column("demand", ColumnType.DOUBLE)),
                dictionary,
                capacity);
    }

    public List<RowRoute> routes() {
        return List.of(
                new RowRoute(
                        readings,
                        List.of("facility_id", "facility_code"),
                        Map.of(
                                "facility_id", "facility",
                                "facility_code", "facility",
                                "timestamp", "at",
                                "power_mw", "power",
                                "co2_tonnes", "emissions")),
                new RowRoute(
                        market,
                        List.of("region_id", "region_code"),
                        Map.of(
                                "region_id", "region",
                                "region_code", "region",
                                "timestamp", "at",
                                "price_dmwh", "price",
                                "demand_mw", "demand")));
    }

    public RowDecoder decoder() {
        return new RowDecoder("feed", routes(), DecoderOptions.DEFAULTS, quarantine, CLOCK);
    }

    /** The intake of a source called {@code feed}. */
    public Intake intake() {
        return new Intake(decoder(), registry.register("feed", "mqtt"));
    }

    private static ColumnSchema column(String name, ColumnType type) {
        return ColumnSchema.of(name, type);
    }

    private static TableSpec table(String name, String id, ColumnSchema first, ColumnSchema second) {
        Schema schema = Schema.of(column(id, ColumnType.TEXT), column("at", ColumnType.TIMESTAMP), first, second);
        return new TableSpec(
                name,
                schema,
                List.of(id, "at"),
                "at",
                TableSpec.ClockKind.EVENT,
                Duration.ofHours(26),
                Duration.ZERO,
                Map.of(),
                Duration.ZERO);
    }
}
