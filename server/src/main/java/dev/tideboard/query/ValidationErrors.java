package dev.tideboard.query;

import dev.tideboard.engine.ops.expression.TimePart;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;

/** What Calcite's validator says of names and types, in words that name the way out. */
final class ValidationErrors {
    private static final Pattern NO_FUNCTION =
            Pattern.compile("No match found for function signature (.*?)\\((.*)\\)", Pattern.DOTALL);
    private static final Map<String, String> PLAIN = plain();

    private final NameErrors names;
    private final WindowErrors windows;
    private final MembershipErrors memberships;
    private final SqlText text;
    private final SqlNode query;
    private final List<Rule> rules;

    /**
     * What is wrong, and the way out.
     *
     * @param where what is to blame, in the text that the parser got
     */
    record Explanation(String message, SqlParserPos where) {}

    /** What a message of one form is about. */
    private record Rule(Pattern form, Words words) {
        Rule(String form, Words words) {
            this(Pattern.compile(form), words);
        }
    }

    /** Other words for a message, by its parts and its place. */
    @FunctionalInterface
    private interface Words {
        Explanation of(MatchResult parts, SqlParserPos where);
    }

    /** Other words for a message at the same place. */
    @FunctionalInterface
    private interface Saying {
        String of(MatchResult parts, SqlParserPos where);
    }

    ValidationErrors(SqlText text, Map<String, Relation> relations, SqlNode query) {
        this.names = new NameErrors(text, relations, query);
        this.windows = new WindowErrors(relations);
        this.memberships = new MembershipErrors(text);
        this.text = text;
        this.query = query;
        this.rules = Stream.of(ofNames(), ofValues(), ofShape())
                .flatMap(List::stream)
                .toList();
    }

    private List<Rule> ofNames() {
        return List.of(
                rule("(?:Object|Table) '([^']*)' not found.*", (m, where) -> names.noTable(m.group(1), where)),
                rule("Column '([^']*)' not found in .*", (m, where) -> names.noColumn(m.group(1), where)),
                rule("Unknown identifier '(.*)'", (m, where) -> names.noColumn(m.group(1), where)),
                rule("Column '([^']*)' is ambiguous", (m, where) -> names.ambiguous(m.group(1), where)),
                rule("Expression '(.*)' is not being grouped", (m, where) -> names.notGrouped(m.group(1), where)),
                new Rule(
                        NO_FUNCTION,
                        (m, where) -> new Explanation(function(m.group(1).replace("\"", ""), m.group(2)), where)),
                rule("Invalid number of arguments to function '(.*?)'.*", (m, where) -> arguments(m.group(1), where)));
    }

    private List<Rule> ofValues() {
        return List.of(
                rule("No match found for function signature ([^A-Za-z\"]+)", (m, _) -> sign(m.group(1))),
                rule(
                        "Numeric literal '(.*)' out of range",
                        (m, _) -> m.group(1) + " is beyond "
                                + (m.group(1).contains("E")
                                        ? "a double"
                                        : "a long; with a point, as in " + m.group(1) + ".0, it is a double")),
                new Rule("Cannot apply '(.+)' to arguments of type '(.+)'\\. Supported form.*", this::operands),
                new Rule(
                        "Values (?:passed to IN operator|in expression list) must have compatible types", this::values),
                rule(
                        "Illegal (DATE|TIMESTAMP|TIME) literal '(.*)': .*",
                        (m, _) -> TimeConstants.refusal(m.group(2), m.group(1))),
                rule(
                        "Illegal interval literal format '(.*)' for INTERVAL (\\w+).*",
                        (m, _) -> "'" + m.group(1) + "' is no number of " + m.group(2) + "; "
                                + SpanText.advice(m.group(1), m.group(2))),
                rule("'(.*)' is not a valid time frame", (m, _) -> noPart(m.group(1))),
                rule(
                        "Cannot infer return type for (\\w+); operand types: \\[(.*)]",
                        (m, _) -> m.group(1)
                                + " takes values of one type, found " + OperandErrors.types(m.group(2))
                                + "; use CAST to convert"));
    }

