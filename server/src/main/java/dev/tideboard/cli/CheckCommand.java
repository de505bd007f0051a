package dev.tideboard.cli;

import dev.tideboard.project.Environment;
import dev.tideboard.project.Position;
import dev.tideboard.project.Problem;
import dev.tideboard.project.Project;
import dev.tideboard.project.ProjectLoader;
import dev.tideboard.project.ProjectLoader.Loaded;
import dev.tideboard.project.ProjectLoader.Refused;
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

/** {@code check DIR…}: reads project folders as {@code serve} would and prints every error, what is hardly meant, and what it would poll. */
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
    private final PlannedViews views;

    @Parameters(paramLabel = "DIR", arity = "1..*", description = "A project folder.")
    private List<Path> folders = List.of();

    @Option(names = "--json", description = "Print one JSON object instead of lines.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    CheckCommand(PlannedViews views) {
        this.views = views;
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        ProjectLoader loader = new ProjectLoader(folders, Environment.ofProcess(), views);
        return switch (loader.load()) {
            case Loaded loaded -> {
                print(loaded.project(), views.polled(), out);
                yield 0;
            }
            case Refused refused -> {
                print(refused, out);
                yield TideboardCommand.FAILED;
            }
        };
    }

    private void print(Project project, List<PolledView> polled, PrintWriter out) {
        if (json) {
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("ok", true);
            result.put("errors", List.of());
            result.put(
                    "warnings",
                    project.warnings().stream().map(CheckCommand::error).toList());
            result.put("polled", polled.stream().map(CheckCommand::polled).toList());
            out.println(Json.write(result));
            return;
        }
        out.println(summary(project, polled.size()));
        project.warnings().stream().map(Problem::asWarning).forEach(out::println);
        polled.forEach(out::println);
    }

    private static Map<String, Object> polled(PolledView view) {
        Map<String, Object> json = place(view.position());
        json.put("view", view.view().name());
        json.put("every_ms", view.polling().every().toMillis());
        json.put("reason", view.reason().message());
        return json;
    }

    private void print(Refused refused, PrintWriter out) {
        List<String> unchecked = refused.unchecked();
        if (json) {
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("ok", false);
            result.put(
                    "errors",
                    refused.problems().stream().map(CheckCommand::error).toList());
            result.put("unchecked", unchecked);
            out.println(Json.write(result));
            return;
        }
        refused.problems().forEach(out::println);
        out.println(count(refused.problems().size(), "error"));
        if (!unchecked.isEmpty()) {
            out.println(count(unchecked.size(), "view") + (unchecked.size() == 1 ? " was" : " were")
                    + " not checked, since what they read has errors: " + String.join(", ", unchecked));
        }
    }

    private static Map<String, Object> error(Problem problem) {
        Map<String, Object> error = place(problem.position());
        error.put("code", problem.rule().code());
        error.put("found", problem.found());
        error.put("expected", problem.expected());
        error.put("nearest", problem.nearest());
        return error;
    }

    private static Map<String, Object> place(Position position) {
        Map<String, Object> place = new LinkedHashMap<>();
        place.put("file", position.file().toString());
        place.put("line", position.line());
        place.put("column", position.column());
        return place;
    }

    private static String summary(Project project, int polled) {
        return "no errors: " + count(project.tables().size(), "table") + ", "
                + count(project.sources().size(), "source") + ", "
                + count(project.views().size(), "view") + (polled == 0 ? "" : " (" + polled + " polled)") + ", "
                + count(project.boards().size(), "board")
                + (project.warnings().isEmpty()
                        ? ""
                        : ", " + count(project.warnings().size(), "warning"));
    }

    private static String count(int number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
    }
}
