package dev.tideboard.options;

import java.util.List;

/** The reference of all options as Markdown, for {@code docs/options.md}. */
public final class OptionReference {

    private OptionReference() {}

    /** The whole document; the same on every machine. */
    public static String markdown(List<OptionGroup<?>> groups) {
        StringBuilder out = new StringBuilder("""
                # Options

                Each option has one name in three spellings: in a file as in the table, as a flag with `--` and `-` for `.`
                (`--engine-queue-rows`), in the environment with `TIDEBOARD_` and `_` (`TIDEBOARD_ENGINE_QUEUE_ROWS`). A flag
                wins over the environment, the environment over the file, the file over the default. The file is the one named by
                `--config` or `TIDEBOARD_CONFIG`, else `~/.tideboard/tideboard.properties` where it exists: one `name = value` a
                line, `#` begins a comment line.

                `./tideboard options` prints every option with the value in force and where it came from. This page is printed by
                `./tideboard options --markdown`, and a test keeps it current.
                """);
        for (OptionGroup<?> group : groups) {
            out.append("\n## ").append(group.prefix()).append("\n\n| option | default | meaning |\n|---|---|---|\n");
            for (Option option : group.options()) {
                out.append("| `").append(option.name()).append("` | ");
                out.append(option.shownDefault().isEmpty() ? "empty" : "`" + option.shownDefault() + "`");
                out.append(" | ").append(option.meaning().replace("|", "\\|"));
                out.append(" (").append(option.expected()).append(") |\n");
            }
        }
        return out.toString();
    }
}
