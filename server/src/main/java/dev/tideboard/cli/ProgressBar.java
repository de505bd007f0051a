package dev.tideboard.cli;

import dev.tideboard.extract.openelectricity.Progress;
import java.io.Console;

/** How far long work has come: one line drawn over and over on a terminal, a line a step otherwise. */
final class ProgressBar implements Progress {
    private static final int WIDTH = 30;

    private final Terminal terminal;
    private final boolean interactive =
            System.console() != null && System.console().isTerminal();

    ProgressBar(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void step(String what, int done, int total) {
        String counted = done + " of " + total + " " + what;
        if (interactive) {
            int filled = total == 0 ? WIDTH : WIDTH * done / total;
            terminal.redraw("[" + "#".repeat(filled) + "-".repeat(WIDTH - filled) + "] " + counted, done == total);
        } else {
            terminal.complain(counted);
        }
    }

    @Override
    public void waiting(String why) {
        terminal.complain((interactive ? "\n" : "") + "waiting: " + why);
    }
}
