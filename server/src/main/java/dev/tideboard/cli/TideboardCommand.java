package dev.tideboard.cli;

import dev.tideboard.connect.SourceException;
import dev.tideboard.data.Dictionary;
import dev.tideboard.data.NearestName;
import dev.tideboard.observe.LogFormat;
import dev.tideboard.options.OptionException;
import dev.tideboard.serve.ListenException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
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
        footer = {
            "%n'tideboard VERB --help' explains a verb.",
            "The start script of the source tree also has test, bench, fuzz and build."
        })
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
                .addSubcommand(new ExplainCommand())
                .addSubcommand(new PublishCommand())
                .addSubcommand(new ExtractCommand())
                .addSubcommand(new ImportCommand())
                .addSubcommand(new SimulateCommand())
                .addSubcommand(OptionsCommand.commandLine())
                .addSubcommand(new SchemaCommand())
                .addSubcommand(new RehearseCommand())
                .addSubcommand(new CommandLine.HelpCommand())
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
                .setParameterExceptionHandler(TideboardCommand::wrong)
                .setExecutionExceptionHandler(TideboardCommand::explain);
    }

    /** Failures that a person can mend come as their message alone, others with all there is to know. */
    private static int explain(Exception failure, CommandLine verb, CommandLine.ParseResult parsed) {
        PrintWriter err = verb.getErr();
        switch (failure) {
            case OptionException settings -> {
                settings.faults().forEach(err::println);
                return USAGE;
            }
            case ListenException _, SourceException _ -> err.println(failure.getMessage());
            default -> failure.printStackTrace(err);
        }
        return FAILED;
    }

    private static String meant(String typed, CommandLine verb) {
        return NearestName.to(typed, verb.getSubcommands().keySet())
                .map(near -> "; did you mean " + near + "?")
                .orElse("");
    }

    /** What is wrong with the command line, in a line or two: the whole usage would push it off the screen. */
    private static int wrong(ParameterException failure, String[] arguments) {
        CommandLine verb = failure.getCommandLine();
        boolean isVerbUnknown = verb.getParent() == null && arguments.length > 0 && !arguments[0].startsWith("-");
        String verbs = verb.getSubcommands().entrySet().stream()
                .filter(each -> !each.getValue().getCommandSpec().usageMessage().hidden())
                .map(Map.Entry::getKey)
                .collect(Collectors.joining(", "));
        verb.getErr()
                .println(
                        isVerbUnknown
                                ? "verb=" + arguments[0] + ", expected one of: " + verbs + meant(arguments[0], verb)
                                : failure.getMessage());
        verb.getErr().println("'" + verb.getCommandSpec().qualifiedName() + " --help' explains it");
        return USAGE;
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getOut());
        return 0;
    }
}
