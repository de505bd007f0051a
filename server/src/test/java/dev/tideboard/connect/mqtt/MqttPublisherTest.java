package dev.tideboard.connect.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tideboard.connect.EventPublisher;
import dev.tideboard.connect.Nem;
import dev.tideboard.connect.SourceException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MqttPublisherTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final byte[] READING = Nem.READING.getBytes(StandardCharsets.UTF_8);

    @ParameterizedTest
    @EnumSource
    void publishesToTheDoorInBothVersions(BrokerOptions.Version version) throws Exception {
        try (DoorFixture fixture = new DoorFixture();
                MqttPublisher publisher = connect(local(fixture.port()).withVersion(version))) {
            EventPublisher events = publisher.to(DoorFixture.TOPIC, 1);
            for (int i = 0; i < 500; i++) {
                events.publish(reading(i));
            }
            events.flush();
            assertThat(fixture.nem.readings.rows())
                    .extracting(List::getFirst)
                    .containsExactlyElementsOf(IntStream.range(0, 500)
                            .mapToObj(i -> (Object) ("F" + i))
                            .toList());
            assertThat(publisher.tally()).isEqualTo(new EventPublisher.Tally(500, 500, 0, 0, ""));
        }
    }

    @Test
    void holdsTheSenderWhenTooManyAreUnderWay() throws Exception {
        try (DoorFixture fixture = new DoorFixture();
                MqttPublisher publisher = connect(local(fixture.port()).withInFlight(5))) {
            fixture.nem.readings.hold();
            CompletableFuture<Void> all = CompletableFuture.runAsync(() -> {
                try {
                    for (int i = 0; i < 20; i++) {
                        var _ = publisher.publish(DoorFixture.TOPIC, reading(i), 1);
                    }
                    publisher.flush();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            await().until(() -> fixture.nem.readings.waiting() == 5);
            assertThat(publisher.tally().published()).isEqualTo(5);
            assertThat(all).isNotDone();
            fixture.nem.readings.release();
            all.join();
            assertThat(fixture.nem.readings.rows()).hasSize(20);
        }
    }

    @Test
    void countsWhatTheReceiverRefused() throws Exception {
        try (DoorFixture fixture = new DoorFixture();
                MqttPublisher publisher = connect(local(fixture.port()))) {
            publisher
                    .publish(DoorFixture.TOPIC, "starting...".getBytes(StandardCharsets.UTF_8), 1)
                    .join();
            publisher.publish(DoorFixture.TOPIC, READING, 1).join();
            assertThat(publisher.tally().refused()).isEqualTo(1);
            assertThat(publisher.tally().acknowledged()).isEqualTo(1);
            assertThat(publisher.tally().lastReason()).startsWith("PAYLOAD_FORMAT_INVALID (not JSON");
        }
    }

    @ParameterizedTest
    @EnumSource
    void saysWhyItIsNotLetIn(BrokerOptions.Version version, @TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("passwords"), "");
        try (Mosquitto broker =
                Mosquitto.start(folder, "allow_anonymous false", "password_file " + folder.resolve("passwords"))) {
            BrokerOptions options = local(broker.port()).withVersion(version).withLogin("nem", "wrong");
            assertThatThrownBy(() -> MqttPublisher.connect(options, PATIENCE, new Random(1)))
                    .isInstanceOf(SourceException.class)
                    .hasMessageContaining("broker=mqtt://127.0.0.1:" + broker.port())
                    .hasMessageContaining("broker refused the connection: ")
                    .hasMessageContaining("NOT_AUTHORIZED");
        }
    }

    @Test
    void saysWhenNobodyIsThere() {
        BrokerOptions options = local(Mosquitto.freePort());
        assertThatThrownBy(() -> MqttPublisher.connect(options, Duration.ofMillis(500), new Random(1)))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("Connection refused");
    }

    @Test
    void waitsForABrokerThatComesUpLate(@TempDir Path folder) throws Exception {
        try (Mosquitto broker = Mosquitto.start(folder, "allow_anonymous true")) {
            broker.kill();
            CompletableFuture<MqttPublisher> connecting = CompletableFuture.supplyAsync(() -> {
                try {
                    return connect(local(broker.port()));
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            broker.restart();
            try (MqttPublisher publisher = connecting.join()) {
                publisher.publish("t", READING, 1).join();
                assertThat(publisher.tally().acknowledged()).isEqualTo(1);
            }
        }
    }

    @Test
    void trustsTheAuthorityItIsGivenAndNoOther(@TempDir Path folder) throws Exception {
        Certificates made = Certificates.make(folder);
        try (Mosquitto broker = Mosquitto.start(
                folder, "allow_anonymous true", "certfile " + made.certificate(), "keyfile " + made.key())) {
            BrokerOptions options = BrokerOptions.of("mqtts://localhost:" + broker.port());
            try (MqttPublisher publisher = connect(options.withAuthorities(List.of(made.certificate())))) {
                publisher.publish("t", READING, 1).join();
                assertThat(publisher.tally().acknowledged()).isEqualTo(1);
            }
            assertThatThrownBy(() -> MqttPublisher.connect(options, Duration.ofSeconds(3), new Random(1)))
                    .hasMessageContaining("certification path");
            BrokerOptions otherName =
                    BrokerOptions.of("mqtts://127.0.0.1:" + broker.port()).withAuthorities(List.of(made.certificate()));
            assertThatThrownBy(() -> MqttPublisher.connect(otherName, Duration.ofSeconds(3), new Random(1)))
                    .hasMessageContaining("127.0.0.1");
            assertThatThrownBy(() -> connect(options.withAuthorities(List.of(made.key()))))
                    .isInstanceOf(SourceException.class)
                    .hasMessageContaining("key.pem");
        }
    }

    @Test
    void sendsAgainWhatTheDoorHadNotAcknowledged() throws Exception {
        Nem nem = new Nem();
        int port = Mosquitto.freePort();
        DoorOptions options = DoorOptions.listen("127.0.0.1:" + port, List.of());
        nem.readings.hold();
        DoorFixture first = new DoorFixture(nem, options);
        try (MqttPublisher publisher = connect(local(port))) {
            for (int i = 0; i < 20; i++) {
                var _ = publisher.publish(DoorFixture.TOPIC, reading(i), 1);
            }
            await().until(() -> nem.readings.waiting() == 20);
            nem.readings.fail();
            first.close();
            nem.registry.remove("feed");
            nem.readings.release();
            try (DoorFixture second = new DoorFixture(nem, options)) {
                publisher.flush();
                assertThat(second.nem.readings.rows())
                        .extracting(List::getFirst)
                        .contains(IntStream.range(0, 20).mapToObj(i -> "F" + i).toArray());
                assertThat(publisher.tally().lost()).isZero();
            }
        }
    }

    static BrokerOptions local(int port) {
        return BrokerOptions.of("mqtt://127.0.0.1:" + port).withRetry(Duration.ofMillis(20), Duration.ofMillis(200));
    }

    static MqttPublisher connect(BrokerOptions options) throws InterruptedException {
        return MqttPublisher.connect(options, PATIENCE, new Random(1));
    }

    static byte[] reading(int number) {
        return Nem.READING.replace("BAYSW", "F" + number).getBytes(StandardCharsets.UTF_8);
    }
}
