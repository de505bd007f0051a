package dev.tideboard.cli;

import dev.tideboard.project.ProjectSchema;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code schema}: prints the JSON Schema of project files, for editors. */
@Command(
        name = "schema",
        mixinStandardHelpOptions = true,
        description = "Prints the JSON Schema of project files, with which editors complete and check them.")
public final class SchemaCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** The schema as printed, served and kept in {@code docs/project.schema.json}. */
    public static String document() {
        return Json.write(ProjectSchema.document()) + "\n";
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        out.print(document());
        out.flush();
        return 0;
    }
}
