package dev.tideboard.cli;

import dev.tideboard.options.OptionReference;
import dev.tideboard.options.Setting;
import dev.tideboard.options.Settings;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code options}: prints every option with the value in force and where it came from. */
@Command(
        name = "options",
        mixinStandardHelpOptions = true,
        description = "Prints every option with its default, the value in force and where it came from.")
final class OptionsCommand implements Callable<Integer> {
    private final OptionFlags flags;
    private final Map<String, String> environment;

    @Option(names = "--json", description = "Print one JSON object instead of lines.")
    private boolean json;

    @Option(names = "--markdown", description = "Print the reference page docs/options.md.")
    private boolean markdown;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    OptionsCommand(OptionFlags flags, Map<String, String> environment) {
        this.flags = flags;
        this.environment = Map.copyOf(environment);
    }

    static CommandLine commandLine() {
        return commandLine(System.getenv());
    }

    static CommandLine commandLine(Map<String, String> environment) {
        OptionFlags flags = new OptionFlags(KnownOptions.groups());
        CommandLine line = new CommandLine(new OptionsCommand(flags, environment));
        flags.addTo(line.getCommandSpec());
        return line;
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        if (markdown) {
            out.print(OptionReference.markdown(KnownOptions.groups()));
            out.flush();
            return 0;
        }
        Settings settings = flags.resolve(spec.commandLine().getParseResult(), environment);
        if (json) {
            out.println(Json.write(Map.of(
                    "options",
                    settings.all().stream().map(OptionsCommand::entry).toList())));
        } else {
            print(settings.all(), out);
        }
        return 0;
    }

    private static Map<String, Object> entry(Setting setting) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("name", setting.option().name());
        entry.put("value", setting.value());
        entry.put("from", setting.origin().spelling());
        entry.put("place", setting.place());
        entry.put("default", setting.option().shownDefault());
        entry.put("meaning", setting.option().meaning());
        return entry;
    }

    private static void print(List<Setting> settings, PrintWriter out) {
        int width = settings.stream()
                .mapToInt(setting ->
                        setting.option().name().length() + setting.value().length() + 3)
                .max()
                .orElse(0);
        for (Setting setting : settings) {
            String assignment = setting.option().name() + " = " + setting.value();
            String origin = setting.place().isEmpty()
                    ? "default"
                    : setting.origin().spelling() + " " + setting.place() + ", default "
                            + setting.option().shownDefault();
            out.println(assignment + " ".repeat(width - assignment.length()) + "  # " + origin);
        }
    }
}