    private static List<Rule> ofShape() {
        return List.of(
                rule(
                        "Column count mismatch in (.*)",
                        (m, _) -> "the SELECTs of " + m.group(1)
                                + " have different numbers of columns; give each the same columns"),
                rule(
                        "Type mismatch in column (\\d+) of (.*)",
                        (m, _) -> "column " + m.group(1) + " of " + m.group(2)
                                + " is of different types; CAST one of them"),
                rule(
                        "QUALIFY expression .* must contain a window function",
                        (_, _) -> "QUALIFY without a function with OVER; write WHERE, or HAVING behind GROUP BY"),
                rule(
                        "OVER clause is necessary.*",
                        (_, _) ->
                                "a function of the rows around each one; write OVER (PARTITION BY key ORDER BY time) behind it"));
    }

    private static Rule rule(String form, Saying saying) {
        return new Rule(form, (parts, where) -> new Explanation(saying.of(parts, where), where));
    }

    private static Map<String, String> plain() {
        Map<String, String> plain = new LinkedHashMap<>();
        aggregates(plain);
        plain.put("Ordinal out of range", "there is no such column in SELECT; name it, or count from 1");
        plain.put(
                "ON clause must be a condition",
                "ON takes a condition, found a value; compare it, as in a.key = t.key");
        plain.put("Parameters must be of the same type", "both sides must be of one type; use CAST to convert");
        plain.put("Illegal use of 'NULL'", Unsupported.UNTYPED_NULL);
        plain.put(
                "WHERE clause must be a condition", "WHERE takes a condition, found a value; compare it, as in x = 1");
        plain.put(
                "HAVING clause must be a condition",
                "HAVING takes a condition, found a value; compare it, as in x = 1");
        plain.put(
                "INNER, LEFT, RIGHT, FULL, or ASOF join requires a condition (NATURAL keyword or ON or USING clause)",
                "JOIN without ON; say which columns are equal, as in JOIN t ON a.key = t.key");
        plain.put(
                "ASOF JOIN MATCH_CONDITION must be a comparison between columns from the two inputs",
                "MATCH_CONDITION compares a time of each side; write a.time >= t.time, and compute others in a subquery");
        plain.put(
                "ASOF JOIN condition must be a conjunction of equality comparisons of columns from both sides",
                "ON of an ASOF JOIN takes columns of both sides, joined by = and AND; compute others in a subquery before, also"
                        + " a column that a FULL JOIN merged");
        plain.put(
                "Illegal mixing of types in CASE or COALESCE statement",
                "CASE gives values of different types; use CAST to make them one");
        plain.put(
                "The argument of DESCRIPTOR must be an identifier",
                "DESCRIPTOR takes the name of a time column, without quotes; write DESCRIPTOR(at)");
        return plain;
    }

