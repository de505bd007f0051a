package dev.tideboard.cli;

import dev.tideboard.recording.AemoImport;
import dev.tideboard.recording.CacheSizes;
import dev.tideboard.recording.RecordingException;
import dev.tideboard.recording.WideCache;
import dev.tideboard.simulate.nem.NemStations;
import dev.tideboard.store.ParquetFile;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code import nem DIR}: files of past measurements as a wide cache. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description =
                "Turns AEMO's dispatch.csv, generators.csv and regions.csv into a cache that demo and publish play.")
final class ImportCommand implements Callable<Integer> {
    private static final String ATTRIBUTION = "AEMO MMSDM, CC BY 4.0";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "MARKET", description = "there is one so far: nem")
    private String market = "";

    @Parameters(index = "1", paramLabel = "DIR", description = "the folder with the three files")
    private Path from = Path.of("");

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "nem-cache",
            description = "the folder to write (default: ${DEFAULT-VALUE})")
    private Path out = Path.of("nem-cache");

    @Option(
            names = "--attribution",
            paramLabel = "TEXT",
            defaultValue = ATTRIBUTION,
            description = "whom the board thanks (default: ${DEFAULT-VALUE})")
    private String attribution = ATTRIBUTION;

    @Override
    public Integer call() {
        Terminal terminal = new Terminal(spec);
        if (!market.equals("nem")) {
            terminal.complain("market=" + market + ", expected: nem");
            return TideboardCommand.USAGE;
        }
        try {
            AemoImport.Result result = new AemoImport(NemStations.facilities(), attribution).read(from);
            terminal.say(result.report().summary());
            CacheSizes sizes = WideCache.write(out, result.recording(), Optional.of(new ParquetFile()));
            terminal.say(sizes.summary());
            terminal.say("play it: ./tideboard demo nem --cache " + out);
            return 0;
        } catch (RecordingException e) {
            terminal.complain(String.valueOf(e.getMessage()));
            return TideboardCommand.FAILED;
        }
    }
}
