package dev.tideboard.connect.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tideboard.connect.Nem;
import dev.tideboard.engine.SourceStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The source with a real broker. */
class MqttSourceTest {
    private static final Duration HOUR = Duration.ofHours(1);

    @TempDir
    private Path folder;

    private final Nem nem = new Nem();

    @ParameterizedTest
    @EnumSource
    void takesWhatOthersPublish(BrokerOptions.Version version) throws Exception {
        try (Mosquitto broker = Mosquitto.start(folder, "allow_anonymous true");
                MqttSource source =
                        source(MqttPublisherTest.local(broker.port()).withVersion(version))) {
            source.start();
            awaitState(SourceStatus.State.LIVE);
            assertThat(status().detail()).isEqualTo("mqtt://127.0.0.1:" + broker.port() + ", topic nem/#");
            Mosquitto.Said said = Mosquitto.publish(
                    "-p", Integer.toString(broker.port()), "-t", "nem/readings", "-q", "1", "-m", Nem.READING);
            assertThat(said.exit()).as(said.output()).isZero();
            Mosquitto.publish("-p", Integer.toString(broker.port()), "-t", "nem/readings", "-m", "starting...");
            await().until(() -> status().accepted() == 1 && status().refused() == 1);
            assertThat(nem.readings.rows()).containsExactly(List.of("BAYSW", Nem.AT, 1840.5, 136.8));
            assertThat(nem.quarantine.only().source()).isEqualTo("feed");
        }
        assertThat(status().state()).isEqualTo(SourceStatus.State.OFFLINE);
    }

    @ParameterizedTest
    @EnumSource
    void leavesWithTheBrokerWhatItHasNotAccepted(BrokerOptions.Version version) throws Exception {
        try (Mosquitto broker = Mosquitto.start(folder, "allow_anonymous true")) {
            BrokerOptions options =
                    MqttPublisherTest.local(broker.port()).withVersion(version).withSession("tideboard-test", HOUR);
            nem.readings.hold();
            try (MqttSource source = source(options);
                    MqttPublisher publisher = MqttPublisherTest.connect(MqttPublisherTest.local(broker.port()))) {
                source.start();
                awaitState(SourceStatus.State.LIVE);
                publisher
                        .publish("nem/readings", MqttPublisherTest.reading(1), 1)
                        .join();
                publisher
                        .publish("nem/readings", MqttPublisherTest.reading(2), 1)
                        .join();
                await().until(() -> nem.readings.waiting() == 2);
            }
            nem.readings.fail();
            nem.readings.release();
            assertThat(nem.readings.rows()).isEmpty();
            nem.registry.remove("feed");
            try (MqttSource again = source(options)) {
                again.start();
                await().until(() -> nem.readings.rows().size() == 2);
                assertThat(nem.readings.rows()).extracting(List::getFirst).containsExactly("F1", "F2");
            }
        }
    }

    /** A broker in a burst sends more than it may before they are acknowledged; a connection broken off for it loses rows. */
    @ParameterizedTest
    @EnumSource
    void losesNothingOfABurstThatIsFarMoreThanItHolds(BrokerOptions.Version version) throws Exception {
        try (Mosquitto broker = Mosquitto.start(folder, "allow_anonymous true");
                MqttSource source = source(MqttPublisherTest.local(broker.port())
                        .withVersion(version)
                        .withInFlight(10));
                MqttPublisher publisher = MqttPublisherTest.connect(MqttPublisherTest.local(broker.port()))) {
            source.start();
            awaitState(SourceStatus.State.LIVE);
            for (int i = 0; i < 5000; i++) {
                var _ = publisher.publish("nem/readings", MqttPublisherTest.reading(i), 1);
            }
            publisher.flush();
            await().until(() -> nem.readings.rows().size() >= 5000);
            assertThat(nem.readings.rows())
                    .extracting(List::getFirst)
                    .containsExactlyElementsOf(IntStream.range(0, 5000)
                            .mapToObj(i -> (Object) ("F" + i))
                            .toList());
        }
    }

