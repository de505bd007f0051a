package dev.tideboard.connect.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.Mqtt3Client;
import com.hivemq.client.mqtt.mqtt3.exceptions.Mqtt3ConnAckException;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5ConnAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5PubAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5SubAckException;
import com.hivemq.client.mqtt.mqtt5.message.connect.connack.Mqtt5ConnAck;
import com.hivemq.client.mqtt.mqtt5.message.connect.connack.Mqtt5ConnAckReasonCode;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PublishResult;
import com.hivemq.client.mqtt.mqtt5.message.publish.puback.Mqtt5PubAckReasonCode;
import dev.tideboard.connect.Nem;
import dev.tideboard.connect.SourceException;
import dev.tideboard.engine.SourceStatus;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The door as the clients of others see it. */
class MqttDoorTest {
    private static final byte[] READING = Nem.READING.getBytes(StandardCharsets.UTF_8);

    @Test
    void acknowledgesToVersionFiveOnlyAfterTheRowIsAccepted() {
        try (DoorFixture fixture = new DoorFixture()) {
            fixture.nem.readings.hold();
            Mqtt5AsyncClient client = five(fixture.port());
            CompletableFuture<Mqtt5PublishResult> sent = publish(client, READING);
            await().until(() -> fixture.nem.readings.waiting() == 1);
            assertThat(sent).isNotDone();
            fixture.nem.readings.tick();
            assertThat(sent.join().getError()).isEmpty();
            assertThat(fixture.nem.readings.rows()).containsExactly(List.of("BAYSW", Nem.AT, 1840.5, 136.8));
            assertThat(fixture.status().accepted()).isEqualTo(1);
            client.disconnect().join();
        }
    }

    @Test
    void acknowledgesToVersionThreeOnlyAfterTheRowIsAccepted() {
        try (DoorFixture fixture = new DoorFixture()) {
            fixture.nem.readings.hold();
            Mqtt3AsyncClient client = three(fixture.port());
            CompletableFuture<?> sent = client.publishWith()
                    .topic(DoorFixture.TOPIC)
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .payload(READING)
                    .send();
            await().until(() -> fixture.nem.readings.waiting() == 1);
            assertThat(sent).isNotDone();
            fixture.nem.readings.tick();
            sent.join();
            client.disconnect().join();
        }
    }

    @Test
    void tellsVersionFiveWhyAMessageWasRefused() {
        try (DoorFixture fixture = new DoorFixture()) {
            Mqtt5AsyncClient client = five(fixture.port());
            Mqtt5PubAckException refused = refused(publish(client, bytes("starting...")));
            assertThat(refused.getMqttMessage().getReasonCode())
                    .isEqualTo(Mqtt5PubAckReasonCode.PAYLOAD_FORMAT_INVALID);
            assertThat(refused.getMqttMessage().getReasonString().orElseThrow().toString())
                    .startsWith("not JSON, at byte ");
            fixture.nem.readings.refuse("unknown facility");
            refused = refused(publish(client, READING));
            assertThat(refused.getMqttMessage().getReasonString().orElseThrow()).hasToString("unknown facility");
            assertThat(fixture.status().refused()).isEqualTo(2);
            client.disconnect().join();
        }
    }

    @Test
    void acknowledgesRefusedMessageToVersionThreeBecauseItIsInTheQuarantine() {
        try (DoorFixture fixture = new DoorFixture()) {
            Mqtt3AsyncClient client = three(fixture.port());
            client.publishWith()
                    .topic(DoorFixture.TOPIC)
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .payload(bytes("starting..."))
                    .send()
                    .join();
            assertThat(fixture.nem.quarantine.only().value()).isEqualTo("starting...");
            client.disconnect().join();
        }
    }

    @Test
    void tellsWhichTopicsItTakes() {
        try (DoorFixture fixture = new DoorFixture()) {
            Mqtt5AsyncClient client = five(fixture.port());
            Mqtt5PubAckException refused = refused(client.publishWith()
                    .topic("weather")
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .payload(READING)
                    .send());
            assertThat(refused.getMqttMessage().getReasonCode()).isEqualTo(Mqtt5PubAckReasonCode.TOPIC_NAME_INVALID);
            assertThat(fixture.nem.quarantine.only().reason())
                    .isEqualTo("no source takes topic 'weather', expected [nem/#]");
            client.disconnect().join();
        }
    }

