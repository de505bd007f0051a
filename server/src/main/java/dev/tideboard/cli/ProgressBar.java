package dev.tideboard.cli;

import dev.tideboard.extract.openelectricity.Progress;

/** How far long work has come: one line drawn over and over on a terminal, a line a step otherwise. */
final class ProgressBar implements Progress {
    private static final int WIDTH = 30;

    private final Terminal terminal;
    private final boolean interactive = isTerminal();

    ProgressBar(Terminal terminal) {
        this.terminal = terminal;
    }

    @SuppressWarnings(
            "SystemConsoleNull") // where no terminal is attached it still depends on the JDK's console provider
    private static boolean isTerminal() {
        return System.console() != null && System.console().isTerminal();
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