    @ParameterizedTest
    @EnumSource
    void losesNothingWhenTheBrokerIsRestarted(BrokerOptions.Version version) throws Exception {
        try (Mosquitto broker = Mosquitto.start(folder, "allow_anonymous true");
                MqttSource source =
                        source(MqttPublisherTest.local(broker.port()).withSession("tideboard-test", HOUR));
                MqttPublisher publisher = MqttPublisherTest.connect(MqttPublisherTest.local(broker.port()))) {
            source.start();
            awaitState(SourceStatus.State.LIVE);
            CompletableFuture<Void> published = CompletableFuture.runAsync(() -> {
                try {
                    for (int i = 0; i < 3000; i++) {
                        var _ = publisher.publish("nem/readings", MqttPublisherTest.reading(i), 1);
                    }
                    publisher.flush();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            for (int restart = 1; restart <= 3; restart++) {
                int enough = restart * 500;
                await().atMost(30, TimeUnit.SECONDS)
                        .until(() -> nem.readings.rows().size() >= enough);
                broker.stop();
                awaitState(SourceStatus.State.OFFLINE);
                broker.restart();
            }
            published.get(60, TimeUnit.SECONDS);
            Set<Object> expected =
                    IntStream.range(0, 3000).mapToObj(i -> "F" + i).collect(Collectors.toSet());
            await().atMost(30, TimeUnit.SECONDS)
                    .untilAsserted(() -> assertThat(nem.readings.rows().stream()
                                    .map(List::getFirst)
                                    .collect(Collectors.toSet()))
                            .isEqualTo(expected));
            assertThat(publisher.tally().lost()).isZero();
            awaitState(SourceStatus.State.LIVE);
        }
    }

    @Test
    void comesBackAfterTheBrokerWasKilled() throws Exception {
        try (Mosquitto broker = Mosquitto.start(folder, "allow_anonymous true");
                MqttSource source = source(MqttPublisherTest.local(broker.port()))) {
            source.start();
            awaitState(SourceStatus.State.LIVE);
            broker.kill();
            await().until(() -> status().detail().contains("Connection refused"));
            assertThat(status().state()).isEqualTo(SourceStatus.State.OFFLINE);
            assertThat(status().detail()).contains("trying again in ");
            broker.restart();
            awaitState(SourceStatus.State.LIVE);
            Mosquitto.publish(
                    "-p", Integer.toString(broker.port()), "-t", "nem/readings", "-q", "1", "-m", Nem.READING);
            await().until(() -> nem.readings.rows().size() == 1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void isOfflineWithTheReasonWhenTheBrokerRefusesIt(BrokerOptions.Version version) throws Exception {
        Files.writeString(folder.resolve("passwords"), "");
        try (Mosquitto broker = Mosquitto.start(
                        folder, "allow_anonymous false", "password_file " + folder.resolve("passwords"));
                MqttSource source =
                        source(MqttPublisherTest.local(broker.port()).withVersion(version))) {
            source.start();
            awaitState(SourceStatus.State.OFFLINE);
            assertThat(status().detail()).contains("broker refused the connection: NOT_AUTHORIZED");
        }
    }

    @Test
    void isLetInWithItsPassword() throws Exception {
        Path passwords = folder.resolve("passwords");
        Mosquitto.Said said =
                Mosquitto.run(List.of("/usr/bin/mosquitto_passwd", "-b", "-c", passwords.toString(), "nem", "secret"));
        assertThat(said.exit()).as(said.output()).isZero();
        try (Mosquitto broker = Mosquitto.start(folder, "allow_anonymous false", "password_file " + passwords);
                MqttSource source =
                        source(MqttPublisherTest.local(broker.port()).withLogin("nem", "secret"))) {
            source.start();
            awaitState(SourceStatus.State.LIVE);
        }
    }

    @Test
    void isOfflineWhenTheSubscriptionIsRefused() throws Exception {
        try (DoorFixture door = new DoorFixture();
                MqttSource source = source(MqttPublisherTest.local(door.port()))) {
            source.start();
            awaitState(SourceStatus.State.OFFLINE);
            assertThat(status().detail())
                    .contains("broker refused the subscription: [IMPLEMENTATION_SPECIFIC_ERROR]"
                            + " (this door takes messages in");
        }
    }

    @Test
    void waitsWhileTheQueueOfItsTableIsFull() throws Exception {
        Nem small = new Nem(2);
        small.readings.hold();
        try (Mosquitto broker = Mosquitto.start(folder, "allow_anonymous true");
                MqttSource source = new MqttSource(
                        MqttPublisherTest.local(broker.port()),
                        new MqttSource.Subscription(new TopicFilter("nem/#"), 1),
                        small.intake(),
                        new Random(1));
                MqttPublisher publisher = MqttPublisherTest.connect(MqttPublisherTest.local(broker.port()))) {
            source.start();
            await().until(() -> small.registry.sources().getFirst().state() == SourceStatus.State.LIVE);
            for (int i = 0; i < 50; i++) {
                var _ = publisher.publish("nem/readings", MqttPublisherTest.reading(i), 1);
            }
            publisher.flush();
            await().until(() -> small.readings.waiting() == 2);
            small.readings.release();
            await().until(() -> small.readings.rows().size() == 50);
            assertThat(small.readings.rows())
                    .extracting(List::getFirst)
                    .containsExactlyElementsOf(IntStream.range(0, 50)
                            .mapToObj(i -> (Object) ("F" + i))
                            .toList());
        }
    }

    private MqttSource source(BrokerOptions options) {
        return new MqttSource(
                options, new MqttSource.Subscription(new TopicFilter("nem/#"), 1), nem.intake(), new Random(1));
    }

    private SourceStatus.Source status() {
        return nem.registry.sources().getFirst();
    }

    private void awaitState(SourceStatus.State state) {
        await().atMost(20, TimeUnit.SECONDS).until(() -> status().state() == state);
    }
}
