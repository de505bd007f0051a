package dev.tideboard.cli;

import dev.tideboard.connect.EventPublisher;
import dev.tideboard.connect.SourceException;
import dev.tideboard.connect.mqtt.BrokerOptions;
import dev.tideboard.recording.Pace;
import dev.tideboard.recording.Recording;
import dev.tideboard.recording.RecordingException;
import dev.tideboard.recording.Replay;
import dev.tideboard.recording.ReplayOptions;
import dev.tideboard.recording.Stopwatch;
import dev.tideboard.recording.WideCache;
import dev.tideboard.store.ParquetFile;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code publish FILE --mqtt URL}: plays a recording to any broker, or to a door. */
@Command(
        name = "publish",
        mixinStandardHelpOptions = true,
        description = "Plays a recording to an MQTT broker or door.")
final class PublishCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "FILE", description = "a folder with a wide cache, or a wide CSV or Parquet file")
    private Path file = Path.of("");

    @Option(
            names = "--mqtt",
            required = true,
            paramLabel = "URL",
            description = "mqtt://host:port or mqtts://host:port")
    private URI broker = URI.create("mqtt://127.0.0.1:1883");

    @Option(
            names = "--topic",
            paramLabel = "TOPIC",
            defaultValue = "nem/readings",
            description = "default: ${DEFAULT-VALUE}")
    private String topic = "nem/readings";

    @Option(names = "--qos", paramLabel = "0|1", defaultValue = "1", description = "default: ${DEFAULT-VALUE}")
    private int qos = 1;

    @Option(
            names = "--every",
            paramLabel = "DURATION",
            description = "wait this long after each event, as in 100ms, instead of playing whole intervals at once")
    private @Nullable Duration every;

    @Option(
            names = "--speed",
            paramLabel = "X",
            defaultValue = "1",
            description = "play X intervals a second; with --every, wait that much shorter (default: ${DEFAULT-VALUE})")
    private double speed = 1;

    @Option(names = "--loop", description = "begin again at the end, for ever")
    private boolean loop;

    @Option(
            names = "--cooldown",
            paramLabel = "DURATION",
            defaultValue = "60s",
            description = "the wait between two passes (default: ${DEFAULT-VALUE})")
    private Duration cooldown = Duration.ofSeconds(60);

    @Option(
            names = "--shift",
            description = "move each pass on by the recording's length, instead of repeating its times")
    private boolean shift;

    @Option(
            names = "--burst",
            paramLabel = "DURATION",
            defaultValue = "0s",
            description = "play this much of the beginning at once")
    private Duration burst = Duration.ZERO;

    @Option(
            names = "--announce",
            description = "first send one message that is no reading, as the market's own publisher does")
    private boolean announce;

    @Option(
            names = "--user",
            paramLabel = "NAME",
            defaultValue = "",
            description = "the password comes from TIDEBOARD_MQTT_PASSWORD")
    private String user = "";

    @Option(names = "--ca", paramLabel = "FILE", description = "certificates to trust instead of the system's, PEM")
    private @Nullable Path trusted;

    @Option(names = "--json", description = "print one JSON object instead of lines")
    private boolean json;

    @Override
    public Integer call() throws InterruptedException {
        Terminal terminal = new Terminal(spec);
        ReplayOptions options;
        Publishers.Target target;
        try {
            options = options();
            target = target();
        } catch (RecordingException | SourceException e) {
            terminal.complain(String.valueOf(e.getMessage()));
            return TideboardCommand.USAGE;
        }
        try {
            Recording recording = WideCache.open(file, Optional.of(new ParquetFile()));
            Publishers.Access access = new Publishers.Access(user, Optional.ofNullable(trusted));
            Replay.Progress end;
            EventPublisher.Tally tally;
            try (EventPublisher publisher = Publishers.open(target, access, Publishers.PATIENCE)) {
                end = new Replay(recording, NemDemo.sink(publisher), options, Stopwatch.SYSTEM).run();
                publisher.flush();
                tally = publisher.tally();
            }
            tell(end, tally, terminal);
            // The announcement is no reading and meant to be refused.
            return tally.lost() + tally.refused() > (announce ? 1 : 0) ? TideboardCommand.FAILED : 0;
        } catch (RecordingException | SourceException e) {
            terminal.complain(String.valueOf(e.getMessage()));
            return TideboardCommand.FAILED;
        }
    }

    private void tell(Replay.Progress end, EventPublisher.Tally tally, Terminal terminal) {
        if (json) {
            Map<String, Object> told = new LinkedHashMap<>();
            told.put("topic", topic);
            told.put("intervals", end.steps());
            told.put("messages", tally);
            terminal.say(Json.write(told));
            return;
        }
        terminal.say("published " + tally.published() + " messages of " + end.steps() + " intervals to " + topic + ": "
                + tally.acknowledged() + (qos == 0 ? " sent, " : " acknowledged, ") + tally.refused() + " refused, "
                + tally.lost() + " lost"
                + (tally.lastReason().isEmpty() ? "" : " (the last because: " + tally.lastReason() + ")"));
    }

    private Publishers.Target target() {
        if (qos != 0 && qos != 1) {
            throw new SourceException("--qos=" + qos + ", expected 0 or 1");
        }
        if (topic.isEmpty() || topic.contains("#") || topic.contains("+")) {
            throw new SourceException("--topic=" + topic + ", expected a name without the wildcards + and #");
        }
        BrokerOptions.of(broker.toString());
        return new Publishers.Target(broker, topic, qos);
    }

    private Pace pace() {
        Duration pause = every;
        return pause == null ? new Pace.Steps(speed) : new Pace.EveryEvent(pause).times(speed);
    }

    private ReplayOptions options() {
        ReplayOptions options = ReplayOptions.DEFAULT.withPace(pace()).withBurst(burst);
        if (announce) {
            options = options.announced();
        }
        if (loop) {
            options = options.looping(cooldown);
        }
        return shift ? options.shifting() : options;
    }
}
