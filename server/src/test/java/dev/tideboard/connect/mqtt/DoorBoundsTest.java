package dev.tideboard.connect.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tideboard.connect.Nem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the door does when too much comes, or nothing. */
class DoorBoundsTest {
    private static final DoorOptions OPTIONS = DoorOptions.listen("127.0.0.1:0", List.of());

    @Test
    void acknowledgesInTheOrderOfArrival() throws Exception {
        try (DoorFixture fixture = new DoorFixture();
                RawClient client = fixture.connected()) {
            fixture.nem.readings.hold();
            client.publish(DoorFixture.TOPIC, 1, Nem.READING, false);
            client.publish(DoorFixture.TOPIC, 2, Nem.PRICE, false);
            await().until(() -> fixture.nem.market.rows().size() == 1);
            assertThat(client.hearsNothing()).isTrue();
            fixture.nem.readings.tick();
            assertThat(client.read(8)).isEqualTo("40020001" + "40020002");
        }
    }

    @Test
    void readsNoFurtherThanMessagesMayWait() throws Exception {
        try (DoorFixture fixture =
                        new DoorFixture(new Nem(), OPTIONS.withLimits(DoorLimits.DEFAULTS.withClients(10, 4096, 4)));
                RawClient client = fixture.connected()) {
            fixture.nem.readings.hold();
            for (int i = 1; i <= 10; i++) {
                client.publish(DoorFixture.TOPIC, i, Nem.READING, false);
            }
            await().until(() -> fixture.nem.readings.waiting() == 4);
            assertThat(client.hearsNothing()).isTrue();
            assertThat(fixture.nem.readings.waiting()).isEqualTo(4);
            fixture.nem.readings.release();
            assertThat(client.read(40)).startsWith("40020001").endsWith("4002000a");
            assertThat(fixture.nem.readings.rows()).hasSize(10);
        }
    }

    @Test
    void losesNoQosOneMessageWhenTheQueueIsFull() throws Exception {
        try (DoorFixture fixture = new DoorFixture(new Nem(3), OPTIONS);
                RawClient client = fixture.connected()) {
            fixture.nem.readings.hold();
            for (int i = 1; i <= 50; i++) {
                client.publish(DoorFixture.TOPIC, i, Nem.READING.replace("BAYSW", "F" + i), false);
            }
            await().until(() -> fixture.nem.readings.waiting() == 3);
            assertThat(client.hearsNothing()).isTrue();
            fixture.nem.readings.tick();
            assertThat(client.read(12)).isEqualTo("40020001" + "40020002" + "40020003");
            fixture.nem.readings.release();
            assertThat(client.read(4 * 47)).endsWith("40020032");
            assertThat(fixture.nem.readings.rows())
                    .extracting(List::getFirst)
                    .containsExactlyElementsOf(java.util.stream.IntStream.rangeClosed(1, 50)
                            .mapToObj(i -> (Object) ("F" + i))
                            .toList());
        }
    }

    @Test
    void countsQosZeroMessagesItDroppedWhenTheQueueWasFull() throws Exception {
        try (DoorFixture fixture = new DoorFixture(new Nem(3), OPTIONS);
                RawClient client = fixture.connected()) {
            fixture.nem.readings.hold();
            byte[] topic = RawClient.join(new byte[] {0, 12}, DoorFixture.TOPIC.getBytes(StandardCharsets.UTF_8));
            for (int i = 0; i < 10; i++) {
                client.packet(0x30, RawClient.join(topic, Nem.READING.getBytes(StandardCharsets.UTF_8)));
            }
            await().until(() -> fixture.status().detail().contains("dropped=7 rows"));
            client.send("c0 00");
            assertThat(client.read(2)).isEqualTo("d000");
        }
    }

