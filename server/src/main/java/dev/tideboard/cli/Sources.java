package dev.tideboard.cli;

import dev.tideboard.connect.DecoderOptions;
import dev.tideboard.connect.Intake;
import dev.tideboard.connect.RowDecoder;
import dev.tideboard.connect.RowRoute;
import dev.tideboard.connect.SourceException;
import dev.tideboard.connect.SourceRegistry;
import dev.tideboard.connect.mqtt.BrokerOptions;
import dev.tideboard.connect.mqtt.Credential;
import dev.tideboard.connect.mqtt.DoorLimits;
import dev.tideboard.connect.mqtt.DoorOptions;
import dev.tideboard.connect.mqtt.DoorRoute;
import dev.tideboard.connect.mqtt.MqttDoor;
import dev.tideboard.connect.mqtt.MqttSource;
import dev.tideboard.connect.mqtt.TopicFilter;
import dev.tideboard.engine.LiveTables;
import dev.tideboard.engine.Quarantine;
import dev.tideboard.options.Settings;
import dev.tideboard.project.Credentials;
import dev.tideboard.project.Source;
import dev.tideboard.project.Transport;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** The running sources of a project. Sources that name the same door share it, each with its topic. */
public final class Sources implements AutoCloseable {
    /** A burst that a broker would drop rather than queue: by default Mosquitto queues a thousand for a client. */
    private static final int HELD_MESSAGES = 4_000;

    private final Vertx vertx = Vertx.vertx();
    private final Parts parts;
    private final Map<String, MqttDoor> doors = new LinkedHashMap<>();
    private final List<dev.tideboard.connect.Source> running = new ArrayList<>();

    /** What sources work with. */
    public record Parts(
            LiveTables tables,
            SourceRegistry registry,
            Quarantine quarantine,
            InstantSource clock,
            Settings settings) {}

    /** Builds every source of the project; nothing is connected before {@link #start}. */
    public Sources(List<Source> sources, Parts parts) {
        this.parts = parts;
        Map<String, List<Source>> byDoor = new LinkedHashMap<>();
        for (Source source : sources) {
            switch (source.transport()) {
                case Transport.MqttDoor door ->
                    byDoor.computeIfAbsent(door.host() + ":" + door.port(), _ -> new ArrayList<>())
                            .add(source);
                case Transport.MqttBroker broker -> running.add(broker(source, broker));
            }
        }
        byDoor.forEach(this::addDoor);
    }

    /** Opens the doors and connects to the brokers. */
    public void start() {
        running.forEach(dev.tideboard.connect.Source::start);
    }

    /** The port of the door that listens for the source called {@code name}; -1 where it has none. */
    public int doorPort(String name) {
        MqttDoor door = doors.get(name);
        return door == null ? -1 : door.port();
    }

    @Override
    public void close() {
        running.forEach(dev.tideboard.connect.Source::close);
        vertx.close().await();
    }

    private void addDoor(String listen, List<Source> sources) {
        List<DoorRoute> routes = new ArrayList<>();
        List<Credential> credentials = new ArrayList<>();
        DoorOptions.Transport transport = new DoorOptions.Transport.Plain();
        for (Source source : sources) {
            Transport.MqttDoor door = (Transport.MqttDoor) source.transport();
            List<Credential> own = door.credentials().isNone() ? List.of() : List.of(credential(door.credentials()));
            routes.add(new DoorRoute(new TopicFilter(door.topic()), intake(source), own));
            credentials.addAll(own);
            if (door.identity().isPresent()) {
                Transport.Identity identity = door.identity().get();
                transport = new DoorOptions.Transport.Tls(
                        readable("certificate", identity.certificate()), readable("key", identity.key()));
            }
        }
        DoorOptions options = DoorOptions.listen(listen, credentials)
                .withTransport(transport)
                .withLimits(parts.settings().get(DoorLimits.class));
        MqttDoor door = new MqttDoor(vertx, options, routes, parts.quarantine(), parts.clock());
        sources.forEach(source -> doors.put(source.name(), door));
        running.add(door);
    }

    private static Path readable(String key, Path file) {
        if (!Files.isReadable(file)) {
            throw new SourceException(key + "=" + file + " is no file that can be read, expected one in PEM");
        }
        return file;
    }

    private MqttSource broker(Source source, Transport.MqttBroker broker) {
        BrokerOptions options = BrokerOptions.of(broker.url().toString())
                .withInFlight(HELD_MESSAGES)
                .withVersion(
                        switch (broker.version()) {
                            case V3_1_1 -> BrokerOptions.Version.V3_1_1;
                            case V5 -> BrokerOptions.Version.V5;
                        });
        if (broker.authority().isPresent()) {
            options = options.withAuthorities(
                    List.of(readable("ca", broker.authority().get())));
        }
        if (!broker.credentials().isNone()) {
            options = options.withLogin(
                    broker.credentials().user(), broker.credentials().password());
        }
        MqttSource.Subscription subscription =
                new MqttSource.Subscription(new TopicFilter(broker.topic()), broker.qos());
        return new MqttSource(options, subscription, intake(source), RandomGenerator.getDefault());
    }

    private Intake intake(Source source) {
        List<RowRoute> routes = source.routes().stream()
                .map(route -> new RowRoute(parts.tables().inlet(route.table()), route.has(), route.rename()))
                .toList();
        RowDecoder decoder = new RowDecoder(
                source.name(), routes, parts.settings().get(DecoderOptions.class), parts.quarantine(), parts.clock());
        return new Intake(decoder, parts.registry().register(source.name(), "mqtt"));
    }

    private static Credential credential(Credentials credentials) {
        return new Credential(credentials.user(), credentials.password());
    }
}
