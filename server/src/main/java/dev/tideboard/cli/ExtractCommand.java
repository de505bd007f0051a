package dev.tideboard.cli;

import dev.tideboard.extract.openelectricity.ApiKey;
import dev.tideboard.extract.openelectricity.ExtractException;
import dev.tideboard.extract.openelectricity.ExtractOptions;
import dev.tideboard.extract.openelectricity.NemExtract;
import dev.tideboard.recording.RecordingException;
import java.net.URI;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code extract nem}: the last days of the market from the Open Electricity API, as a wide cache. */
@Command(
        name = "extract",
        mixinStandardHelpOptions = true,
        description = "Fetches the last days of the Australian market; the key comes from OPENELECTRICITY_API_KEY.")
final class ExtractCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "MARKET", description = "there is one so far: nem")
    private String market = "";

    @Option(names = "--days", paramLabel = "N", defaultValue = "7", description = "default: ${DEFAULT-VALUE}")
    private int days = 7;

    @Option(
            names = "--base-url",
            paramLabel = "URL",
            defaultValue = "https://api.openelectricity.org.au/v4",
            description = "default: ${DEFAULT-VALUE}")
    private URI base = URI.create("https://api.openelectricity.org.au/v4");

    @Mixin
    private CacheOutput output = new CacheOutput();

    @Override
    public Integer call() {
        Terminal terminal = new Terminal(spec);
        if (!market.equals("nem")) {
            terminal.complain("market=" + market + ", expected: nem");
            return TideboardCommand.USAGE;
        }
        if (days < 1) {
            terminal.complain("--days=" + days + ", expected 1 or more");
            return TideboardCommand.USAGE;
        }
        String key = System.getenv().getOrDefault(ApiKey.VARIABLE, "");
        if (key.isEmpty()) {
            terminal.complain(ApiKey.VARIABLE + " is not set: create a key in your OpenElectricity account and set it");
            return TideboardCommand.USAGE;
        }
        try (NemExtract extract = new NemExtract(
                ExtractOptions.DEFAULT.withDays(days).withBase(base),
                new ApiKey(key),
                InstantSource.system(),
                new ProgressBar(terminal))) {
            output.requireWritable();
            NemExtract.Result result = extract.run();
            output.write(result.recording(), result.report().summary(), result.report(), terminal);
            return 0;
        } catch (ExtractException | RecordingException e) {
            terminal.complain(String.valueOf(e.getMessage()));
            return TideboardCommand.FAILED;
        }
    }
}