    @Test
    void givesUpWaitingForRoomWhenTheClientIsGone() throws Exception {
        try (DoorFixture fixture = new DoorFixture(new Nem(1), OPTIONS)) {
            fixture.nem.readings.hold();
            try (RawClient client = fixture.connected()) {
                client.publish(DoorFixture.TOPIC, 1, Nem.READING, false);
                client.publish(DoorFixture.TOPIC, 2, Nem.READING.replace("BAYSW", "GONE"), false);
                await().until(() -> fixture.nem.readings.waiting() == 1);
            }
            await().until(() -> fixture.status().detail().contains("clients=0"));
            fixture.nem.readings.release();
            assertThat(fixture.nem.readings.rows()).extracting(List::getFirst).containsExactly("BAYSW");
        }
    }

    @Test
    void sendsClientsAwayWhenTheEngineStops() throws Exception {
        try (DoorFixture fixture = new DoorFixture();
                RawClient client = new RawClient(fixture.port())) {
            fixture.nem.readings.hold();
            client.send(RawClient.CONNECT_5).publish(DoorFixture.TOPIC, 1, Nem.READING, true);
            await().until(() -> fixture.nem.readings.waiting() == 1);
            fixture.nem.readings.fail();
            assertThat(client.readToEnd()).contains("89").doesNotContain("40020001");
        }
    }

