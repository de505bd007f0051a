package dev.tideboard.project;

import static dev.tideboard.project.Shape.Field.optional;
import static dev.tideboard.project.Shape.Field.required;

import dev.tideboard.project.Shape.Alternatives;
import dev.tideboard.project.Shape.Choice;
import dev.tideboard.project.Shape.Field;
import dev.tideboard.project.Shape.Form;
import dev.tideboard.project.Shape.ListOf;
import dev.tideboard.project.Shape.Variants;
import java.util.List;

/** The keys of a board and its panels. */
final class BoardGrammar {

    private static final ListOf CELLS = new ListOf(new Shape.Whole(1, 1000), 4, 4);

    private BoardGrammar() {}

    static Form board() {
        Form control = new Form(
                "control",
                "A filter that acts on every panel whose view has a parameter or column of its name.",
                List.of(
                        required("filter", Grammar.NAME, "The parameter or column it filters."),
                        required("from", Grammar.COLUMN_PATH, "The view and column whose values it offers."),
                        optional("title", Grammar.TEXT, "What it is called; its name unless said.")));
        return new Form(
                "board",
                "A page of panels on twelve columns.",
                List.of(
                        optional("title", Grammar.TEXT, "The title; the board's name unless said."),
                        optional(
                                "zone",
                                Grammar.fromEnvironment(
                                        "a time zone such as Australia/Brisbane or UTC", "[A-Za-z0-9_+\\-/:]{1,60}"),
                                "The zone times are shown in; UTC unless said."),
                        optional("notice", Grammar.TEXT, "A word every viewer must see, such as simulated."),
                        optional("controls", new ListOf(control, 1, 20), "The filters above the panels."),
                        required("panels", new ListOf(panel(), 1, 100), "The panels.")));
    }

    private static Field title() {
        return optional("title", Grammar.TEXT, "The heading.");
    }

    private static Field at() {
        return required(
                "at", CELLS, "The cells it covers: [column, row, width, height], counted from 1 on twelve columns.");
    }

    private static Variants panel() {
        return new Variants("panel", List.of(stat(), chart(), map(), tablePanel(), status()));
    }

    private static Form stat() {
        return new Form(
                "stat",
                "One number with its trend and age.",
                List.of(
                        required("stat", Grammar.VIEW, "The view, of which the first row is shown."),
                        required("y", Grammar.COLUMN, "The column of the number."),
                        optional("spark", Grammar.VIEW, "The view of the trend line, with the same column y."),
                        optional("x", Grammar.COLUMN, "The time column of the trend line."),
                        title(),
                        optional("unit", Grammar.UNIT, "The unit, where the column's own is not the one to show."),
                        digits(),
                        at()));
    }

    private static Field digits() {
        return optional("digits", new Shape.Whole(0, 9), "Digits after the decimal point.");
    }

    private static Form chart() {
        Form limit = new Form(
                "limit",
                "A dashed line with its value written on it.",
                List.of(
                        required("value", new Shape.Decimal(), "Where the line lies."),
                        optional("title", Grammar.TEXT, "What the limit is.")));
        return new Form(
                "chart",
                "Lines or stacked areas over time.",
                List.of(
                        required("chart", Grammar.VIEW, "The view."),
                        required("x", Grammar.COLUMN, "The time column."),
                        required("y", Grammar.COLUMN_OR_LIST, "The column of the values, or several."),
                        optional("by", Grammar.COLUMN, "The column that tells the series apart."),
                        optional("stack", new Shape.Flag(), "Whether series are stacked."),
                        optional(
                                "step",
                                new Shape.Choice(List.of("after", "before")),
                                "Draws steps: a value holds after its time until the next one, or before it since the"
                                        + " one before, for times that end an interval."),
                        optional(
                                "window",
                                Grammar.DURATION_OR_LIST,
                                "The span shown, or the spans to choose from, the first at start."),
                        title(),
                        optional(
                                "limits",
                                new ListOf(new Alternatives(List.of(new Shape.Decimal(), limit)), 1, 10),
                                "Values to draw a line at."),
                        digits(),
                        at()));
    }

    private static Form map() {
        return new Form(
                "map",
                "Places, their size by a number and their shape by a kind.",
                List.of(
                        required("map", Grammar.VIEW, "The view, one row per place."),
                        required(
                                "size",
                                Grammar.COLUMN_OR_LIST,
                                "The column that sets the size, or several to choose from."),
                        optional("shape", Grammar.COLUMN, "The column that sets the shape."),
                        optional("lat", Grammar.COLUMN, "The latitude in degrees: lat unless said."),
                        optional("lon", Grammar.COLUMN, "The longitude in degrees: lon unless said."),
                        optional("name", Grammar.COLUMN, "The full name of a place: name unless said."),
                        optional("label", Grammar.COLUMN, "The short name written beside a place."),
                        optional("group", Grammar.COLUMN, "The column whose values are the areas of the base map."),
                        optional("base", new Choice(List.of("au-states")), "The base map."),
                        title(),
                        at()));
    }

    private static Form tablePanel() {
        Form column = new Form(
                "table_column",
                "A column with more than its name.",
                List.of(
                        required("column", Grammar.COLUMN, "The column."),
                        optional("title", Grammar.TEXT, "The heading; its name unless said."),
                        digits()));
        Field columns = optional(
                "columns",
                new ListOf(new Alternatives(List.of(Grammar.COLUMN, column)), 1, 100),
                "The columns shown, in order; all unless said.");
        Field sort = optional("sort", Grammar.ORDER, "The order at start: a column, with desc for the greatest first.");
        Form bar = new Form(
                "bar",
                "A bar in the row: one column as a part of another.",
                List.of(
                        required("column", Grammar.COLUMN, "The part."),
                        required("of", Grammar.COLUMN, "The whole."),
                        title()));
        Field barField = optional("bar", bar, "A bar in each row.");
        Form tab = new Form(
                "tab",
                "One of several tables in the same place.",
                List.of(required("view", Grammar.VIEW, "The view."), title(), columns, sort, barField));
        return new Form(
                "table_panel",
                "Rows of a view.",
                List.of(
                        required("table", Grammar.VIEW, "The view; with tabs, the view of the first."),
                        columns,
                        optional("tabs", new ListOf(tab, 1, 10), "Several tables in the same place."),
                        sort,
                        barField,
                        title(),
                        at()));
    }

    private static Form status() {
        return new Form(
                "status",
                "Connection, sources and their ages, time, pause and theme.",
                List.of(
                        required(
                                "status",
                                new Alternatives(
                                        List.of(Grammar.words("all", "all"), new ListOf(Grammar.NAME, 1, 100))),
                                "The sources shown: all, or a list of their names."),
                        optional(
                                "time_label",
                                Grammar.TEXT,
                                "What the newest time in the data is called; Data time where absent."),
                        title(),
                        optional(
                                "at",
                                CELLS,
                                "Of no use: it stands in the head of the board, and a panel beside takes its cells.")));
    }
}
