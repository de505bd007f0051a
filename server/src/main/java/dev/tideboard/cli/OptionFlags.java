package dev.tideboard.cli;

import dev.tideboard.options.Option;
import dev.tideboard.options.OptionException;
import dev.tideboard.options.OptionFile;
import dev.tideboard.options.OptionGroup;
import dev.tideboard.options.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Gives a verb a flag for each option, and resolves what was given with environment, file and defaults. */
public final class OptionFlags {
    private static final String CONFIG = "--config";
    private static final String CONFIG_VARIABLE = "TIDEBOARD_CONFIG";

    private final List<OptionGroup<?>> groups;

    public OptionFlags(List<OptionGroup<?>> groups) {
        this.groups = List.copyOf(groups);
    }

    /** Adds the flags to a verb. */
    public void addTo(CommandSpec verb) {
        verb.addOption(OptionSpec.builder(CONFIG)
                .paramLabel("FILE")
                .type(Path.class)
                .description("A file of settings, name = value.")
                .build());
        for (OptionGroup<?> group : groups) {
            for (Option option : group.options()) {
                verb.addOption(flag(option));
            }
        }
    }

    private static OptionSpec flag(Option option) {
        boolean isSwitch = option.expected().equals("true or false");
        return OptionSpec.builder(option.flag())
                .paramLabel("VALUE")
                .type(String.class)
                .arity(isSwitch ? "0..1" : "1")
                .fallbackValue("true")
                .description(escaped(option.meaning()) + " Default: " + escaped(option.shownDefault()))
                .build();
    }

    /** Picocli reads a percent sign as a format. */
    private static String escaped(String text) {
        return text.replace("%", "%%");
    }

    /**
     * The settings in force for a verb that was parsed.
     *
     * @throws OptionException when a value cannot be, or the file cannot be read
     */
    public Settings resolve(CommandLine.ParseResult parsed, Map<String, String> environment) {
        Map<String, String> flags = new LinkedHashMap<>();
        for (OptionGroup<?> group : groups) {
            for (Option option : group.options()) {
                if (parsed.hasMatchedOption(option.flag())) {
                    flags.put(option.name(), parsed.matchedOptionValue(option.flag(), ""));
                }
            }
        }
        return Settings.resolve(groups, flags, environment, file(parsed, environment));
    }

    private static OptionFile file(CommandLine.ParseResult parsed, Map<String, String> environment) {
        if (parsed.hasMatchedOption(CONFIG)) {
            return OptionFile.read(parsed.matchedOptionValue(CONFIG, Path.of("")));
        }
        String named = environment.getOrDefault(CONFIG_VARIABLE, "");
        if (!named.isEmpty()) {
            return OptionFile.read(Path.of(named));
        }
        Path usual = Path.of(System.getProperty("user.home"), ".tideboard", "tideboard.properties");
        return Files.isRegularFile(usual) ? OptionFile.read(usual) : OptionFile.NONE;
    }
}
