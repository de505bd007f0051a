package dev.tideboard.cli;

import dev.tideboard.engine.Polling;
import dev.tideboard.project.Position;
import dev.tideboard.project.View;
import dev.tideboard.project.ViewChecker.SqlFault;

/**
 * A view that DuckDB runs again and again.
 *
 * @param reason the place of its SQL that operators cannot keep up to date, and why
 */
record PolledView(View view, Polling polling, SqlFault reason) {

    /** Where in the project's files the reason stands. */
    Position position() {
        return view.sql().position(reason.line(), reason.column());
    }

    /** For people: with its place, how often, and why. */
    @Override
    public String toString() {
        return position() + ": the view " + view.name() + " is " + polling.describe() + ": " + reason.message();
    }
}
