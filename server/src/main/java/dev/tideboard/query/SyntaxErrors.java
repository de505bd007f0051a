package dev.tideboard.query;

import dev.tideboard.query.SqlToken.Kind;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What the author of a text that the parser refuses most likely wanted: found by the tokens around the one where the parser
 * stopped, which is often behind the one to blame.
 */
final class SyntaxErrors {
    private static final List<String> CLAUSES =
            List.of("FROM", "WHERE", "GROUP", "HAVING", "QUALIFY", "ORDER", "LIMIT");
    private static final Set<String> SETS = Set.of("UNION", "INTERSECT", "EXCEPT");
    private static final Set<String> OPERATORS = Set.of("=", "<", ">", ",", "+", "-", "*", "/", ")", ".");
    private static final SqlToken NOTHING = new SqlToken(Kind.SYMBOL, "", -1);

    private final List<SqlToken> tokens;
    private final int found;
    private final boolean early;

    /**
     * A thing to mend.
     *
     * @param at where
     * @param mistake whether no other engine is to be asked, since what is meant is only spelled otherwise
     */
    record Finding(SqlToken at, String message, boolean mistake) {}

    /**
     * @param found the token at which the parser stopped
     * @param early whether it saw the end of the text there
     */
    SyntaxErrors(List<SqlToken> tokens, int found, boolean early) {
        this.tokens = tokens;
        this.found = found;
        this.early = early;
    }

