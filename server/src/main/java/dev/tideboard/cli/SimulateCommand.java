package dev.tideboard.cli;

import dev.tideboard.recording.Recording;
import dev.tideboard.recording.RecordingException;
import dev.tideboard.simulate.nem.NemOptions;
import dev.tideboard.simulate.nem.NemSimulator;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code simulate nem}: what the demo plays without a recording, as a wide cache. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        description = "Writes simulated days of a market as a cache that demo and publish play.")
final class SimulateCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "MARKET", description = "there is one so far: nem")
    private String market = "";

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "the same seed simulates the same days (default: ${DEFAULT-VALUE})")
    private long seed = 1;

    @Option(names = "--days", paramLabel = "N", defaultValue = "7", description = "default: ${DEFAULT-VALUE}")
    private int days = 7;

    @Option(names = "--facilities", paramLabel = "N", defaultValue = "300", description = "default: ${DEFAULT-VALUE}")
    private int facilities = 300;

    @Option(
            names = "--start",
            paramLabel = "INSTANT",
            description = "the beginning of the first interval (default: 2025-10-12T14:00:00Z)")
    private Instant start = NemOptions.DEFAULT.start();

    @Mixin
    private CacheOutput output = new CacheOutput();

    /** What was simulated. */
    private record Report(int facilities, long seed, int days) {}

    @Override
    public Integer call() {
        Terminal terminal = new Terminal(spec);
        if (!market.equals("nem")) {
            terminal.complain("market=" + market + ", expected: nem");
            return TideboardCommand.USAGE;
        }
        Recording recording;
        try {
            recording = new NemSimulator(NemOptions.DEFAULT
                    .withSeed(seed)
                    .withDays(days)
                    .withFacilities(facilities)
                    .withStart(start));
        } catch (RecordingException e) {
            terminal.complain(String.valueOf(e.getMessage()));
            return TideboardCommand.USAGE;
        }
        try {
            output.requireWritable();
            String summary = facilities + " facilities simulated for " + days + " days (seed " + seed + ")";
            output.write(recording, summary, new Report(facilities, seed, days), terminal);
            return 0;
        } catch (RecordingException e) {
            terminal.complain(String.valueOf(e.getMessage()));
            return TideboardCommand.FAILED;
        }
    }
}