    @Test
    void refusesSubscriptionsPolitely() throws Exception {
        try (DoorFixture fixture = new DoorFixture()) {
            Mqtt5AsyncClient five = five(fixture.port());
            assertThatThrownBy(
                            () -> five.subscribeWith().topicFilter("#").send().join())
                    .cause()
                    .isInstanceOfSatisfying(
                            Mqtt5SubAckException.class,
                            refused -> assertThat(refused.getMqttMessage()
                                            .getReasonString()
                                            .orElseThrow()
                                            .toString())
                                    .startsWith("this door takes messages in"));
            assertThat(publish(five, READING).join().getError()).isEmpty();
            five.unsubscribeWith()
                    .topicFilter("#")
                    .send()
                    .exceptionally(none -> null)
                    .join();
            five.disconnect().join();
            try (RawClient three = fixture.connected()) {
                three.send("82 06 0007 0001 23 00");
                assertThat(three.read(5)).isEqualTo("9003000780");
                three.send("a2 05 0008 0001 23");
                assertThat(three.read(4)).isEqualTo("b0020008");
                three.send("c0 00");
                assertThat(three.read(2)).isEqualTo("d000");
            }
        }
    }

    @Test
    void announcesItsLimitsToVersionFive() {
        try (DoorFixture fixture = new DoorFixture(
                new Nem(),
                DoorOptions.listen("127.0.0.1:0", List.of()).withLimits(DoorLimits.DEFAULTS.withClients(9, 4096, 7)))) {
            Mqtt5AsyncClient client = Mqtt5Client.builder()
                    .serverHost("127.0.0.1")
                    .serverPort(fixture.port())
                    .buildAsync();
            Mqtt5ConnAck welcome = client.connect().join();
            assertThat(welcome.getRestrictions().getMaximumQos()).isEqualTo(MqttQos.AT_LEAST_ONCE);
            assertThat(welcome.getRestrictions().getReceiveMaximum()).isEqualTo(7);
            assertThat(welcome.getRestrictions().getMaximumPacketSize()).isEqualTo(4096);
            assertThat(welcome.getAssignedClientIdentifier().orElseThrow().toString())
                    .startsWith("tideboard-");
            client.disconnect().join();
        }
    }

    @Test
    void refusesQosTwoAndSaysSoWhereTheClientListens() throws Exception {
        try (DoorFixture fixture = new DoorFixture()) {
            try (RawClient five = new RawClient(fixture.port())) {
                five.send(RawClient.CONNECT_5).read(3);
                five.send("34 08 0003 6e656d 0001 00");
                assertThat(five.readToEnd()).contains("e0").contains("9b");
            }
            try (RawClient three = fixture.connected()) {
                three.send("34 07 0003 6e656d 0001");
                assertThat(three.readToEnd()).isEmpty();
            }
            assertThat(fixture.nem.quarantine.latest(9))
                    .hasSize(2)
                    .allSatisfy(entry -> assertThat(entry.reason()).startsWith("QoS 2, expected 0 or 1"));
        }
    }

    @Test
    void letsInOnlyWhoKnowsThePassword() {
        DoorOptions options =
                DoorOptions.listen("127.0.0.1:0", List.of(new Credential("nem", "secret"), new Credential("b", "c")));
        try (DoorFixture fixture = new DoorFixture(new Nem(), options)) {
            Mqtt5AsyncClient five = Mqtt5Client.builder()
                    .serverHost("127.0.0.1")
                    .serverPort(fixture.port())
                    .buildAsync();
            assertThatThrownBy(() -> five.connect().join())
                    .cause()
                    .isInstanceOfSatisfying(
                            Mqtt5ConnAckException.class,
                            refused -> assertThat(refused.getMqttMessage().getReasonCode())
                                    .isEqualTo(Mqtt5ConnAckReasonCode.BAD_USER_NAME_OR_PASSWORD));
            Mqtt3AsyncClient three = Mqtt3Client.builder()
                    .serverHost("127.0.0.1")
                    .serverPort(fixture.port())
                    .simpleAuth()
                    .username("nem")
                    .password(bytes("secreT"))
                    .applySimpleAuth()
                    .buildAsync();
            assertThatThrownBy(() -> three.connect().join())
                    .isInstanceOf(CompletionException.class)
                    .cause()
                    .isInstanceOf(Mqtt3ConnAckException.class);
            Mqtt5AsyncClient known = Mqtt5Client.builder()
                    .serverHost("127.0.0.1")
                    .serverPort(fixture.port())
                    .simpleAuth()
                    .username("nem")
                    .password(bytes("secret"))
                    .applySimpleAuth()
                    .buildAsync();
            known.connect().join();
            known.disconnect().join();
        }
    }

    @Test
    void refusesToOpenToTheNetworkWithoutPassword() {
        assertThatThrownBy(() -> DoorOptions.listen("0.0.0.0:1883", List.of()))
                .isInstanceOf(SourceException.class)
                .hasMessage("listen=0.0.0.0:1883 is open to the network, expected user and password for this door, or"
                        + " listen=127.0.0.1:1883");
        assertThat(DoorOptions.listen("0.0.0.0:1883", List.of(new Credential("a", "b")))
                        .port())
                .isEqualTo(1883);
        assertThat(DoorOptions.listen("[::1]:1", List.of()).host()).isEqualTo("::1");
        assertThat(new Credential("a", "topsecret").toString()).doesNotContain("topsecret");
    }

