package dev.tideboard.query;

import dev.tideboard.data.NearestName;
import dev.tideboard.query.SqlException.Fault;
import dev.tideboard.query.SqlText.Position;
import dev.tideboard.query.SyntaxErrors.Finding;
import dev.tideboard.query.ValidationErrors.Explanation;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.calcite.runtime.CalciteContextException;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParseException;
import org.apache.calcite.sql.parser.SqlParserPos;

/** Turns what Calcite reports into messages that name what was found, where, and the way out. */
final class SqlErrors {
    /** What the parser's dialect says of an OVER that others may take. */
    private static final Pattern OF_WINDOW = Pattern.compile(".*(\\b(RANGE|ROWS)\\b|[Ww]indow specification).*");

    private static final String NO_WAY = "; docs/sql.md lists those that are";

    /** How many names a message lists. */
    private static final int LISTED = 24;

    /** What a name may stand behind. */
    private static final Set<String> BEFORE_NAMES = Set.of(
            "SELECT",
            "DISTINCT",
            "FROM",
            "JOIN",
            "WHERE",
            "HAVING",
            "ON",
            "BY",
            "AND",
            "OR",
            "NOT",
            ",",
            "(",
            "=",
            "<",
            ">",
            "+",
            "-",
            "*",
            "/",
            "|",
            "%");

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
        return new SqlException(message, position.line(), position.column(), Fault.UNSUPPORTED);
    }

    private static SqlException at(Position position, String message) {
        return new SqlException(message, position.line(), position.column(), Fault.MISTAKE);
    }

    private static SqlException unknown(Position position, String message) {
        return new SqlException(message, position.line(), position.column(), Fault.UNKNOWN);
    }

    /** What Calcite itself breaks on. */
    SqlException unplanned(SqlNode query, RuntimeException defect) {
        SqlParserPos where = query.getParserPosition();
        SqlException refused = unknown(
                text.written(where.getLineNum(), where.getColumnNum()), "this SQL cannot be planned: " + defect);
        refused.initCause(defect);
        return refused;
    }

    SqlException at(SqlToken token, String message) {
        return at(text.position(token.start()), message);
    }

    /** What the parser refuses, by the words around the place where it stopped. */
    SqlException ofParser(SqlParseException error) {
        SqlParserPos where = error.getPos() == null ? SqlParserPos.ZERO : error.getPos();
        Position position = text.written(Math.max(1, where.getLineNum()), Math.max(1, where.getColumnNum()));
        boolean early = String.valueOf(error.getMessage()).contains("Encountered \"<EOF>\"");
        ParserStop stop = new ParserStop(text.tokens(), text.index(position), early);
        MisspelledKeywords keywords = new MisspelledKeywords(text.written(), SqlFrontEnd::reads);
        Optional<Finding> finding = new SyntaxErrors(stop, keywords).find();
        if (finding.isPresent()) {
            Position at = text.position(finding.get().at().start());
            return finding.get().mistake()
                    ? at(at, finding.get().message())
                    : unsupported(at, finding.get().message());
        }
        String found = text.found(position);
        if (SqlWords.RESERVED.contains(found.toUpperCase(Locale.ROOT))) {
            SqlToken before = stop.at(stop.found() - 1);
            if (!BEFORE_NAMES.contains(before.upper())) {
                return unsupported(position, "unexpected " + found + " behind " + before.text());
            }
            return unsupported(
                    position,
                    "unexpected " + found + "; it is a reserved word: a column of this name is written \"" + found
                            + "\", or behind a dot as in t." + found);
        }
        return unknown(position, "unexpected " + found + expected(error));
    }

    /** The few things that could stand there; a long list helps nobody. */
    private static String expected(SqlParseException error) {
        Collection<String> names = error.getExpectedTokenNames();
        if (names == null || names.isEmpty() || names.size() > 6) {
            return "";
        }
        return ", expected " + String.join(" or ", new TreeSet<>(names));
    }

    /** @param query what was validated */
    SqlException ofValidator(CalciteContextException error, SqlNode query) {
        int line = Math.max(1, error.getPosLine());
        int column = Math.max(1, error.getPosColumn());
        Throwable cause = error.getCause() == null ? error : error.getCause();
        String message = (cause.getMessage() == null ? cause.toString() : cause.getMessage()).replaceAll("\\s+", " ");
        Explanation explanation =
                new ValidationErrors(text, relations, query).explained(message, new SqlParserPos(line, column));
        String explained = explanation.message();
        SqlParserPos where = explanation.where();
        if (ValidationErrors.isUnknownFunction(message)) {
            Position position = text.written(line, column);
            return explained.endsWith(NO_WAY) ? unknown(position, explained) : unsupported(position, explained);
        }
        return OF_WINDOW.matcher(message).matches() ? unsupported(where, explained) : at(where, explained);
    }

    /** That there is no function {@code name}, and what to write instead where that is known. */
    static String noFunction(String name) {
        String way = WrittenElsewhere.of(name)
                .map(known -> "; " + known)
                .or(() -> nearFunction(name).map(nearest -> "; did you mean " + nearest + "?"))
                .orElse(NO_WAY);
        return "function " + name.replace("$", "") + " is not supported" + way;
    }

    /** The function that {@code name} is a slip of: short names have too many others near them. */
    private static Optional<String> nearFunction(String name) {
        if (WrittenElsewhere.isKnown(name)) {
            return Optional.empty();
        }
        String upper = name.toUpperCase(Locale.ROOT);
        return NearestName.to(name, SqlFunctions.names())
                .filter(nearest ->
                        upper.length() > 3 || upper.length() > nearest.length() || isSwapped(upper, nearest));
    }

    private static boolean isSwapped(String word, String other) {
        return Arrays.equals(
                word.chars().sorted().toArray(), other.chars().sorted().toArray());
    }

    /** The nearest of {@code names}, or all of them where none is near. */
    static String known(String word, Collection<String> names) {
        return NearestName.to(word, names)
                .map(nearest -> "; did you mean " + nearest + "?")
                .orElse(names.isEmpty() ? "" : "; there " + (names.size() == 1 ? "is " : "are ") + listed(names));
    }

    /** All of {@code names}, or the first of many. */
    private static String listed(Collection<String> names) {
        List<String> sorted = List.copyOf(new TreeSet<>(names));
        return sorted.size() <= LISTED
                ? String.join(", ", sorted)
                : String.join(", ", sorted.subList(0, LISTED)) + " and " + (sorted.size() - LISTED) + " more";
    }
}
