package dev.tideboard.project;

import static dev.tideboard.project.Shape.Field.optional;
import static dev.tideboard.project.Shape.Field.required;

import dev.tideboard.project.Shape.Alternatives;
import dev.tideboard.project.Shape.Choice;
import dev.tideboard.project.Shape.Form;
import dev.tideboard.project.Shape.MapOf;
import java.util.List;

/** The keys of a table. */
final class TableGrammar {

    private static final String STALE =
            "How long nothing may come before its data is called stale; three of its usual periods unless said.";

    private TableGrammar() {}

    static Form table() {
        return new Form(
                "table",
                "A live table.",
                List.of(
                        optional(
                                "columns",
                                new MapOf(Grammar.NAME, new Alternatives(List.of(Grammar.TYPED, column()))),
                                "The columns in order; may be left out for a CSV file that is there to be looked at."),
                        optional("time", new Alternatives(List.of(Grammar.COLUMN, time())), "The event time of rows."),
                        optional(
                                "key",
                                Grammar.COLUMN_OR_LIST,
                                "A row with a known key replaces the old one; without a key the table only grows, and must say"
                                        + " keep."),
                        optional(
                                "clock",
                                new Choice(List.of("wall", "event")),
                                "Whose time retention and NOW() follow: the server's (wall) or the greatest event time"
                                        + " seen (event)."),
                        optional(
                                "when_full",
                                new Choice(List.of("block", "drop-oldest", "fail")),
                                "What happens to rows while the table's queue is full: the sender waits (block), those"
                                        + " waiting longest are dropped, or the new ones are refused (fail); block unless"
                                        + " said."),
                        optional("stale", Grammar.PATIENCE, STALE),
                        optional(
                                "keep",
                                keep(),
                                "How long rows stay. It must be said where rows would stay for ever: in a table"
                                        + " without a key, or with its time in the key, that is not read from a CSV file."),
                        optional(
                                "csv",
                                new Alternatives(List.of(Grammar.PATH, csv())),
                                "Rows read from a CSV file of the folder.")));
    }

    private static Form column() {
        return new Form(
                "column",
                "A column with more than a type.",
                List.of(
                        required("type", Grammar.TYPE, "The type of its values."),
                        optional("unit", Grammar.UNIT, "The physical unit, shown by panels and checked by SQL."),
                        optional(
                                "references",
                                Grammar.COLUMN_PATH,
                                "The column whose values are the only ones allowed; a row with another is refused.")));
    }

    private static Form time() {
        return new Form(
                "time",
                "The event time of rows.",
                List.of(
                        required("column", Grammar.COLUMN, "The timestamp column that holds it."),
                        optional("interval", Grammar.DURATION, "The span of time one row stands for."),
                        optional(
                                "marks",
                                new Choice(List.of("start", "end")),
                                "Which end of its interval a row's time names."),
                        optional(
                                "future",
                                Grammar.DURATION,
                                "How far ahead of the clock a row may be dated. Unless said, 10m for"
                                        + " the wall clock; for the event clock three times the interval and at least"
                                        + " 10m; without an interval rows up to the server's clock are taken, and ahead"
                                        + " of it those within keep, 10m at least and 1d at most. Rows further ahead of"
                                        + " the event clock are taken once three of them agree.")));
    }

    private static Form keep() {
        return new Form(
                "keep",
                "How long rows stay after their event time, or forever.",
                List.of(
                        optional("memory", Grammar.RETENTION, "In live tables and views; forever unless said."),
                        optional(
                                "disk",
                                Grammar.RETENTION,
                                "In the history, once there is one; forever unless said. Nothing is kept on disk yet.")));
    }

    private static Form csv() {
        return new Form(
                "csv",
                "A lookup table's file.",
                List.of(
                        required("file", Grammar.PATH, "The CSV file; its first row names the columns."),
                        optional(
                                "optional",
                                new Shape.Flag(),
                                "Whether the file may be absent, because something else writes it.")));
    }
}