    @Test
    void speaksTls(@TempDir Path folder) throws Exception {
        Certificates made = Certificates.make(folder);
        DoorOptions options = DoorOptions.listen("127.0.0.1:0", List.of())
                .withTransport(new DoorOptions.Transport.Tls(made.certificate(), made.key()));
        try (DoorFixture fixture = new DoorFixture(new Nem(), options)) {
            Mosquitto.Said said = Mosquitto.publish(
                    "-h",
                    "localhost",
                    "-p",
                    port(fixture),
                    "--cafile",
                    made.certificate().toString(),
                    "-t",
                    DoorFixture.TOPIC,
                    "-q",
                    "1",
                    "-m",
                    Nem.READING);
            assertThat(said.exit()).as(said.output()).isZero();
            assertThat(fixture.nem.readings.rows()).hasSize(1);
        }
    }

    @Test
    void takesMessagesOfMosquittoInEveryVersion() throws Exception {
        try (DoorFixture fixture = new DoorFixture()) {
            for (String version : List.of("31", "311", "5")) {
                for (String qos : List.of("0", "1")) {
                    Mosquitto.Said said = Mosquitto.publish(
                            "-h",
                            "127.0.0.1",
                            "-p",
                            port(fixture),
                            "-V",
                            version,
                            "-q",
                            qos,
                            "-t",
                            DoorFixture.TOPIC,
                            "-m",
                            Nem.READING);
                    assertThat(said.exit()).as(said.output()).isZero();
                }
            }
            await().until(() -> fixture.nem.readings.rows().size() == 6);
        }
    }

    @Test
    void tellsMosquittoThatQosTwoIsNotForUs() throws Exception {
        try (DoorFixture fixture = new DoorFixture()) {
            Mosquitto.Said said = Mosquitto.publish(
                    "-h", "127.0.0.1", "-p", port(fixture), "-V", "5", "-q", "2", "-t", DoorFixture.TOPIC, "-m", "{}");
            assertThat(said.output()).containsIgnoringCase("qos");
            assertThat(fixture.nem.readings.rows()).isEmpty();
        }
    }

    @Test
    void showsWhoIsConnected() {
        try (DoorFixture fixture = new DoorFixture()) {
            assertThat(fixture.status().state()).isEqualTo(SourceStatus.State.LIVE);
            assertThat(fixture.status().detail()).endsWith("clients=0");
            Mqtt5AsyncClient client = five(fixture.port());
            assertThat(fixture.status().detail()).endsWith("clients=1");
            client.disconnect().join();
            await().until(() -> fixture.status().detail().endsWith("clients=0"));
        }
    }

    @Test
    void saysWhenThePortIsTaken() {
        try (DoorFixture fixture = new DoorFixture()) {
            Vertx vertx = Vertx.vertx();
            MqttDoor second = new MqttDoor(
                    vertx,
                    DoorOptions.listen("127.0.0.1:" + fixture.port(), List.of()),
                    List.of(),
                    fixture.nem.quarantine,
                    Nem.CLOCK);
            assertThatThrownBy(second::start)
                    .isInstanceOf(SourceException.class)
                    .hasMessageContaining("cannot listen on 127.0.0.1:" + fixture.port());
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    @Test
    void saysGoodbyeWhenItCloses() throws Exception {
        DoorFixture fixture = new DoorFixture();
        try (RawClient client = new RawClient(fixture.port())) {
            client.send(RawClient.CONNECT_5).read(5);
            await().until(() -> fixture.status().detail().endsWith("clients=1"));
            fixture.close();
            assertThat(client.readToEnd()).contains("8b");
            assertThat(fixture.status().state()).isEqualTo(SourceStatus.State.OFFLINE);
        }
    }

    private static Mqtt5PubAckException refused(CompletableFuture<Mqtt5PublishResult> sent) {
        return (Mqtt5PubAckException) sent.handle((result, failure) -> failure).join();
    }

    private static String port(DoorFixture fixture) {
        return Integer.toString(fixture.port());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Mqtt5AsyncClient five(int port) {
        Mqtt5AsyncClient client =
                Mqtt5Client.builder().serverHost("127.0.0.1").serverPort(port).buildAsync();
        client.connect().join();
        return client;
    }

    private static Mqtt3AsyncClient three(int port) {
        Mqtt3AsyncClient client =
                Mqtt3Client.builder().serverHost("127.0.0.1").serverPort(port).buildAsync();
        client.connect().join();
        return client;
    }

    private static CompletableFuture<Mqtt5PublishResult> publish(Mqtt5AsyncClient client, byte[] payload) {
        return client.publishWith()
                .topic(DoorFixture.TOPIC)
                .qos(MqttQos.AT_LEAST_ONCE)
                .payload(payload)
                .send();
    }
}
