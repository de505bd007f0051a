package dev.tideboard.cli;

import dev.tideboard.options.Settings;
import dev.tideboard.recording.Recording;
import dev.tideboard.recording.RecordingException;
import dev.tideboard.recording.WideCache;
import dev.tideboard.simulate.nem.NemOptions;
import dev.tideboard.simulate.nem.NemSimulator;
import dev.tideboard.store.ParquetFile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code demo [nem]}: a whole demonstration in one process. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Runs a demo project with everything it needs; no network, no other service.")
final class DemoCommand implements Callable<Integer> {
    /** The port that devices try first; a broker of the distribution may sit there already. */
    private static final int STANDARD_PORT = 1883;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(arity = "0..*", paramLabel = "NAME", description = "which demos; there is one so far: nem")
    private List<String> names = List.of();

    private final OptionFlags flags;

    private DemoCommand(OptionFlags flags) {
        this.flags = flags;
    }

    static CommandLine commandLine() {
        OptionFlags flags = new OptionFlags(KnownOptions.groups());
        CommandLine line = new CommandLine(new DemoCommand(flags));
        flags.addTo(line.getCommandSpec());
        return line;
    }

    @Option(
            names = "--mqtt-port",
            paramLabel = "N",
            description = "port of the MQTT door (default: 1883, or any other where that is taken)")
    private @Nullable Integer mqttPort;

    @Option(
            names = "--broker",
            paramLabel = "URL",
            description = "publish to this broker and subscribe there, instead of the door")
    private @Nullable URI broker;

    @Option(names = "--cache", paramLabel = "PATH", description = "play this recording instead of simulated data")
    private @Nullable Path cache;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "the same seed simulates the same week (default: ${DEFAULT-VALUE})")
    private long seed = 1;

    @Option(
            names = "--days",
            paramLabel = "N",
            defaultValue = "7",
            description = "length of what is simulated (default: ${DEFAULT-VALUE})")
    private int days = 7;

    @Option(
            names = "--speed",
            paramLabel = "X",
            defaultValue = "1",
            description = "intervals played a second (default: ${DEFAULT-VALUE})")
    private double speed = 1;

    @Option(
            names = "--history",
            paramLabel = "HOURS",
            defaultValue = "24",
            description = "hours played at once at the start, so that charts have a past (default: ${DEFAULT-VALUE})")
    private int history = 24;

    @Option(names = "--no-publish", description = "start without the publisher: somebody else publishes to the door")
    private boolean silent;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "where the list of facilities is written (default: a temporary folder)")
    private @Nullable Path data;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Terminal terminal = new Terminal(spec);
        List<String> unknown =
                names.stream().filter(name -> !name.equals("nem")).toList();
        if (!unknown.isEmpty()) {
            terminal.complain("demo=" + unknown.getFirst() + ", expected: nem");
            return 2;
        }
        if (days < 1) {
            terminal.complain("--days=" + days + ", expected 1 or more");
            return TideboardCommand.USAGE;
        }
        if (!(speed > 0) || history < 0) {
            terminal.complain(
                    speed > 0
                            ? "--history=" + history + ", expected 0 hours or more"
                            : "--speed=" + speed + ", expected more than 0 intervals a second");
            return TideboardCommand.USAGE;
        }
        Recording recording;
        try {
            recording = recording();
        } catch (RecordingException | IllegalArgumentException e) {
            terminal.complain(String.valueOf(e.getMessage()));
            return 1;
        }
        Integer wanted = mqttPort;
        int door = Ports.freeOr(wanted == null ? STANDARD_PORT : wanted);
        if (wanted != null && wanted != door) {
            terminal.complain(
                    "mqtt-port=" + wanted + " is taken: choose another, or leave it out for any that is free");
            return TideboardCommand.USAGE;
        }
        NemDemo demo = new NemDemo(
                recording,
                new NemDemo.Options(door, Optional.ofNullable(broker), speed, Duration.ofHours(history), !silent));
        return run(demo, terminal);
    }

    private int run(NemDemo demo, Terminal terminal) throws IOException, InterruptedException {
        Settings settings = flags.resolve(spec.commandLine().getParseResult(), System.getenv());
        Path kept = data;
        try (StopSignal stop = StopSignal.listen()) {
            if (kept != null) {
                return demo.run(settings, Files.createDirectories(kept), stop, terminal);
            }
            try (ScratchFolder scratch = ScratchFolder.make("tideboard-nem")) {
                return demo.run(settings, scratch.path(), stop, terminal);
            }
        }
    }

    private Recording recording() {
        Path recorded = cache;
        if (recorded != null) {
            return WideCache.open(recorded, Optional.of(new ParquetFile()));
        }
        return new NemSimulator(NemOptions.DEFAULT.withSeed(seed).withDays(days));
    }
}
