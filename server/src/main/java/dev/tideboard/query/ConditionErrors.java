package dev.tideboard.query;

import dev.tideboard.query.SqlToken.Kind;
import dev.tideboard.query.SyntaxErrors.Finding;
import java.util.Optional;
import java.util.Set;

/** Conditions as they are not written here: by other operators, or with what no operator takes. */
record ConditionErrors(ParserStop stop) {
    private static final Set<String> NO_NUMBERS = Set.of("NAN", "INF", "INFINITY", "INFINITE", "FINITE");
    private static final Set<String> CONDITIONS =
            Set.of("WHERE", "HAVING", "ON", "AND", "OR", "NOT", "WHEN", "QUALIFY");
    private static final String IS = "write IS NULL, IS TRUE, IS FALSE or IS DISTINCT FROM x, also with NOT";

    private SqlToken at(int i) {
        return stop.at(i);
    }

    Optional<Finding> operator() {
        for (int i = Math.max(0, stop.found() - 1); i <= stop.found() + 1; i++) {
            Optional<Finding> finding = SpelledOperators.find(at(i - 1), at(i), at(i + 1));
            if (finding.isPresent()) {
                return finding;
            }
        }
        SqlToken behind = at(stop.found() + 1);
        boolean lacking = CONDITIONS.contains(at(stop.found() - 1).upper())
                && (stop.token().is("AND") || stop.token().is("OR"));
        if (lacking) {
            return Finding.mistake(
                    stop.token(),
                    "unexpected " + stop.token().text() + " behind "
                            + at(stop.found() - 1).text() + "; write a condition before it, or leave it out");
        }
        if (stop.token().is("NOT") && at(stop.found() + 1).is("=")) {
            return Finding.mistake(stop.token(), "NOT = is written <>");
        }
        boolean joins = stop.token().is("AND") || stop.token().is("OR");
        return joins && SqlWords.RESERVED.contains(behind.upper()) && !stop.early()
                ? Finding.elsewhere(
                        behind,
                        "unexpected " + behind.text() + " behind "
                                + stop.token().text() + "; write a condition there")
                : Optional.empty();
    }

    /** Words between operands that other languages have. */
    Optional<Finding> infix() {
        for (int i = stop.found(); i >= Math.max(1, stop.found() - 1); i--) {
            String left = at(i - 1).text();
            String right = at(i + 1).text();
            String text = right.replace("'", "");
            String way = at(i).kind() != Kind.WORD
                    ? ""
                    : switch (at(i).upper()) {
                        case "CONTAINS", "HAS" -> "LIKE '%" + text + "%'";
                        case "STARTS", "STARTSWITH", "STARTS_WITH" ->
                            "LIKE '" + (at(i + 1).is("WITH") ? at(i + 2).text().replace("'", "") : text) + "%'";
                        case "ISNULL" -> "IS NULL";
                        case "NOTNULL" -> "IS NOT NULL";
                        case "DIV" -> "/ " + right;
                        case "MOD" -> "% " + right;
                        default -> "";
                    };
            if (!way.isEmpty() && !at(i + 1).is("(")) {
                return Finding.elsewhere(
                        at(i), "unexpected " + at(i).text() + " behind " + left + "; write " + left + " " + way);
            }
        }
        return Optional.empty();
    }

    /** What IS does not take. */
    Optional<Finding> is() {
        int last = stop.token().is("IS") || stop.token().is("NOT") ? stop.found() : stop.found() - 1;
        boolean not = at(last).is("NOT");
        int is = not ? last - 1 : last;
        SqlToken value = at(last + 1);
        if (!at(is).is("IS") || value.start() < 0 || (value.is("NOT") && !not)) {
            return Optional.empty();
        }
        String before = at(is - 1).text();
        String found = "unexpected " + value.text() + " behind IS" + (not ? " NOT" : "") + "; ";
        if (value.kind() == Kind.WORD && NO_NUMBERS.contains(value.upper())) {
            return Finding.elsewhere(
                    value,
                    found
                            + "no value here is NaN or infinite, since what would become one fails the view; leave it out");
        }
        boolean constant = value.kind() == Kind.STRING || value.kind() == Kind.NUMBER || value.kind() == Kind.PARAMETER;
        return Finding.elsewhere(
                value, found + (constant ? "write " + before + (not ? " <> " : " = ") + value.text() : IS));
    }

    /** BETWEEN with something else than AND between its values. */
    Optional<Finding> between() {
        int between = -1;
        int depth = 0;
        for (int i = Math.min(stop.found(), stop.tokens().size() - 1); i >= 0 && between < 0; i--) {
            depth += at(i).is(")") ? 1 : at(i).is("(") ? -1 : 0;
            if (at(i).is("AND") || ParserStop.startsClause(at(i))) {
                return Optional.empty();
            }
            between = at(i).is("BETWEEN") && depth <= 0 && at(i).kind() == Kind.WORD ? i : -1;
        }
        SqlToken found = stop.token();
        boolean early = stop.early() || found.start() < 0;
        boolean ends = early || found.kind() == Kind.WORD || found.is(",") || found.is(")") || found.is("-");
        if (between < 0 || !ends) {
            return Optional.empty();
        }
        boolean list = at(between + 1).is("(");
        SqlToken place = early || list ? at(between) : found;
        String what = early || list ? "" : ", found " + found.text() + " behind the first";
        return Finding.mistake(
                place,
                "BETWEEN takes two values with AND between them" + what + "; write "
                        + at(between - 1).text() + " BETWEEN 3 AND 5");
    }

    Optional<Finding> list() {
        int in = stop.near("IN");
        SqlToken value = at(in + 1);
        boolean single = value.kind() == Kind.STRING || value.kind() == Kind.NUMBER || value.kind() == Kind.PARAMETER;
        if (in >= 0 && single) {
            return Finding.mistake(value, "IN takes a list in parentheses; write IN (" + value.text() + ")");
        }
        boolean bare = value.kind() == Kind.WORD && !at(in + 2).is("(") && in == stop.found();
        if (in > 0 && bare) {
            return Finding.mistake(value, "IN takes a list in parentheses; write IN ('" + value.text() + "')");
        }
        if (in > 0 && value.is("[")) {
            return Finding.mistake(value, "IN takes a list in parentheses, found [; write IN ('x', 'y')");
        }
        return in >= 0 && value.is("(") && at(in + 2).is(")")
                ? Finding.mistake(value, "IN takes at least one value, found none; write IN ('x')")
                : Optional.empty();
    }
}