    Optional<Finding> find() {
        if (tokens.isEmpty()) {
            return Optional.empty();
        }
        return Stream.<Supplier<Optional<Finding>>>of(
                        this::openText,
                        this::statement,
                        this::names,
                        this::span,
                        this::asOf,
                        this::operator,
                        this::comma,
                        this::list,
                        this::rows,
                        this::rounding,
                        this::ordered,
                        this::by,
                        this::cases,
                        this::clause,
                        this::parenthesis,
                        this::function)
                .map(Supplier::get)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private SqlToken at(int i) {
        return i >= 0 && i < tokens.size() ? tokens.get(i) : NOTHING;
    }

    private static Optional<Finding> mistake(SqlToken at, String message) {
        return Optional.of(new Finding(at, message, true));
    }

    private static Optional<Finding> elsewhere(SqlToken at, String message) {
        return Optional.of(new Finding(at, message, false));
    }

    /** The last of the tokens up to the one behind {@code found}, and few before, that is {@code keyword}; -1 for none. */
    private int near(String keyword) {
        for (int i = found + 1; i >= Math.max(0, found - 3); i--) {
            if (at(i).is(keyword)) {
                return i;
            }
        }
        return -1;
    }

    private Optional<Finding> openText() {
        for (SqlToken token : tokens) {
            boolean quoted = token.kind() == Kind.STRING || token.kind() == Kind.QUOTED;
            char quote = token.text().charAt(0);
            if (quoted && token.text().chars().filter(c -> c == quote).count() % 2 == 1) {
                return mistake(token, "what is in quotes from here on has no end; close it with " + quote);
            }
        }
        return Optional.empty();
    }

    private Optional<Finding> statement() {
        SqlToken first = tokens.getFirst();
        if (found == 0 && first.kind() == Kind.WORD && !first.is("SELECT") && !first.is("WITH")) {
            return elsewhere(first, "a view is a SELECT, found " + first.text());
        }
        if (at(found).is(";") && found < tokens.size() - 1) {
            return elsewhere(at(found), "a view is one SELECT; leave out what follows the semicolon");
        }
        return Optional.empty();
    }

    /** Other quotes around a name. */
    private Optional<Finding> names() {
        for (String quote : List.of("`", "[")) {
            int start = near(quote);
            if (start >= 0 && at(start + 1).kind() == Kind.WORD) {
                String name = at(start + 1).text();
                String written = quote + name + (quote.equals("[") ? "]" : quote);
                return mistake(at(start), written + " is written \"" + name + "\", or without quotes");
            }
        }
        return Optional.empty();
    }

    private Optional<Finding> span() {
        int start = near("INTERVAL");
        SqlToken amount = at(start + 1);
        boolean text = amount.kind() == Kind.STRING;
        if (start < 0 || (!text && amount.kind() != Kind.NUMBER)) {
            return start >= 0 && amount.kind() == Kind.PARAMETER
                    ? elsewhere(
                            amount, "INTERVAL takes a constant, found " + amount.text() + "; write INTERVAL '5' MINUTE")
                    : Optional.empty();
        }
        SqlToken unit = at(start + 2);
        boolean said = unit.kind() == Kind.WORD && SpanText.unit(unit.text()).isPresent();
        String plain = text ? amount.text().substring(1, amount.text().length() - 1) : amount.text();
        String written = "INTERVAL " + amount.text() + (said ? " " + unit.text() : "");
        String advice = SpanText.advice(plain, said ? unit.text() : "");
        return advice.endsWith(written)
                ? Optional.empty()
                : mistake(at(start), "unexpected " + written + "; " + advice);
    }

    private Optional<Finding> asOf() {
        for (int i = Math.min(found + 1, tokens.size() - 1); i > 0; i--) {
            if (at(i).is("ASOF") && (at(i + 1).is("JOIN") || at(i + 1).is("LEFT"))) {
                String lacking = AsOfShape.lacking(tokens.subList(i + 1, tokens.size()));
                return lacking.isEmpty() ? Optional.empty() : elsewhere(at(i), lacking);
            }
        }
        return Optional.empty();
    }

    private Optional<Finding> operator() {
        for (int i = Math.max(0, found - 1); i <= found + 1; i++) {
            Optional<Finding> finding = SpelledOperators.find(at(i - 1), at(i), at(i + 1));
            if (finding.isPresent()) {
                return finding;
            }
        }
        SqlToken behind = at(found + 1);
        return at(found).is("IS") || (at(found).is("AND") && SqlWords.RESERVED.contains(behind.upper()) && !early)
                ? elsewhere(
                        behind,
                        "unexpected " + behind.text() + " behind " + at(found).text() + "; "
                                + (at(found).is("IS")
                                        ? "write IS NULL, IS TRUE, IS FALSE or IS DISTINCT FROM x, also with NOT"
                                        : "write a condition there"))
                : Optional.empty();
    }

    /** A comma that nothing follows. */
    private Optional<Finding> comma() {
        boolean last = found >= tokens.size() - 1 && at(tokens.size() - 1).is(",");
        int comma = last ? tokens.size() - 1 : found - 1;
        SqlToken after = at(comma + 1);
        boolean ends = last || after.is(")") || CLAUSES.contains(after.upper()) || SETS.contains(after.upper());
        boolean name = OPERATORS.contains(at(comma + 2).text())
                || at(comma + 2).is("FROM")
                || at(comma + 2).is("AS");
        return at(comma).is(",") && ends && !(name && after.kind() == Kind.WORD)
                ? mistake(
                        at(comma),
                        "nothing follows the comma" + (last ? "" : " before " + after.text()) + "; leave it out")
                : Optional.empty();
    }

    private Optional<Finding> list() {
        int in = near("IN");
        SqlToken value = at(in + 1);
        if (in >= 0 && (value.kind() == Kind.STRING || value.kind() == Kind.NUMBER || value.kind() == Kind.PARAMETER)) {
            return mistake(value, "IN takes a list in parentheses; write IN (" + value.text() + ")");
        }
        if (in >= 0 && value.is("(") && at(in + 2).is(")")) {
            return mistake(value, "IN takes at least one value, found none; write IN ('x')");
        }
        int on = near("ON");
        return on > 0 && at(on - 1).is("DISTINCT")
                ? elsewhere(
                        at(on - 1),
                        "DISTINCT ON is not supported; write QUALIFY ROW_NUMBER() OVER (PARTITION BY key ORDER BY time) = 1")
                : Optional.empty();
    }

    private Optional<Finding> rows() {
        int top = near("TOP");
        if (top > 0 && at(top - 1).is("SELECT") && at(top + 1).kind() == Kind.NUMBER) {
            String number = at(top + 1).text();
            return elsewhere(at(top), "TOP " + number + " is written at the end, as ORDER BY column LIMIT " + number);
        }
        int limit = near("LIMIT");
        if (limit < 0 || at(limit + 1).kind() == Kind.STRING) {
            return Optional.empty();
        }
        SqlToken value = at(limit + 1);
        if (value.kind() != Kind.NUMBER) {
            return elsewhere(at(limit), "LIMIT takes a whole number, found " + value.text() + "; write LIMIT 10");
        }
        return at(limit + 2).is(",")
                ? elsewhere(
                        at(limit),
                        "LIMIT takes one whole number; rows at the start of the order cannot be skipped, so write LIMIT "
                                + value.text())
                : Optional.empty();
    }

    private Optional<Finding> rounding() {
        int to = near("TO");
        if (to >= 0 && at(to + 1).kind() == Kind.NUMBER) {
            return elsewhere(
                    at(to + 1),
                    "FLOOR goes to one unit, found " + at(to + 1).text()
                            + "; windows of several are TABLE(TUMBLE(TABLE t,"
                            + " DESCRIPTOR(time), INTERVAL '5' MINUTE))");
        }
        for (int i = Math.max(1, found - 1); i <= found + 1; i++) {
            SqlToken text = at(i);
            Optional<String> unit = text.kind() == Kind.STRING
                    ? SpanText.unit(text.text().substring(1, text.text().length() - 1))
                    : Optional.empty();
            boolean rounds = enclosing(i).equals("FLOOR") || enclosing(i).equals("CEIL");
            if (unit.isPresent() && rounds && at(i - 1).is(",")) {
                return mistake(text, enclosing(i) + " is written " + enclosing(i) + "(t TO " + unit.get() + ")");
            }
            if (unit.isPresent() && enclosing(i).equals("EXTRACT")) {
                return mistake(text, "EXTRACT is written EXTRACT(" + unit.get() + " FROM t), its part without quotes");
            }
        }
        return Optional.empty();
    }

    /** ORDER BY inside of an aggregate. */
    private Optional<Finding> ordered() {
        String function = enclosing(found);
        return at(found).is("ORDER") && !function.isEmpty() && !function.equals("OVER") && !function.equals("GROUP")
                ? elsewhere(
                        at(found),
                        function + "(… ORDER BY …) is not supported; "
                                + WrittenElsewhere.of(function)
                                        .orElse("write FIRST_VALUE(x) or LAST_VALUE(x) WITHIN GROUP (ORDER BY time)"))
                : Optional.empty();
    }

    private boolean isGroupByAll() {
        return at(found).is("ALL") && at(found - 1).is("BY");
    }

    private Optional<Finding> by() {
        if (isGroupByAll()) {
            return elsewhere(at(found), "GROUP BY ALL is not supported; name the columns that are no aggregates");
        }
        SqlToken before = at(found - 1);
        boolean incomplete = before.is("GROUP") || before.is("ORDER") || before.is("PARTITION");
        return incomplete && !at(found).is("BY") && at(found).kind() == Kind.WORD
                ? mistake(
                        before,
                        before.text() + " is followed by BY; write " + before.text() + " BY "
                                + at(found).text())
                : Optional.empty();
    }

    private Optional<Finding> cases() {
        int open = -1;
        int depth = 0;
        for (int i = 0; i < Math.min(found + 1, tokens.size()); i++) {
            if (at(i).is("CASE")) {
                open = i;
                depth++;
            } else if (at(i).is("END")) {
                depth--;
            }
        }
        boolean ends = early
                || at(found).is("AS")
                || at(found).is(",")
                || CLAUSES.contains(at(found).upper());
        return depth > 0 && ends
                ? mistake(at(open), "CASE without END; write CASE WHEN condition THEN x ELSE y END")
                : Optional.empty();
    }

    /** A clause behind one that it has to stand before. */
    private Optional<Finding> clause() {
        int rank = at(found).kind() == Kind.WORD ? CLAUSES.indexOf(at(found).upper()) : -1;
        int depth = 0;
        for (int i = found - 1; i >= 0 && rank >= 0 && depth <= 0; i--) {
            depth += at(i).is("(") ? 1 : at(i).is(")") ? -1 : 0;
            int other = at(i).kind() == Kind.WORD ? CLAUSES.indexOf(at(i).upper()) : -1;
            if (depth == 0 && (at(i).is("SELECT") || SETS.contains(at(i).upper()))) {
                return Optional.empty();
            }
            if (depth == 0 && other > rank && i < found - 1) {
                return mistake(at(found), at(found).text() + " stands before " + at(i).text() + "; move it there");
            }
        }
        return Optional.empty();
    }

    private Optional<Finding> parenthesis() {
        int depth = 0;
        for (int i = 0; i < tokens.size(); i++) {
            depth += at(i).is("(") ? 1 : at(i).is(")") ? -1 : 0;
            if (depth < 0) {
                return i == found ? elsewhere(at(i), "this parenthesis closes none; leave it out") : Optional.empty();
            }
        }
        boolean cut = found == tokens.size() - 1
                && SqlWords.RESERVED.contains(at(found).upper())
                && !isGroupByAll();
        if (!early && !cut) {
            return Optional.empty();
        }
        if (depth == 0) {
            return mistake(
                    at(tokens.size() - 1),
                    "something is missing at the end, behind "
                            + at(tokens.size() - 1).text());
        }
        int open = opening(tokens.size());
        return mistake(at(open), "this parenthesis is not closed; write ) behind what belongs in it");
    }

    /** A name of the parser's own before a parenthesis. */
    private Optional<Finding> function() {
        SqlToken name = at(found);
        if (name.is(")") && enclosing(found).equals("SUBSTRING")) {
            return mistake(name, "SUBSTRING without a place; write SUBSTRING(x FROM 1 FOR n)");
        }
        if (name.kind() == Kind.WORD && at(found + 1).is("(") && !SqlWords.RESERVED.contains(name.upper())) {
            return elsewhere(name, SqlErrors.noFunction(name.text()));
        }
        String around = enclosing(found);
        return WrittenElsewhere.of(around).isPresent()
                ? elsewhere(at(opening(found) - 1), SqlErrors.noFunction(around))
                : Optional.empty();
    }

    /** The word before the parenthesis that token {@code i} is in, in capitals; "" where there is none. */
    private String enclosing(int i) {
        int open = opening(i);
        return open > 0 && at(open - 1).kind() == Kind.WORD ? at(open - 1).upper() : "";
    }

    /** The parenthesis that is open before token {@code i}, or -1. */
    private int opening(int i) {
        int depth = 0;
        for (int open = Math.min(i, tokens.size()) - 1; open >= 0; open--) {
            depth += at(open).is("(") ? 1 : at(open).is(")") ? -1 : 0;
            if (depth > 0) {
                return open;
            }
        }
        return -1;
    }
}
