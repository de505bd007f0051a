package dev.tideboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideboard.options.OptionGroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The generated documents that are kept in the repository are current. */
class DocumentsTest {
    private static final Path DOCS = Path.of("../docs");

    @Test
    void theSchemaOfProjectsIsWhatTheVerbSchemaPrints() throws IOException {
        assertThat(Files.readString(DOCS.resolve("project.schema.json")))
                .as("mend with: ./tideboard schema > docs/project.schema.json")
                .isEqualTo(CommandRun.of("schema").out());
    }

    @Test
    void theReferenceOfOptionsIsWhatTheVerbOptionsPrints() throws IOException {
        assertThat(Files.readString(DOCS.resolve("options.md")))
                .as("mend with: ./tideboard options --markdown > docs/options.md")
                .isEqualTo(CommandRun.of("options", "--markdown").out());
    }

    static java.util.List<OptionGroup<?>> groups() {
        return KnownOptions.groups();
    }

    @ParameterizedTest
    @MethodSource("groups")
    void anOptionIsExplainedAsItsRecordDocumentsIt(OptionGroup<?> group) throws IOException {
        String source = Files.readString(
                        Path.of("src/main/java", group.type().getName().replace('.', '/') + ".java"))
                .replaceAll("\\n \\*(?!/) {0,5}", " ");
        int documented = 0;
        for (Map.Entry<String, String> option : group.meanings().entrySet()) {
            Matcher parameter = Pattern.compile("@param " + option.getKey() + " (.*?)\\s*(?=@param|\\*/)")
                    .matcher(source);
            if (parameter.find()) {
                documented++;
                assertThat(option.getValue())
                        .as("meaning of %s in KnownOptions", option.getKey())
                        .isEqualTo(parameter
                                .group(1)
                                .replaceAll("\\{@\\w+ ([^}]*)}", "$1")
                                .replaceAll(" +", " "));
            }
        }
        assertThat(documented).as("@param tags of %s", group.type()).isPositive();
    }
}
