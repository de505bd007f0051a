package dev.tideboard.cli;

import dev.tideboard.Main;
import dev.tideboard.project.Environment;
import dev.tideboard.project.ProjectLoader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code serve DIR…}: runs projects until it is stopped. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = "Runs the projects in the folders; saving a project file updates the open boards.")
final class ServeCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(arity = "1..*", paramLabel = "DIR", description = "project folders")
    private List<Path> folders = List.of();

    private final OptionFlags flags;

    private ServeCommand(OptionFlags flags) {
        this.flags = flags;
    }

    static CommandLine commandLine() {
        OptionFlags flags = new OptionFlags(KnownOptions.groups());
        CommandLine line = new CommandLine(new ServeCommand(flags));
        flags.addTo(line.getCommandSpec());
        return line;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Terminal terminal = new Terminal(spec);
        Loading loading = Loading.of(folders, Environment.ofProcess(), Map.of());
        return switch (loading.loader().load()) {
            case ProjectLoader.Refused refused -> terminal.problems(refused.problems());
            case ProjectLoader.Loaded loaded -> {
                try (StopSignal stop = StopSignal.listen();
                        Main server = Main.start(new Main.Start(
                                loading,
                                loaded.project(),
                                loaded.project().sources(),
                                "",
                                flags.resolve(spec.commandLine().getParseResult(), System.getenv())))) {
                    terminal.say("Tideboard is ready: " + server.url());
                    stop.await();
                }
                yield 0;
            }
        };
    }
}
