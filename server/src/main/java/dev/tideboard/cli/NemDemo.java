package dev.tideboard.cli;

import dev.tideboard.Main;
import dev.tideboard.connect.EventPublisher;
import dev.tideboard.options.Settings;
import dev.tideboard.project.Environment;
import dev.tideboard.project.Project;
import dev.tideboard.project.ProjectLoader;
import dev.tideboard.project.Source;
import dev.tideboard.project.Transport;
import dev.tideboard.recording.EventSink;
import dev.tideboard.recording.FacilityFile;
import dev.tideboard.recording.Origin;
import dev.tideboard.recording.Pace;
import dev.tideboard.recording.Recording;
import dev.tideboard.recording.Replay;
import dev.tideboard.recording.ReplayOptions;
import dev.tideboard.recording.Stopwatch;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The Australian electricity market, played into a server by an outside MQTT client of the same process. */
final class NemDemo {
    private static final Logger LOG = LoggerFactory.getLogger(NemDemo.class);
    private static final String TOPIC = "nem/readings";
    private static final String SOURCE = "feed";

    private final Recording recording;
    private final Options options;

    /**
     * How the demo runs.
     *
     * @param broker publish and subscribe there; empty for the door
     * @param speed intervals a second
     * @param history span played at once at the start
     * @param publishes false when somebody else publishes
     */
    record Options(int mqttPort, Optional<URI> broker, double speed, Duration history, boolean publishes) {}

    NemDemo(Recording recording, Options options) {
        this.recording = recording;
        this.options = options;
    }

    /**
     * Runs until the process is asked to end; gives the exit code.
     *
     * @param folder where the list of facilities is written
     */
    int run(Settings settings, Path folder, StopSignal stop, Terminal terminal)
            throws IOException, InterruptedException {
        Loading loading = loading(folder);
        return switch (loading.loader().load()) {
            case ProjectLoader.Refused refused -> terminal.problems(refused.problems());
            case ProjectLoader.Loaded loaded -> {
                try (Main server = start(loading, loaded.project(), settings)) {
                    Thread publisher = Thread.ofVirtual().name("publisher").unstarted(() -> publish(server));
                    announce(server, terminal);
                    if (options.publishes()) {
                        publisher.start();
                    }
                    stop.await();
                    publisher.interrupt();
                }
                yield 0;
            }
        };
    }

    /** Starts the server alone, without the publisher. */
    Main start(Loading loading, Project project, Settings settings) throws IOException, InterruptedException {
        return Main.start(new Main.Start(loading, project, sources(project), notice(), settings));
    }

    /** The demo's project over the facilities of the recording, written into {@code folder}. */
    Loading loading(Path folder) throws IOException {
        Path facilities = folder.resolve("facilities.csv");
        FacilityFile.write(facilities, recording.facilities());
        Map<String, String> variables = Map.of(
                "NEM_LISTEN", "127.0.0.1:" + options.mqttPort(),
                "NEM_INTERVAL", recording.manifest().interval().toMillis() + "ms");
        return Loading.of(
                List.of(DemoFiles.folder("nem", folder)), Environment.of(variables), Map.of("facilities", facilities));
    }

    /** Plays the recording until interrupted. */
    void publish(Main server) {
        URI url = options.broker().orElseGet(() -> URI.create("mqtt://127.0.0.1:" + server.doorPort(SOURCE)));
        ReplayOptions replay = ReplayOptions.DEFAULT
                .withPace(new Pace.Steps(options.speed()))
                .withBurst(options.history())
                .looping(Duration.ZERO)
                .shifting()
                .announced();
        Publishers.Target target = new Publishers.Target(url, TOPIC, 1);
        try (EventPublisher publisher = Publishers.open(target, Publishers.ANONYMOUS, Publishers.FOR_EVER)) {
            new Replay(recording, sink(publisher), replay, Stopwatch.SYSTEM).run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("the demo's publisher stopped", e);
        }
    }

    static EventSink sink(EventPublisher publisher) {
        return new EventSink() {
            @Override
            public void publish(byte[] payload) throws InterruptedException {
                publisher.publish(payload);
            }

            @Override
            public void flush() throws InterruptedException {
                publisher.flush();
            }
        };
    }

    private List<Source> sources(Project project) {
        if (options.broker().isEmpty()) {
            return project.sources();
        }
        Transport there = new Transport.MqttBroker(
                options.broker().get(),
                TOPIC,
                1,
                Transport.MqttVersion.V5,
                dev.tideboard.project.Credentials.NONE,
                Optional.empty());
        return project.sources().stream()
                .map(source -> new Source(source.name(), there, source.routes(), source.position()))
                .toList();
    }

    private String notice() {
        return switch (recording.manifest().origin()) {
            case Origin.Simulated simulated -> "simulated";
            case Origin.Extracted extracted -> "replayed from " + extracted.from();
            case Origin.Recorded recorded -> "replayed from " + recorded.from();
        };
    }

    private void announce(Main server, Terminal terminal) {
        terminal.say("Tideboard is ready: " + server.url() + "/b/nem");
        int facilities = recording.facilities().size();
        String played = switch (recording.manifest().origin()) {
            case Origin.Simulated simulated -> facilities + " simulated facilities (seed " + simulated.seed() + ")";
            case Origin.Extracted extracted -> facilities + " facilities from " + extracted.from();
            case Origin.Recorded recorded -> facilities + " facilities from " + recorded.from();
        };
        terminal.say("  playing " + played + ", " + options.speed() + " intervals of "
                + recording.manifest().interval().toMinutes() + " minutes a second");
        if (options.broker().isEmpty()) {
            terminal.say("  devices publish to mqtt://127.0.0.1:" + server.doorPort(SOURCE) + ", topic " + TOPIC);
        } else {
            // without the credentials that the address may carry
            URI broker = options.broker().get();
            terminal.say("  through the broker " + broker.getScheme() + "://" + broker.getHost()
                    + (broker.getPort() < 0 ? "" : ":" + broker.getPort()) + ", topic " + TOPIC);
        }
        if (!recording.manifest().attribution().isEmpty()) {
            terminal.say("  " + recording.manifest().attribution());
        }
        if (options.publishes()) {
            terminal.say(
                    "  the publisher's first message is no reading: see it refused, with the reason, on the board");
        }
        terminal.say("  Ctrl-C ends it");
    }
}
