package dev.tideboard.project;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideboard.project.ProjectLoader.Loaded;
import dev.tideboard.project.ProjectLoader.Refused;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every bad project of {@code resources/projects/bad} gives exactly the errors written below it. */
class ProjectErrorsTest {
    @TempDir
    Path folder;

    static Stream<Path> badProjects() throws IOException, URISyntaxException {
        Path cases =
                Path.of(ProjectErrorsTest.class.getResource("/projects/bad").toURI());
        try (Stream<Path> files = Files.list(cases)) {
            return files.sorted().toList().stream();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badProjects")
    void reportsAllErrorsOfTheProjectAtOnce(Path example) throws IOException {
        ProjectText text = ProjectText.read(example);
        text.write(folder);
        Environment environment = Environment.of(Map.of("SECRET", "hunter2 and more"));

        ProjectLoader.Result result = new ProjectLoader(List.of(folder), environment, FixedColumns.FACTORY).load();

        List<String> found = switch (result) {
            case Loaded _ -> List.of();
            case Refused refused ->
                refused.problems().stream()
                        .map(problem ->
                                problem.toString().replace(folder + "/", "").replace(folder.toString(), "."))
                        .toList();
        };
        assertThat(String.join("\n", found)).isEqualTo(text.expected()).doesNotContain("hunter2");
    }
}
