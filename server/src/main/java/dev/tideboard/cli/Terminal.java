package dev.tideboard.cli;

import dev.tideboard.project.Problem;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** What a verb says to the person who typed it. */
final class Terminal {
    private final PrintWriter out;
    private final PrintWriter err;

    Terminal(CommandSpec spec) {
        this.out = spec.commandLine().getOut();
        this.err = spec.commandLine().getErr();
    }

    void say(String line) {
        out.println(line);
        out.flush();
    }

    void complain(String line) {
        err.println(line);
        err.flush();
    }

    /** Draws a line in place of the one before; {@code last} leaves it standing. */
    void redraw(String line, boolean last) {
        err.print("\r\u001b[K" + line + (last ? "\n" : ""));
        err.flush();
    }

    /** Prints all problems of a project; gives the exit code for them. */
    int problems(List<Problem> problems) {
        problems.forEach(problem -> complain(problem.toString()));
        return 1;
    }
}
