package dev.tideboard.connect.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tideboard.connect.Intake;
import dev.tideboard.connect.Nem;
import dev.tideboard.engine.SourceStatus;
import io.vertx.core.Vertx;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** An open door on a free port of the loopback, with the two tables of the electricity market behind it. */
final class DoorFixture implements AutoCloseable {
    static final String TOPIC = "nem/readings";

    final Nem nem;
    final Intake intake;
    final MqttDoor door;
    private final Vertx vertx = Vertx.vertx();
    private final AtomicInteger clients = new AtomicInteger();

    DoorFixture() {
        this(new Nem(), DoorOptions.listen("127.0.0.1:0", List.of()));
    }

    DoorFixture(Nem nem, DoorOptions options) {
        this.nem = nem;
        this.intake = nem.intake();
        this.door = new MqttDoor(
                vertx, options, List.of(new DoorRoute(new TopicFilter("nem/#"), intake)), nem.quarantine, Nem.CLOCK);
        door.start();
    }

    int port() {
        return door.port();
    }

    SourceStatus.Source status() {
        return nem.registry.sources().getFirst();
    }

    /** A client of 3.1.1 that was let in, under an id of its own. */
    RawClient connected() throws Exception {
        String id = HexFormat.of()
                .formatHex(String.format("%04d", clients.incrementAndGet()).getBytes(UTF_8));
        RawClient client = new RawClient(port()).send("10 10 0004 4d515454 04 02 0000 0004" + id);
        if (!client.read(4).equals("20020000")) {
            throw new AssertionError("not let in");
        }
        return client;
    }

    @Override
    public void close() {
        door.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
