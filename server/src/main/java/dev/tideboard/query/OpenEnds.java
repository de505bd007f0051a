package dev.tideboard.query;

import dev.tideboard.query.SqlToken.Kind;
import dev.tideboard.query.SyntaxErrors.Finding;
import java.util.Optional;
import java.util.Set;

/** What was begun and not ended: texts, parentheses, lists and comparisons. */
record OpenEnds(ParserStop stop) {
    private static final Set<String> OPERATORS = Set.of("=", "<", ">", ",", "+", "-", "*", "/", ")", ".");
    private static final Set<String> NOT_CALLED = Set.of("WHEN", "THEN", "ELSE", "BY");
    private static final Set<String> SIGNS = Set.of("=", "<", ">", "+", "-", "/", "||");
    /** In these, FROM stands between arguments. */
    private static final Set<String> WITH_FROM = Set.of("EXTRACT", "SUBSTRING", "TRIM", "OVERLAY", "POSITION");

    private static final Set<String> CASTS = Set.of("CAST", "TRY_CAST", "SAFE_CAST");
    private static final Set<String> ORDERED = Set.of("OVER", "GROUP");
    private static final Set<String> QUERIES = Set.of("SELECT", "WITH", "VALUES", "FROM");

    private SqlToken at(int i) {
        return stop.at(i);
    }

    Optional<Finding> text() {
        for (SqlToken token : stop.tokens()) {
            boolean quoted = token.kind() == Kind.STRING || token.kind() == Kind.QUOTED;
            char quote = token.text().charAt(0);
            if (quoted && token.text().chars().filter(c -> c == quote).count() % 2 == 1) {
                return Finding.mistake(token, "what is in quotes from here on has no end; close it with " + quote);
            }
        }
        return Optional.empty();
    }

    /** A comma that nothing follows. */
    Optional<Finding> comma() {
        int size = stop.tokens().size();
        boolean last = stop.found() >= size - 1 && at(size - 1).is(",");
        int comma = last ? size - 1 : stop.found() - 1;
        SqlToken after = at(comma + 1);
        boolean ends =
                last || after.is(")") || ParserStop.startsClause(after) || ParserStop.SETS.contains(after.upper());
        boolean name = OPERATORS.contains(at(comma + 2).text())
                || at(comma + 2).is("FROM")
                || at(comma + 2).is("AS");
        return at(comma).is(",") && ends && !(name && after.kind() == Kind.WORD)
                ? Finding.mistake(
                        at(comma),
                        "nothing follows the comma" + (last ? "" : " before " + after.text()) + "; leave it out")
                : Optional.empty();
    }

    /** SELECT without columns, an operator without its right side, and two commas. */
    Optional<Finding> nothing() {
        SqlToken found = stop.token();
        SqlToken before = at(stop.found() - 1);
        boolean empty = found.is("FROM") && !at(stop.found() + 1).is("FROM");
        if (empty && (before.is("SELECT") || before.is("DISTINCT"))) {
            return Finding.mistake(
                    found, "nothing stands between " + before.text() + " and FROM; name columns, or write *");
        }
        if (found.is(",") && (before.is(",") || before.is("SELECT") || before.is("BY"))) {
            return Finding.mistake(found, "nothing stands before this comma; leave it out");
        }
        boolean last = stop.found() == stop.tokens().size() - 1;
        return last && SIGNS.contains(found.text())
                ? Finding.mistake(found, "something is missing at the end, behind " + found.text())
                : Optional.empty();
    }

    /** A word that cannot stand in the parenthesis that is open before it. */
    Optional<Finding> beforeClause() {
        int open = stop.opening(stop.found());
        SqlToken word = stop.token();
        if (open < 0 || word.kind() != Kind.WORD || isQuery(open) || !ends(word, open)) {
            return Optional.empty();
        }
        String of = at(open - 1).kind() == Kind.WORD
                        && !SqlWords.RESERVED.contains(at(open - 1).upper())
                        && !NOT_CALLED.contains(at(open - 1).upper())
                ? " of " + at(open - 1).text()
                : "";
        return Finding.elsewhere(
                at(open), "this parenthesis" + of + " is not closed before " + word.text() + "; write ) there");
    }

    private boolean isQuery(int open) {
        return QUERIES.contains(at(open + 1).upper());
    }

    private boolean ends(SqlToken word, int open) {
        String around = stop.enclosing(stop.found());
        return switch (word.upper()) {
            case "FROM" -> !WITH_FROM.contains(around);
            case "AS" -> !CASTS.contains(around) && !around.equals("FROM") && !around.equals("JOIN");
            case "ORDER" ->
                at(stop.found() + 1).is("BY")
                        && !ORDERED.contains(around)
                        && (around.isEmpty() || around.equals("FILTER") || SqlWords.RESERVED.contains(around));
            case "GROUP", "PARTITION" -> at(stop.found() + 1).is("BY");
            case "WHERE" -> stop.found() > open + 1;
            case "HAVING", "QUALIFY", "UNION", "INTERSECT", "EXCEPT", "OVER", "FILTER" -> true;
            case "LIMIT" -> at(stop.found() + 1).kind() == Kind.NUMBER;
            case "WHEN", "THEN", "ELSE", "END" -> inChoice(open);
            default -> false;
        };
    }

    /** Whether a CASE is open at the parenthesis, and none within it. */
    private boolean inChoice(int open) {
        int depth = 0;
        for (int i = 0; i < stop.found(); i++) {
            depth += at(i).is("CASE") ? 1 : at(i).is("END") ? -1 : 0;
            if (i > open && at(i).is("CASE")) {
                return false;
            }
        }
        return depth > 0;
    }

    Optional<Finding> parenthesis() {
        int size = stop.tokens().size();
        int depth = 0;
        for (int i = 0; i < size; i++) {
            depth += at(i).is("(") ? 1 : at(i).is(")") ? -1 : 0;
            if (depth < 0) {
                return i == stop.found()
                        ? Finding.elsewhere(at(i), "this parenthesis closes none; leave it out")
                        : Optional.empty();
            }
        }
        SqlToken found = stop.token();
        boolean cut = stop.found() == size - 1 && SqlWords.RESERVED.contains(found.upper());
        if (!stop.early() && !cut) {
            return Optional.empty();
        }
        if (depth == 0) {
            return Finding.mistake(
                    at(size - 1),
                    "something is missing at the end, behind " + at(size - 1).text());
        }
        return Finding.mistake(
                at(stop.opening(size)), "this parenthesis is not closed; write ) behind what belongs in it");
    }
}
