package dev.tideboard.query;

import dev.tideboard.data.NearestName;
import dev.tideboard.query.SqlText.Position;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.calcite.runtime.CalciteContextException;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParseException;
import org.apache.calcite.sql.parser.SqlParserPos;

/** Turns what Calcite reports into messages that name what was found, where, and the way out. */
final class SqlErrors {
    private static final Pattern NO_TABLE = Pattern.compile("(?:Object|Table) '([^']*)' not found.*");
    private static final Pattern NO_COLUMN = Pattern.compile("Column '([^']*)' not found in (any table|table '.*').*");
    private static final Pattern NO_OPERATOR =
            Pattern.compile("Cannot apply '(.+)' to arguments of type '(.+)'\\. Supported form.*");
    private static final Pattern NO_FUNCTION =
            Pattern.compile("No match found for function signature (.*?)\\((.*)\\)", Pattern.DOTALL);

    /** What the parser's dialect says of an OVER that others may take. */
    private static final Pattern OF_WINDOW = Pattern.compile(".*(\\b(RANGE|ROWS)\\b|[Ww]indow specification).*");

    private final SqlText text;
    private final Map<String, Relation> relations;

    SqlErrors(SqlText text, Map<String, Relation> relations) {
        this.text = text;
        this.relations = relations;
    }

    SqlException at(SqlNode node, String message) {
        return at(node.getParserPosition(), message);
    }

    SqlException at(SqlParserPos position, String message) {
        return at(text.written(position.getLineNum(), position.getColumnNum()), message);
    }

    /** What may be right and only cannot be kept up to date by operators. */
    SqlException unsupported(SqlNode node, String message) {
        return unsupported(node.getParserPosition(), message);
    }

    SqlException unsupported(SqlParserPos position, String message) {
        return unsupported(text.written(position.getLineNum(), position.getColumnNum()), message);
    }

    private static SqlException unsupported(Position position, String message) {
        return new SqlException(message, position.line(), position.column(), true);
    }

    private static SqlException at(Position position, String message) {
        return new SqlException(message, position.line(), position.column(), false);
    }

    SqlException at(SqlToken token, String message) {
        return at(text.position(token.start()), message);
    }

    SqlException ofParser(SqlParseException error) {
        SqlParserPos where = error.getPos() == null ? SqlParserPos.ZERO : error.getPos();
        Position position = text.written(Math.max(1, where.getLineNum()), Math.max(1, where.getColumnNum()));
        String found = text.found(position);
        if (SqlWords.RESERVED.contains(found.toUpperCase(Locale.ROOT))) {
            return unsupported(
                    position,
                    "unexpected " + found + "; it is a reserved word: a column of this name is written \"" + found
                            + "\", or behind a dot as in t." + found);
        }
        return unsupported(position, "unexpected " + found + expected(error));
    }

    /** The few things that could stand there; a long list helps nobody. */
    private static String expected(SqlParseException error) {
        Collection<String> names = error.getExpectedTokenNames();
        if (names == null || names.isEmpty() || names.size() > 6) {
            return "";
        }
        return ", expected " + String.join(" or ", new TreeSet<>(names));
    }

    SqlException ofValidator(CalciteContextException error) {
        Position position = text.written(Math.max(1, error.getPosLine()), Math.max(1, error.getPosColumn()));
        Throwable cause = error.getCause() == null ? error : error.getCause();
        String message = (cause.getMessage() == null ? cause.toString() : cause.getMessage()).replaceAll("\\s+", " ");
        return isUnknownFunction(message) || OF_WINDOW.matcher(message).matches()
                ? unsupported(position, explained(message))
                : at(position, explained(message));
    }

    private static boolean isUnknownFunction(String message) {
        Matcher function = NO_FUNCTION.matcher(message);
        return function.matches() && !exists(function.group(1));
    }

    private static boolean exists(String function) {
        return SqlFunctions.names().contains(function.replace("\"", "").toUpperCase(Locale.ROOT));
    }

    private String explained(String message) {
        Matcher table = NO_TABLE.matcher(message);
        if (table.matches()) {
            return "no table or view is called " + table.group(1) + known(table.group(1), relations.keySet());
        }
        Matcher column = NO_COLUMN.matcher(message);
        if (column.matches()) {
            return "no column is called " + column.group(1) + known(column.group(1), columns());
        }
        Matcher function = NO_FUNCTION.matcher(message);
        if (function.matches()) {
            return function(function.group(1), function.group(2));
        }
        Matcher operator = NO_OPERATOR.matcher(message);
        if (operator.matches()) {
            return operator(operator.group(1), operator.group(2));
        }
        if (message.equals("Parameters must be of the same type")) {
            return "both sides must be of one type; use CAST to convert";
        }
        if (message.equals("Illegal use of 'NULL'")) {
            return Unsupported.UNTYPED_NULL;
        }
        return message;
    }

    private static String operator(String name, String arguments) {
        String types = arguments
                .replaceAll("<([^<>]*)>", "$1")
                .replaceAll("TIMESTAMP\\(\\d+\\)", "TIMESTAMP")
                .replaceAll("INTERVAL [A-Z]+( TO [A-Z]+)?", "INTERVAL");
        String found = types.startsWith(name + "(") ? types.substring(name.length()) : types;
        boolean date = found.contains("DATE");
        boolean time = found.contains("TIMESTAMP");
        boolean span = found.contains("INTERVAL");
        String out = "use CAST to convert";
        if (name.equals("-") && (date || time) && !span) {
            out = "a span of time is written (a - b) SECOND, or in another unit";
        } else if (date && time) {
            out = "CAST one of them AS DATE or AS TIMESTAMP";
        } else if (span && !date && !time) {
            out = "a constant span is written INTERVAL '30' SECOND";
        }
        return name + " does not take " + found + "; " + out;
    }

    private String function(String name, String arguments) {
        String plain = name.replace("\"", "");
        if (plain.startsWith(":")) {
            return "parameter " + plain + " takes no arguments";
        }
        if (exists(plain)) {
            return plain + " does not take (" + arguments + "); use CAST to convert";
        }
        String near = NearestName.to(plain, SqlFunctions.names())
                .map(nearest -> "; did you mean " + nearest + "?")
                .orElse("; docs/sql.md lists those that are");
        return "function " + plain + " is not supported" + near;
    }

    /** The columns of the relations that the text names. */
    private Collection<String> columns() {
        Set<String> names = new TreeSet<>();
        List<String> words = text.tokens().stream()
                .map(token -> token.text().replace("\"", ""))
                .toList();
        relations.values().stream()
                .filter(relation -> words.contains(relation.name()))
                .forEach(relation -> names.addAll(relation.schema().names()));
        return names;
    }

    /** The nearest of {@code names}, or all of them where none is near. */
    static String known(String word, Collection<String> names) {
        return NearestName.to(word, names)
                .map(nearest -> "; did you mean " + nearest + "?")
                .orElse(names.isEmpty() ? "" : "; there are " + String.join(", ", new TreeSet<>(names)));
    }
}
