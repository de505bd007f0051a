package dev.tideboard;

import dev.tideboard.cli.TideboardCommand;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** Starts here. */
public final class Main {
    private Main() {}

    /** Runs the verb. */
    public static void main(String[] arguments) {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        int exitCode = TideboardCommand.commandLine(out, err).execute(arguments);
        out.flush();
        if (exitCode != 0) {
            System.exit(exitCode);
        }
    }
}
