package dev.tideboard.cli;

import dev.tideboard.recording.AemoImport;
import dev.tideboard.recording.RecordingException;
import dev.tideboard.simulate.nem.NemStations;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
            names = "--attribution",
            paramLabel = "TEXT",
            defaultValue = ATTRIBUTION,
            description = "whom the board thanks (default: ${DEFAULT-VALUE})")
    private String attribution = ATTRIBUTION;

    @Mixin
    private CacheOutput output = new CacheOutput();

    @Override
    public Integer call() {
        Terminal terminal = new Terminal(spec);
        if (!market.equals("nem")) {
            terminal.complain("market=" + market + ", expected: nem");
            return TideboardCommand.USAGE;
        }
        try {
            output.requireWritable();
            AemoImport.Result result = new AemoImport(NemStations.facilities(), attribution).read(from);
            output.write(result.recording(), result.report().summary(), result.report(), terminal);
            return 0;
        } catch (RecordingException e) {
            terminal.complain(String.valueOf(e.getMessage()));
            return TideboardCommand.FAILED;
        }
    }
}