    @Test
    void sendsAwayWhoMadeNoProgressForLongestWhenAllTogetherHoldTooMuch() throws Exception {
        DoorLimits limits = DoorLimits.DEFAULTS.withClients(20, 64 * 1024, 10).withHeld(256 * 1024);
        try (DoorFixture fixture = new DoorFixture(new Nem(), OPTIONS.withLimits(limits));
                RawClient busy = fixture.connected()) {
            List<RawClient> unfinished = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                RawClient client = fixture.connected();
                unfinished.add(client);
                client.send("30 e0ff03").send(new byte[50_000]); // 65,504 bytes are announced
                busy.publish(DoorFixture.TOPIC, i + 1, Nem.READING, false);
                assertThat(busy.read(4)).isEqualTo("4002000" + (i + 1));
            }
            assertThat(unfinished.getFirst().readToEnd()).isEmpty();
            await().until(() -> fixture.status().detail().matches(".*clients=[3-6]"));
            assertThat(busy.publish(DoorFixture.TOPIC, 9, Nem.PRICE, false).read(4))
                    .isEqualTo("40020009");
            for (RawClient client : unfinished) {
                client.close();
            }
        }
    }

    @Test
    void turnsAwayConnectionsBeyondTheirNumber() throws Exception {
        try (DoorFixture fixture =
                        new DoorFixture(new Nem(), OPTIONS.withLimits(DoorLimits.DEFAULTS.withClients(2, 4096, 4)));
                RawClient first = new RawClient(fixture.port());
                RawClient second = new RawClient(fixture.port())) {
            second.send(RawClient.CONNECT_4).read(4);
            try (RawClient third = new RawClient(fixture.port())) {
                assertThat(third.readToEnd()).isEmpty();
            }
            first.vanish();
            await().untilAsserted(() -> {
                try (RawClient fourth = new RawClient(fixture.port())) {
                    assertThat(fourth.send(RawClient.CONNECT_4.replace("61", "62"))
                                    .read(4))
                            .isEqualTo("20020000");
                }
            });
        }
    }

    @Test
    void closesWhoTakesTooLongToConnect() throws Exception {
        DoorOptions hasty = OPTIONS.withLimits(
                DoorLimits.DEFAULTS.withTimeouts(Duration.ofMillis(300), Duration.ofHours(1), Duration.ofHours(1)));
        try (DoorFixture fixture = new DoorFixture(new Nem(), hasty);
                RawClient mute = new RawClient(fixture.port());
                RawClient half = new RawClient(fixture.port())) {
            half.send("10 0d 0004 4d51");
            assertThat(mute.readToEnd()).isEmpty();
            assertThat(half.readToEnd()).isEmpty();
        }
    }

    @Test
    void holdsLittleOfWhoHasNotSaidWhoItIs() throws Exception {
        DoorOptions patient = OPTIONS.withLimits(
                DoorLimits.DEFAULTS.withTimeouts(Duration.ofHours(1), Duration.ofHours(1), Duration.ofHours(1)));
        try (DoorFixture fixture = new DoorFixture(new Nem(), patient);
                RawClient stranger = new RawClient(fixture.port())) {
            stranger.send("10 c0 9a 0c 0004 4d515454 04"); // the beginning of a CONNECT of 200,000 bytes
            stranger.readToEnd();
        }
    }

    @Test
    void takesLongMessagesOfWhoHas() throws Exception {
        try (DoorFixture fixture = new DoorFixture();
                RawClient client = fixture.connected()) {
            client.publish(DoorFixture.TOPIC, 1, Nem.READING + " ".repeat(100_000), false);
            assertThat(client.read(4)).isEqualTo("40020001");
        }
    }

    @Test
    void closesWhoIsSilentForHalfAgainItsKeepAlive() throws Exception {
        try (DoorFixture fixture = new DoorFixture();
                RawClient client = new RawClient(fixture.port())) {
            client.send("10 0e 0004 4d515454 05 02 0001 00 0001 61");
            assertThat(client.readToEnd()).contains("8d");
        }
    }

    @Test
    void closesWhoNeverCompletesAPacket() throws Exception {
        DoorOptions hasty = OPTIONS.withLimits(
                DoorLimits.DEFAULTS.withTimeouts(Duration.ofSeconds(10), Duration.ofMillis(300), Duration.ofHours(1)));
        try (DoorFixture fixture = new DoorFixture(new Nem(), hasty);
                RawClient client = fixture.connected()) {
            client.send("32 80 01 0003 6e656d");
            assertThat(client.readToEnd()).isEmpty();
        }
    }

    @Test
    void closesWhoNeverReadsItsReplies() throws Exception {
        DoorOptions hasty = OPTIONS.withLimits(
                DoorLimits.DEFAULTS.withTimeouts(Duration.ofSeconds(10), Duration.ofHours(1), Duration.ofMillis(300)));
        try (DoorFixture fixture = new DoorFixture(new Nem(), hasty);
                RawClient client = fixture.connected()) {
            Thread flood = floodWithPings(client);
            await().until(() -> fixture.status().detail().endsWith("clients=0"));
            flood.interrupt();
            try (RawClient other = fixture.connected()) {
                assertThat(other.send("c0 00").read(2)).isEqualTo("d000");
            }
        }
    }

    @Test
    void closesAlthoughAClientNeverReads() throws Exception {
        DoorFixture fixture = new DoorFixture();
        try (RawClient client = fixture.connected()) {
            Thread flood = floodWithPings(client);
            await().until(() -> flood.getState() == Thread.State.WAITING || flood.getState() == Thread.State.BLOCKED);
            fixture.close();
            flood.join();
            assertThat(fixture.status().detail()).isEqualTo("closed");
        }
    }

    private static Thread floodWithPings(RawClient client) {
        byte[] pings = new byte[64 * 1024];
        for (int i = 0; i < pings.length; i += 2) {
            pings[i] = (byte) 0xc0;
        }
        return Thread.ofVirtual().start(() -> {
            try {
                while (!Thread.interrupted()) {
                    client.send(pings);
                }
            } catch (IOException e) {
                return; // closed, as it should be
            }
        });
    }

    @Test
    void givesTheSessionToTheLatestClientOfAnId() throws Exception {
        try (DoorFixture fixture = new DoorFixture();
                RawClient older = new RawClient(fixture.port());
                RawClient newer = new RawClient(fixture.port())) {
            older.send(RawClient.CONNECT_5).read(5);
            newer.send(RawClient.CONNECT_4).read(4);
            assertThat(older.readToEnd()).contains("8e");
            assertThat(newer.send("c0 00").read(2)).isEqualTo("d000");
            assertThat(fixture.status().detail()).endsWith("clients=1");
        }
    }
}
