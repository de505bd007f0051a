package dev.tideboard.cli;

import dev.tideboard.connect.EventPublisher;
import dev.tideboard.connect.mqtt.BrokerOptions;
import dev.tideboard.connect.mqtt.MqttPublisher;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Opens MQTT clients that publish events. */
final class Publishers {
    /** For a door or broker of this machine that asks nobody who he is. */
    static final Access ANONYMOUS = new Access("", Optional.empty());

    private static final String PASSWORD = "TIDEBOARD_MQTT_PASSWORD";
    /** How long a person at a terminal waits for a broker that does not answer. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    /** A demo goes on trying: its broker may come up later. */
    static final Duration FOR_EVER = Duration.ofDays(10_000);

    private Publishers() {}

    /**
     * How to be let in; the password comes from the environment, so that it shows in no list of processes.
     *
     * @param trusted certificates to trust instead of the system's
     */
    record Access(String user, Optional<Path> trusted) {}

    /** Where to publish to, and how. */
    record Target(URI url, String topic, int qos) {}

    /** Connects, trying for as long as {@code patience} while nobody answers. */
    static EventPublisher open(Target target, Access access, Duration patience) throws InterruptedException {
        BrokerOptions options = BrokerOptions.of(target.url().toString())
                .withAuthorities(access.trusted().map(List::of).orElse(List.of()));
        if (!access.user().isEmpty()) {
            options = options.withLogin(access.user(), System.getenv().getOrDefault(PASSWORD, ""));
        }
        return MqttPublisher.connect(options, patience, RandomGenerator.getDefault())
                .to(target.topic(), target.qos());
    }
}
