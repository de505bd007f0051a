package dev.tideboard.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/** What a command printed and returned. */
record CommandRun(int exitCode, String out, String err) {

    static CommandRun of(CommandLine line, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        TideboardCommand.configured(line, new PrintWriter(out, true), new PrintWriter(err, true));
        int exitCode = line.execute(arguments);
        return new CommandRun(exitCode, out.toString(), err.toString());
    }

    static CommandRun of(String... arguments) {
        PrintWriter nowhere = new PrintWriter(new StringWriter());
        return of(TideboardCommand.commandLine(nowhere, nowhere), arguments);
    }
}
