package dev.tideboard.bench;

import dev.tideboard.connect.DecoderOptions;
import dev.tideboard.connect.Intake;
import dev.tideboard.connect.RowDecoder;
import dev.tideboard.connect.RowRoute;
import dev.tideboard.connect.SourceRegistry;
import dev.tideboard.connect.mqtt.DoorOptions;
import dev.tideboard.connect.mqtt.DoorRoute;
import dev.tideboard.connect.mqtt.MqttDoor;
import dev.tideboard.connect.mqtt.TopicFilter;
import dev.tideboard.data.ColumnSchema;
import dev.tideboard.data.ColumnType;
import dev.tideboard.data.Dictionary;
import dev.tideboard.data.Schema;
import dev.tideboard.engine.Engine;
import dev.tideboard.engine.EngineOptions;
import dev.tideboard.engine.TableSpec;
import dev.tideboard.store.MemoryChangeLog;
import dev.tideboard.store.RecentQuarantine;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * QoS 1 messages through the MQTT door into a keyed live table, from one client: rate and time from PUBLISH to PUBACK by
 * the number of messages under way. The input is one reading of the electricity market per message, 110 bytes, 300
 * facilities in turn. Door, engine and client share one process and its cores. Run: {@code ./tideboard bench mqtt
 * [messages]}.
 */
final class MqttDoorBench {
    private MqttDoorBench() {}

    static void run(String[] arguments, PrintStream out) throws IOException, InterruptedException {
        int messages = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 300_000;
        Machine machine = Machine.watch();
        Vertx vertx = Vertx.vertx();
        RecentQuarantine quarantine = new RecentQuarantine(1000);
        InstantSource clock = InstantSource.system();
        try (Engine engine =
                Engine.start(new MemoryChangeLog(), quarantine, new Dictionary(), clock, EngineOptions.DEFAULTS)) {
            engine.addTable(readings());
            try (MqttDoor door = new MqttDoor(
                    vertx,
                    DoorOptions.listen("127.0.0.1:0", List.of()),
                    routes(engine, quarantine),
                    quarantine,
                    clock)) {
                door.start();
                MqttPressure.run(door.port(), messages / 2, 1000, 0); // for the compilers
                for (int window : new int[] {1, 10, 100, 1000}) {
                    int count = window == 1 ? messages / 10 : messages;
                    print(out, MqttPressure.run(door.port(), count, window, 0));
                }
                print(out, MqttPressure.run(door.port(), Math.min(messages, 10_000), 100, 1000));
            }
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
        out.println(machine.summary());
    }

    private static void print(PrintStream out, MqttPressure.Result result) {
        out.printf(
                Locale.ROOT,
                "window %4d, %s: %7.0f messages/s, PUBLISH to PUBACK p50 %.2f ms, p99 %.2f ms, most %.1f ms%n",
                result.window(),
                result.perSecond() == 0 ? "as fast as it goes" : "paced at " + result.perSecond() + "/s",
                result.rate(),
                result.p50Ms(),
                result.p99Ms(),
                result.mostMs());
    }

    private static List<DoorRoute> routes(Engine engine, RecentQuarantine quarantine) {
        InstantSource clock = InstantSource.system();
        RowRoute route = new RowRoute(
                engine.inlet("readings"),
                List.of("facility_id"),
                Map.of(
                        "facility_id", "facility",
                        "timestamp", "at",
                        "power_mw", "power",
                        "co2_tonnes", "emissions"));
        RowDecoder decoder = new RowDecoder("bench", List.of(route), DecoderOptions.DEFAULTS, quarantine, clock);
        Intake intake = new Intake(decoder, new SourceRegistry(clock).register("bench", "mqtt"));
        return List.of(new DoorRoute(new TopicFilter("nem/readings"), intake));
    }

    private static TableSpec readings() {
        Schema schema = Schema.of(
                ColumnSchema.of("facility", ColumnType.TEXT),
                ColumnSchema.of("at", ColumnType.TIMESTAMP),
                ColumnSchema.of("power", ColumnType.DOUBLE),
                ColumnSchema.of("emissions", ColumnType.DOUBLE));
        return new TableSpec(
                "readings",
                schema,
                List.of("facility", "at"),
                "at",
                TableSpec.ClockKind.EVENT,
                Duration.ofHours(26),
                Duration.ZERO,
                Map.of(),
                Duration.ZERO);
    }
}
