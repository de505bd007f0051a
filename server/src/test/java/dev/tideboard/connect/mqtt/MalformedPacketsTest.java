package dev.tideboard.connect.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tideboard.connect.Nem;
import java.io.IOException;
import java.net.SocketException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What breaks brokers: each case must cost its sender the connection, and nobody else anything. */
class MalformedPacketsTest {
    private static final DoorFixture FIXTURE = new DoorFixture(
            new Nem(),
            DoorOptions.listen("127.0.0.1:0", List.of()).withLimits(DoorLimits.DEFAULTS.withClients(1000, 4096, 10)));

    @AfterAll
    static void close() {
        FIXTURE.close();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "PUBLISH before CONNECT|30 05 0003 6e656d",
                "PING before CONNECT|c0 00",
                "DISCONNECT before CONNECT|e0 00",
                "reserved type 0|00 00",
                "type 15 before CONNECT|f0 00",
                "remaining length of five digits|10 ff ff ff ff ff 01",
                "largest remaining length|10 ff ff ff 7f 0004 4d515454 04",
                "CONNECT of another protocol|10 0d 0004 48545450 04 02 0000 0001 61",
                "CONNECT without body|10 00",
                "CONNECT with reserved flag|10 0d 0004 4d515454 04 03 0000 0001 61",
                "CONNECT whose client id is cut|10 0d 0004 4d515454 04 02 0000 00ff 61",
                "HTTP|47 45 54 20 2f 20 48 54 54 50 2f 31 2e 31 0d 0a 0d 0a",
                "TLS|16 03 01 02 00 01 00 01 fc 03 03",
            })
    void closesBeforeItLetsIn(String name, String hex) throws Exception {
        try (RawClient client = new RawClient(FIXTURE.port())) {
            client.send(hex);
            assertThat(client.readToEnd()).as(name).isEmpty();
        }
        assertAlive();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "second CONNECT|10 0d 0004 4d515454 04 02 0000 0001 61",
                "packet id 0|32 07 0003 6e656d 0000",
                "empty topic|30 02 0000",
                "empty topic at QoS 1|32 04 0000 0001",
                "wildcard in topic|30 05 0003 6e2f23",
                "plus in topic|30 05 0003 6e2f2b",
                "topic longer than the packet|30 05 00ff 6e656d",
                "topic that is not UTF-8|30 05 0003 6eff6d",
                "PUBLISH without topic length|30 01 00",
                "QoS 3|36 07 0003 6e656d 0001",
                "packet larger than allowed|30 81 40 0003 6e656d",
                "largest remaining length|30 ff ff ff 7f 0003 6e656d",
                "remaining length of five digits|30 ff ff ff ff 01",
                "SUBSCRIBE with wrong flags|80 06 0001 0001 23 00",
                "SUBSCRIBE with packet id 0|82 06 0000 0001 23 00",
                "SUBSCRIBE without filters|82 02 0001",
                "PUBACK for nothing|40 02 0001",
                "PUBREL for nothing|62 02 0001",
                "CONNACK from a client|20 02 00 00",
                "SUBACK from a client|90 03 0001 00",
                "AUTH in version 4|f0 00",
                "reserved type 0|00 00",
                "PING with a body|c0 01 00",
            })
    void closesAfterItLetIn(String name, String hex) throws Exception {
        try (RawClient client = FIXTURE.connected()) {
            client.send(hex);
            assertThat(client.readToEnd()).as(name).isEmpty();
        }
        assertAlive();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "second CONNECT|10 0e 0004 4d515454 05 02 0000 00 0001 61|82",
                "packet id 0|32 08 0003 6e656d 0000 00|81",
                "empty topic|30 03 0000 00|90",
                "topic alias|30 09 0003 6e656d 03 230001|94",
                "packet larger than allowed|30 81 40 0003 6e656d|95",
                "unknown property|30 08 0003 6e656d 02 7f01|81",
                "PUBREL for nothing|62 02 0001|82",
            })
    void tellsVersionFiveWhatWasWrong(String name, String hex, String code) throws Exception {
        try (RawClient client = new RawClient(FIXTURE.port())) {
            client.send(RawClient.CONNECT_5);
            String welcome = client.read(2);
            client.read(Integer.parseInt(welcome.substring(2), 16));
            client.send(hex);
            String goodbye = client.readToEnd();
            assertThat(goodbye).as(name).startsWith("e0");
            assertThat(goodbye.substring(4)).as(name).startsWith(code);
        }
        assertAlive();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "version 6|10 0d 0004 4d515454 06 02 0000 0001 61|20020001",
                "no client id for a kept session|10 0c 0004 4d515454 04 00 0000 0000|20020002",
            })
    void answersConnectItCannotAccept(String name, String hex, String answer) throws Exception {
        try (RawClient client = new RawClient(FIXTURE.port())) {
            assertThat(client.send(hex).readToEnd()).as(name).isEqualTo(answer);
        }
        assertAlive();
    }

    @Test
    void survivesDamagedConversations() throws Exception {
        Random random = new Random(42);
        byte[] good = RawClient.join(
                RawClient.bytes(RawClient.CONNECT_5),
                RawClient.bytes("32 12 000c 6e656d2f72656164696e6773 0001 00 7b7d"),
                RawClient.bytes("82 07 0002 00 0001 23 00"),
                RawClient.bytes("c0 00"),
                RawClient.bytes("e0 00"));
        for (int i = 0; i < 400; i++) {
            byte[] damaged = good.clone();
            for (int hit = random.nextInt(3); hit >= 0; hit--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            try (RawClient client = new RawClient(FIXTURE.port())) {
                sendAsFarAsItIsTaken(client, damaged);
            }
        }
        assertAlive();
        await().until(() -> FIXTURE.status().detail().endsWith("clients=0"));
    }

    private static void sendAsFarAsItIsTaken(RawClient client, byte[] bytes) throws IOException {
        try {
            client.send(bytes);
        } catch (SocketException e) {
            assertThat(e).hasMessageMatching("(?i).*(reset|broken pipe|abort).*");
        }
    }

    private static void assertAlive() throws Exception {
        try (RawClient client = FIXTURE.connected()) {
            assertThat(client.send("c0 00").read(2)).isEqualTo("d000");
        }
    }
}
