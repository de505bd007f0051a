package dev.tideboard.connect.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideboard.connect.DecoderOptions;
import dev.tideboard.connect.EventPublisher;
import dev.tideboard.connect.Intake;
import dev.tideboard.connect.RowDecoder;
import dev.tideboard.connect.RowRoute;
import dev.tideboard.connect.SourceRegistry;
import dev.tideboard.data.ColumnSchema;
import dev.tideboard.data.ColumnType;
import dev.tideboard.data.Dictionary;
import dev.tideboard.data.RowBatch;
import dev.tideboard.data.RowBatchBuilder;
import dev.tideboard.data.Schema;
import dev.tideboard.engine.Engine;
import dev.tideboard.engine.EngineOptions;
import dev.tideboard.engine.LiveTables;
import dev.tideboard.engine.Quarantine;
import dev.tideboard.engine.SourceStatus;
import dev.tideboard.engine.TableSpec;
import dev.tideboard.store.MemoryChangeLog;
import dev.tideboard.store.RecentQuarantine;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From a client of the door to the live table and back, with nothing made up in between. */
class DoorWithEngineTest {
    private static final InstantSource CLOCK = InstantSource.system();
    private static final int FACILITIES = 50;

    private final RecentQuarantine quarantine = new RecentQuarantine(1000);
    private final SourceRegistry registry = new SourceRegistry(CLOCK);
    private final Vertx vertx = Vertx.vertx();
    private final Engine engine =
            Engine.start(new MemoryChangeLog(), quarantine, new Dictionary(), CLOCK, EngineOptions.DEFAULTS);
    private final MqttDoor door = open();

    private MqttDoor open() {
        engine.addTable(
                spec("facilities", Schema.of(ColumnSchema.of("code", ColumnType.TEXT)), List.of("code"), "", Map.of()));
        Schema readings = Schema.of(
                ColumnSchema.of("facility", ColumnType.TEXT),
                ColumnSchema.of("at", ColumnType.TIMESTAMP),
                ColumnSchema.of("power", ColumnType.DOUBLE));
        engine.addTable(spec(
                "readings",
                readings,
                List.of("facility", "at"),
                "at",
                Map.of("facility", new TableSpec.Reference("facilities", "code"))));
        RowRoute route = new RowRoute(
                engine.inlet("readings"),
                List.of(),
                Map.of("facility_id", "facility", "timestamp", "at", "power_mw", "power"));
        RowDecoder decoder = new RowDecoder("feed", List.of(route), DecoderOptions.DEFAULTS, quarantine, CLOCK);
        Intake intake = new Intake(decoder, registry.register("feed", "mqtt"));
        return new MqttDoor(
                vertx,
                DoorOptions.listen("127.0.0.1:0", List.of()),
                List.of(new DoorRoute(new TopicFilter("nem/readings"), intake)),
                quarantine,
                CLOCK);
    }

    @BeforeEach
    void start() throws InterruptedException {
        engine.replaceRows("facilities", facilities(), "test").join();
        door.start();
    }

    @AfterEach
    void stop() {
        door.close();
        engine.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void acknowledgedRowsAreInTheTableAndAReplayedPassAddsNone() throws Exception {
        try (MqttPublisher publisher = MqttPublisher.connect(
                BrokerOptions.of("mqtt://127.0.0.1:" + door.port()), Duration.ofSeconds(20), new Random(1))) {
            for (int pass = 1; pass <= 2; pass++) {
                play(publisher.to("nem/readings", 1));
                assertThat(publisher.tally().acknowledged()).isEqualTo(pass * 1000L);
                assertThat(table("readings").rows()).isEqualTo(1000);
            }
        }
        assertThat(table("readings").counters().accepted()).isEqualTo(1000);
        assertThat(table("readings").counters().duplicate()).isEqualTo(1000);
        SourceStatus.Source source = registry.sources().getFirst();
        assertThat(source.accepted()).isEqualTo(2000);
        assertThat(source.refused()).isZero();
    }

    @Test
    void tellsThePublisherOfAnUnknownFacility() throws Exception {
        try (MqttPublisher publisher = MqttPublisher.connect(
                BrokerOptions.of("mqtt://127.0.0.1:" + door.port()), Duration.ofSeconds(20), new Random(1))) {
            publisher.publish("nem/readings", reading("F1O", 0), 1).join();
            assertThat(publisher.tally().refused()).isEqualTo(1);
            assertThat(publisher.tally().lastReason())
                    .contains(
                            "facility=F1O is not in facilities.code, nearest is F1; correct it or add it there first");
        }
        assertThat(engine.dictionary().find("F1O"))
                .as("what is refused takes no place among the texts")
                .isNegative();
        Quarantine.Entry entry = quarantine.latest(1).getFirst();
        assertThat(entry.source()).isEqualTo("feed");
        assertThat(entry.column()).isEqualTo("facility");
        assertThat(entry.value()).isEqualTo("F1O");
        assertThat(registry.sources().getFirst().refused()).isEqualTo(1);
    }

    private void play(EventPublisher events) throws InterruptedException {
        for (int step = 0; step < 20; step++) {
            for (int facility = 0; facility < FACILITIES; facility++) {
                events.publish(reading("F" + facility, step));
            }
        }
        events.flush();
    }

    private static byte[] reading(String facility, int step) {
        Instant at = Instant.parse("2025-10-15T00:00:00Z").plus(Duration.ofMinutes(5L * step));
        String json = "{\"facility_id\":\"" + facility + "\",\"timestamp\":\"" + at + "\",\"power_mw\":" + step + "}";
        return json.getBytes(StandardCharsets.UTF_8);
    }

    private RowBatch facilities() {
        RowBatchBuilder rows = new RowBatchBuilder(table("facilities").spec().schema(), FACILITIES);
        for (int facility = 0; facility < FACILITIES; facility++) {
            rows.column(0).addText("F" + facility, engine.dictionary());
            rows.endRow();
        }
        return rows.build();
    }

    private LiveTables.Table table(String name) {
        return engine.tables().stream()
                .filter(table -> table.spec().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static TableSpec spec(
            String name, Schema schema, List<String> key, String time, Map<String, TableSpec.Reference> references) {
        return new TableSpec(
                name,
                schema,
                key,
                time,
                TableSpec.ClockKind.EVENT,
                Duration.ofHours(26),
                Duration.ZERO,
                references,
                Duration.ZERO);
    }
}
