package dev.tideboard.project;

import static dev.tideboard.project.Shape.Field.optional;

import dev.tideboard.data.ColumnType;
import dev.tideboard.project.Shape.Alternatives;
import dev.tideboard.project.Shape.Form;
import dev.tideboard.project.Shape.ListOf;
import dev.tideboard.project.Shape.MapOf;
import dev.tideboard.project.Shape.Words;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Every key a project may have, what may stand there and what it means: the one table behind checking and the JSON Schema. */
final class Grammar {
    static final int MANY = 10_000;
    static final List<String> TYPES = ColumnType.spellings();
    private static final String NUMBERS = "int|long|double|decimal\\((1[0-8]|[1-9]), ?(1[0-8]|[0-9])\\)";
    private static final String OTHERS = "text|boolean|timestamp|date|interval";

    private static final String A_TYPE = "a type (" + String.join(", ", TYPES) + ", which needs quotes within {})";

    static final Words NAME = words("a name of lower-case letters, digits and _, at most 63", "[a-z][a-z0-9_]{0,62}");
    /** A column of the table or view the surroundings are about; checked against it where its columns are known. */
    static final Words COLUMN = words("the name of a column", "[a-z][a-z0-9_]{0,62}");

    static final Words VIEW = words("the name of a view", "[a-z][a-z0-9_]{0,62}");
    /** A column with its direction; {@link BoardReader} checks the column. */
    static final Words ORDER = words("a column, or a column and desc", "[a-z][a-z0-9_]{0,62}( (asc|desc))?");

    static final Words COLUMN_PATH =
            words("table.column or view.column", "[a-z][a-z0-9_]{0,62}\\.[a-z][a-z0-9_]{0,62}");
    static final Words SQL =
            new Words("SQL, or the name of a .sql file", Pattern.compile("[\\s\\S]+"), 100_000, false, List.of());
    static final Words FIELD = words("the name of a field in a message", "[^\\u0000-\\u001f]{1,200}");
    static final Words TEXT = fromEnvironment("text on one line, at most 200 characters", "[^\\u0000-\\u001f]{1,200}");
    static final Words UNIT = words("a unit such as MW or $/MWh, without spaces", "\\S{1,20}");
    static final Words DURATION =
            fromEnvironment("a duration such as 500ms, 30s, 5m, 26h or 7d", "[1-9][0-9]{0,8}(ms|s|m|h|d)");
    static final Words RETENTION =
            fromEnvironment("a duration such as 26h or 7d, or forever", "[1-9][0-9]{0,8}(ms|s|m|h|d)|forever");
    static final Words PATIENCE =
            fromEnvironment("a duration such as 90s, 5m or 26h, or never", "[1-9][0-9]{0,8}(ms|s|m|h|d)|never");
    static final Words POLLING =
            words("a duration of 100ms or more, such as 500ms, 1s or 5m", "[1-9][0-9]{2,8}ms|[1-9][0-9]{0,4}(s|m)");
    static final Words PATH = words(
            "a path inside the project's folder, with /", "(?!/)(?!.*(^|/)\\.\\.(/|$))[^\\\\:\\u0000-\\u001f]{1,500}");
    static final Words TYPE = new Words(A_TYPE, Pattern.compile(OTHERS + "|" + NUMBERS), 40, false, TYPES);
    static final Words TYPED = new Words(
            A_TYPE + ", for numbers with a unit: double MW",
            Pattern.compile("(" + OTHERS + "|(" + NUMBERS + ")( \\S{1,20})?)"),
            40,
            false,
            TYPES);
    static final Words PARAMETER_TYPE = new Words(
            A_TYPE + ", with [] for any number of values",
            Pattern.compile("(" + OTHERS + "|" + NUMBERS + ")(\\[\\])?"),
            20,
            false,
            TYPES.stream()
                    .flatMap(type -> java.util.stream.Stream.of(type, type + "[]"))
                    .toList());

    static final Shape COLUMNS_LIST = new ListOf(COLUMN, 1, 100);
    static final Shape COLUMN_OR_LIST = new Alternatives(List.of(COLUMN, COLUMNS_LIST));
    static final Shape DURATION_OR_LIST = new Alternatives(List.of(DURATION, new ListOf(DURATION, 1, 10)));

    static final Form PROJECT = new Form(
            "project",
            "One file of a Tideboard project; all files of a folder are merged by section.",
            List.of(
                    optional("tables", new MapOf(NAME, TableGrammar.table()), "The live tables, by name."),
                    optional("sources", new MapOf(NAME, SourceGrammar.source()), "Where rows come from, by name."),
                    optional(
                            "views",
                            new MapOf(NAME, view()),
                            "Queries kept up to date, by name; a file views/NAME.sql is a view without an entry here."),
                    optional("boards", new MapOf(NAME, BoardGrammar.board()), "The pages, by name: shown at /b/NAME."),
                    optional(
                            "polled",
                            new Shape.Choice(List.of("allow", "refuse")),
                            "Whether SQL that operators cannot keep up to date may be run again and again; allow unless said.")));

    /** Keys of a project that are meant to come, with what does their work until then. */
    static final Map<String, String> NOT_YET = Map.of(
            "doors",
            "rows over MQTT until then: sources: {NAME: {mqtt: {listen: \"127.0.0.1:1883\", topic: …}, into: TABLE}}");

    private Grammar() {}

    private static Shape view() {
        Form full = new Form(
                "view",
                "A view with more than its SQL.",
                List.of(
                        optional("sql", SQL, "The SQL, or the name of a .sql file; views/NAME.sql unless said."),
                        optional(
                                "params",
                                new MapOf(NAME, PARAMETER_TYPE),
                                "Parameters written :name in the SQL; a list with nothing bound means all."),
                        optional(
                                "key",
                                COLUMN_OR_LIST,
                                "The key the plan must have; checked, not set, but for a polled view, whose key it is."),
                        optional(
                                "every", POLLING, "Shortest time between two runs of a polled view; 1s unless said.")));
        return new Alternatives(List.of(SQL, full));
    }

    static Words words(String expected, String pattern) {
        return new Words(expected, Pattern.compile(pattern), MANY, false, List.of());
    }

    static Words fromEnvironment(String expected, String pattern) {
        return new Words(expected, Pattern.compile(pattern), MANY, true, List.of());
    }
}
