package dev.tideboard.cli;

import dev.tideboard.data.Dictionary;
import dev.tideboard.observe.LogFormat;
import dev.tideboard.options.OptionException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The root of the command line: every verb is a subcommand of it. Without a verb it prints what there is. */
@Command(
        name = "tideboard",
        mixinStandardHelpOptions = true,
        versionProvider = ProductVersion.class,
        description =
                "A real-time dashboard server: live rows in, SQL views kept up to date, only the changes pushed out.",
        synopsisSubcommandLabel = "VERB",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:what was asked for failed, or a check found errors", "2:the command line is wrong"
        },
        footer = "%n'tideboard VERB --help' explains a verb.")
public final class TideboardCommand implements Callable<Integer> {
    /** What was asked for failed. */
    static final int FAILED = 1;
    /** The command line or the settings are wrong. */
    static final int USAGE = 2;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** The command line with all its verbs. */
    static CommandLine commandLine(PrintWriter out, PrintWriter err) {
        CommandLine line = new CommandLine(new TideboardCommand())
                .addSubcommand(ServeCommand.commandLine())
                .addSubcommand(DemoCommand.commandLine())
                .addSubcommand(new CheckCommand(new PlannedViews(new Dictionary())))
                .addSubcommand(new PublishCommand())
                .addSubcommand(new ExtractCommand())
                .addSubcommand(new ImportCommand())
                .addSubcommand(OptionsCommand.commandLine())
                .addSubcommand(new SchemaCommand())
                .addSubcommand(new RehearseCommand())
                .registerConverter(Duration.class, new DurationConverter());
        return configured(line, out, err);
    }

    /** Runs the verb of the command line; gives the exit code. */
    public static int execute(String[] arguments) {
        LogFormat.install(Level.INFO);
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        return commandLine(out, err).execute(arguments);
    }

    /** Sets what all verbs share: where they print and how they fail. */
    static CommandLine configured(CommandLine line, PrintWriter out, PrintWriter err) {
        return line.setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(TideboardCommand::explain);
    }

    /** Failures that a person can mend come as their message alone, others with all there is to know. */
    private static int explain(Exception failure, CommandLine verb, CommandLine.ParseResult parsed) {
        PrintWriter err = verb.getErr();
        if (failure instanceof OptionException settings) {
            settings.faults().forEach(err::println);
            return USAGE;
        }
        failure.printStackTrace(err);
        return FAILED;
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getOut());
        return 0;
    }
}
