package dev.tideboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every command line in the documents is one that the start script or the program understands. */
class DocumentedCommandsTest {
    private static final Path HOME = Path.of("..");
    private static final Pattern COMMAND = Pattern.compile("\\./tideboard +([a-z][^`|\\n#]*)");

    /** A command line and where it stands. */
    record Documented(String command, Path document) {}

    static Stream<Documented> commands() throws IOException {
        try (Stream<Path> docs = Files.list(HOME.resolve("docs"))) {
            List<Path> documents = Stream.concat(
                            Stream.of(HOME.resolve("README.md"), HOME.resolve("CONTRIBUTING.md")),
                            docs.filter(file -> file.toString().endsWith(".md")))
                    .sorted()
                    .toList();
            Stream.Builder<Documented> found = Stream.builder();
            for (Path document : documents) {
                COMMAND.matcher(Files.readString(document))
                        .results()
                        .forEach(result -> found.add(new Documented(
                                result.group(1).replaceAll(" +>.*", "").strip(), document)));
            }
            return found.build();
        }
    }

    @ParameterizedTest
    @MethodSource("commands")
    void isUnderstood(Documented documented) throws IOException {
        String[] words = documented.command().split(" +");
        String script = Files.readString(HOME.resolve("tideboard"));
        if (script.contains("\n    " + words[0] + ") ")) {
            return; // a verb of the script
        }
        PrintWriter nowhere = new PrintWriter(new StringWriter());
        assertThat(TideboardCommand.commandLine(nowhere, nowhere)
                        .parseArgs(words)
                        .hasSubcommand())
                .isTrue();
    }
}
