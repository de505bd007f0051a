package dev.tideboard.cli;

import dev.tideboard.project.Environment;
import dev.tideboard.project.Problem;
import dev.tideboard.project.Project;
import dev.tideboard.project.ProjectLoader;
import dev.tideboard.project.ProjectLoader.Loaded;
import dev.tideboard.project.ProjectLoader.Refused;
import dev.tideboard.project.ViewChecker;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code check DIR…}: reads project folders as {@code serve} would and prints every error. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = {
            "Checks projects and prints every error as file:line:column.",
            "Several folders are checked together, as one server would run them."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:no errors", "1:at least one error", "2:the command line is wrong"})
final class CheckCommand implements Callable<Integer> {
    private final ViewChecker.Factory checkers;

    @Parameters(paramLabel = "DIR", arity = "1..*", description = "A project folder.")
    private List<Path> folders = List.of();

    @Option(names = "--json", description = "Print one JSON object instead of lines.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    CheckCommand(ViewChecker.Factory checkers) {
        this.checkers = checkers;
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        ProjectLoader loader = new ProjectLoader(folders, Environment.ofProcess(), checkers);
        return switch (loader.load()) {
            case Loaded loaded -> {
                out.println(json ? Json.write(Map.of("ok", true, "errors", List.of())) : summary(loaded.project()));
                yield 0;
            }
            case Refused refused -> {
                print(refused.problems(), out);
                yield TideboardCommand.FAILED;
            }
        };
    }

    private void print(List<Problem> problems, PrintWriter out) {
        if (json) {
            List<Map<String, Object>> errors =
                    problems.stream().map(CheckCommand::error).toList();
            out.println(Json.write(Map.of("ok", false, "errors", errors)));
            return;
        }
        problems.forEach(out::println);
        out.println(problems.size() == 1 ? "1 error" : problems.size() + " errors");
    }

    private static Map<String, Object> error(Problem problem) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("file", problem.position().file().toString());
        error.put("line", problem.position().line());
        error.put("column", problem.position().column());
        error.put("code", problem.rule().code());
        error.put("found", problem.found());
        error.put("expected", problem.expected());
        error.put("nearest", problem.nearest());
        return error;
    }

    private static String summary(Project project) {
        return "no errors: " + count(project.tables().size(), "table") + ", "
                + count(project.sources().size(), "source") + ", "
                + count(project.views().size(), "view") + ", "
                + count(project.boards().size(), "board");
    }

    private static String count(int number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
    }
}