    private static void aggregates(Map<String, String> plain) {
        plain.put(
                "Expected a boolean type",
                "FILTER (WHERE …) takes a condition, found a value; compare it, as in x = 1");
        plain.put(
                "Argument to GROUPING operator must be a grouped expression",
                "GROUPING takes a column of GROUP BY ROLLUP, CUBE or GROUPING SETS; name one of those");
        plain.put(
                "RANK or DENSE_RANK functions require ORDER BY clause in window specification",
                "RANK without an order; write OVER (PARTITION BY key ORDER BY x DESC)");
        plain.put(
                "Aggregate expression is illegal in WHERE clause",
                "an aggregate in WHERE, which sees single rows; write HAVING behind GROUP BY, or SUM(x) FILTER (WHERE …) to"
                        + " choose rows of an aggregate");
        plain.put(
                "Aggregate expression is illegal in GROUP BY clause",
                "an aggregate in GROUP BY, which sees single rows; aggregate in a subquery, and group that");
        plain.put(
                "Aggregate expression is illegal in ON clause",
                "an aggregate in ON, which sees single rows; aggregate in a subquery, and join that");
        plain.put(
                "Aggregate expressions cannot be nested",
                "an aggregate of an aggregate; take the inner one in a subquery: SELECT MAX(x) AS x FROM (SELECT SUM(y) AS x"
                        + " FROM t GROUP BY key) s");
        plain.put(
                "Windowed aggregate expression is illegal in WHERE clause",
                "a function with OVER in WHERE; write QUALIFY in place of WHERE, as in QUALIFY ROW_NUMBER() OVER (…) = 1");
        plain.put(
                "Window expressions are not permitted in the HAVING clause; use the QUALIFY clause instead",
                "a function with OVER in HAVING; write QUALIFY behind it, as in QUALIFY ROW_NUMBER() OVER (…) = 1");
    }

    Explanation explained(String message, SqlParserPos where) {
        for (Rule rule : rules) {
            Matcher parts = rule.form().matcher(message);
            if (parts.matches()) {
                return rule.words().of(parts, where);
            }
        }
        return new Explanation(PLAIN.getOrDefault(message, message), where);
    }

    /** The call at {@code where} that is of the operator {@code name}. */
    private Optional<SqlCall> call(String name, SqlParserPos where) {
        return SqlPlaces.calls(query).stream()
                .filter(call -> call.getParserPosition().startsAt(where))
                .filter(call -> call.getOperator().getName().equalsIgnoreCase(name))
                .findFirst();
    }

    private Explanation operands(MatchResult parts, SqlParserPos where) {
        Optional<SqlCall> call = call(parts.group(1), where);
        Optional<Explanation> ofWindow = call.flatMap(windows::explained);
        List<String> written = call.map(SqlCall::getOperandList).orElse(List.of()).stream()
                .map(operand -> SqlPlaces.written(operand, text))
                .toList();
        return ofWindow.orElseGet(
                () -> new Explanation(OperandErrors.explained(parts.group(1), parts.group(2), written), where));
    }

    private Explanation values(MatchResult parts, SqlParserPos where) {
        return SqlPlaces.calls(query).stream()
                .filter(call -> call.getKind() == SqlKind.IN || call.getKind() == SqlKind.NOT_IN)
                .filter(call -> SqlScope.contains(call.getParserPosition(), where))
                .reduce((_, inner) -> inner)
                .map(memberships::explained)
                .orElse(new Explanation(parts.group(), where));
    }

    private static String sign(String operator) {
        return operator + " is not supported"
                + (operator.equals("^") ? "; write POWER(x, n)" : "; numbers take + - * / and % only");
    }

    private static String noPart(String name) {
        List<String> parts =
                Arrays.stream(TimePart.Part.values()).map(Enum::name).toList();
        return "no part of a time is called " + name + SqlErrors.known(name, parts);
    }

    private String arguments(String function, SqlParserPos where) {
        int found = call(function, where).map(SqlCall::operandCount).orElse(-1);
        String count = found < 0 ? "other arguments" : found + (found == 1 ? " argument" : " arguments");
        return function + " does not take " + count + "; it is written " + FunctionForms.of(function);
    }

    static boolean isUnknownFunction(String message) {
        Matcher function = NO_FUNCTION.matcher(message);
        return function.matches() && !exists(function.group(1).replace("\"", ""));
    }

    private static boolean exists(String function) {
        return SqlFunctions.names().contains(function.toUpperCase(Locale.ROOT));
    }

    private static String function(String name, String arguments) {
        if (name.startsWith(":")) {
            return "parameter " + name + " takes no arguments";
        }
        return exists(name)
                ? name + " does not take (" + OperandErrors.types(arguments) + "); use CAST to convert"
                : SqlErrors.noFunction(name);
    }
}
