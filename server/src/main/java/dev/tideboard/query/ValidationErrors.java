package dev.tideboard.query;

import dev.tideboard.data.NearestName;
import dev.tideboard.engine.ops.expression.TimePart;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.parser.SqlParserPos;

/** What Calcite's validator says of names and types, in words that name the way out. */
final class ValidationErrors {
    private static final Pattern NO_TABLE = Pattern.compile("(?:Object|Table) '([^']*)' not found.*");
    private static final Pattern NO_COLUMN = Pattern.compile("Column '([^']*)' not found in (any table|table '.*').*");
    private static final Pattern NO_NAME = Pattern.compile("Unknown identifier '(.*)'");
    private static final Pattern AMBIGUOUS = Pattern.compile("Column '([^']*)' is ambiguous");
    private static final Pattern NO_OPERATOR =
            Pattern.compile("Cannot apply '(.+)' to arguments of type '(.+)'\\. Supported form.*");
    private static final Pattern NO_FUNCTION =
            Pattern.compile("No match found for function signature (.*?)\\((.*)\\)", Pattern.DOTALL);
    private static final Pattern NOT_GROUPED = Pattern.compile("Expression '(.*)' is not being grouped");
    private static final Pattern ARGUMENTS = Pattern.compile("Invalid number of arguments to function '(.*?)'.*");
    private static final Pattern NO_LITERAL = Pattern.compile("Illegal (DATE|TIMESTAMP|TIME) literal '(.*)': .*");
    private static final Pattern NO_SPAN =
            Pattern.compile("Illegal interval literal format '(.*)' for INTERVAL (\\w+).*");
    private static final Pattern NO_PART = Pattern.compile("'(.*)' is not a valid time frame");
    private static final Pattern NOT_ALIKE =
            Pattern.compile("Cannot infer return type for (\\w+); operand types: \\[(.*)]");
    private static final Pattern COUNTS = Pattern.compile("Column count mismatch in (.*)");
    private static final Pattern TYPES = Pattern.compile("Type mismatch in column (\\d+) of (.*)");
    private static final Pattern QUALIFY = Pattern.compile("QUALIFY expression .* must contain a window function");
    private static final Set<String> CLOCKS = Set.of(
            "CURRENT_DATE", "CURRENT_TIMESTAMP", "CURRENT_TIME", "LOCALTIMESTAMP", "LOCALTIME", "TODAY", "SYSDATE");
    private static final Set<String> WINDOWS = Set.of("TUMBLE", "HOP");
    private static final Map<String, String> PLAIN = plain();

    /** How functions of several arguments are written. */
    private static final Map<String, String> FORMS = Map.ofEntries(
            Map.entry("ROUND", "ROUND(x[, digits])"),
            Map.entry("COUNT", "COUNT(*) or COUNT(x)"),
            Map.entry("NULLIF", "NULLIF(x, y)"),
            Map.entry("MOD", "MOD(x, y)"),
            Map.entry("POWER", "POWER(x, n)"),
            Map.entry("ARG_MIN", "ARG_MIN(x, by)"),
            Map.entry("ARG_MAX", "ARG_MAX(x, by)"),
            Map.entry("LAG", "LAG(x[, n[, default]]) OVER (…)"),
            Map.entry("LEAD", "LEAD(x[, n[, default]]) OVER (…)"),
            Map.entry("ROW_NUMBER", "ROW_NUMBER() OVER (…)"),
            Map.entry("RANK", "RANK() OVER (…)"),
            Map.entry("DENSE_RANK", "DENSE_RANK() OVER (…)"),
            Map.entry("NOW", "NOW()"),
            Map.entry("COALESCE", "COALESCE(x, y, …)"),
            Map.entry("GREATEST", "GREATEST(x, y, …)"),
            Map.entry("LEAST", "LEAST(x, y, …)"),
            Map.entry("TUMBLE", "TUMBLE(TABLE t, DESCRIPTOR(time), size[, offset][, 'zone'])"),
            Map.entry("HOP", "HOP(TABLE t, DESCRIPTOR(time), slide, size[, offset][, 'zone'])"));

    private final SqlText text;
    private final Map<String, Relation> relations;
    private final SqlNode query;

    ValidationErrors(SqlText text, Map<String, Relation> relations, SqlNode query) {
        this.text = text;
        this.relations = relations;
        this.query = query;
    }

    private static Map<String, String> plain() {
        Map<String, String> plain = new LinkedHashMap<>();
        plain.put("Ordinal out of range", "there is no such column in SELECT; name it, or count from 1");
        plain.put("Parameters must be of the same type", "both sides must be of one type; use CAST to convert");
        plain.put("Illegal use of 'NULL'", Unsupported.UNTYPED_NULL);
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
        plain.put(
                "WHERE clause must be a condition", "WHERE takes a condition, found a value; compare it, as in x = 1");
        plain.put(
                "HAVING clause must be a condition",
                "HAVING takes a condition, found a value; compare it, as in x = 1");
        plain.put(
                "INNER, LEFT, RIGHT, FULL, or ASOF join requires a condition (NATURAL keyword or ON or USING clause)",
                "JOIN without ON; say which columns are equal, as in JOIN t ON a.key = t.key");
        plain.put(
                "Illegal mixing of types in CASE or COALESCE statement",
                "CASE gives values of different types; use CAST to make them one");
        return plain;
    }

    String explained(String message, SqlParserPos where) {
        Matcher table = NO_TABLE.matcher(message);
        if (table.matches()) {
            return noTable(table.group(1));
        }
        Matcher column = NO_COLUMN.matcher(message);
        if (column.matches()) {
            return noColumn(column.group(1), where);
        }
        Matcher unknown = NO_NAME.matcher(message);
        if (unknown.matches()) {
            return noColumn(unknown.group(1), where);
        }
        Matcher ambiguous = AMBIGUOUS.matcher(message);
        if (ambiguous.matches()) {
            return ambiguous(ambiguous.group(1));
        }
        Matcher grouped = NOT_GROUPED.matcher(message);
        if (grouped.matches()) {
            return notGrouped(grouped.group(1), where);
        }
        Matcher function = NO_FUNCTION.matcher(message);
        if (function.matches()) {
            return function(function.group(1).replace("\"", ""), function.group(2));
        }
        Matcher arguments = ARGUMENTS.matcher(message);
        if (arguments.matches()) {
            return arguments(arguments.group(1), where);
        }
        return PLAIN.getOrDefault(message, values(message));
    }

    /** Messages of values, types and constants. */
    private static String values(String message) {
        Matcher operator = NO_OPERATOR.matcher(message);
        if (operator.matches() && WINDOWS.contains(operator.group(1))) {
            String function = operator.group(1);
            return function + " takes a timestamp as its time and intervals as its lengths; it is written "
                    + form(function);
        }
        if (operator.matches()) {
            return OperandErrors.explained(operator.group(1), operator.group(2));
        }
        Matcher literal = NO_LITERAL.matcher(message);
        if (literal.matches()) {
            return TimeConstants.refusal(literal.group(2), literal.group(1));
        }
        Matcher span = NO_SPAN.matcher(message);
        if (span.matches()) {
            return "'" + span.group(1) + "' is no number of " + span.group(2) + "; "
                    + SpanText.advice(span.group(1), span.group(2));
        }
        Matcher part = NO_PART.matcher(message);
        if (part.matches()) {
            List<String> parts =
                    Arrays.stream(TimePart.Part.values()).map(Enum::name).toList();
            return "no part of a time is called " + part.group(1) + SqlErrors.known(part.group(1), parts);
        }
        Matcher different = NOT_ALIKE.matcher(message);
        if (different.matches()) {
            return different.group(1) + " takes values of one type, found " + OperandErrors.types(different.group(2))
                    + "; use CAST to convert";
        }
        return sets(message);
    }

    /** Messages of the shape of a query. */
    private static String sets(String message) {
        Matcher counts = COUNTS.matcher(message);
        if (counts.matches()) {
            return "the SELECTs of " + counts.group(1)
                    + " have different numbers of columns; give each the same columns";
        }
        Matcher types = TYPES.matcher(message);
        if (types.matches()) {
            return "column " + types.group(1) + " of " + types.group(2) + " is of different types; CAST one of them";
        }
        if (QUALIFY.matcher(message).matches()) {
            return "QUALIFY without a function with OVER; write WHERE, or HAVING behind GROUP BY";
        }
        return message.startsWith("OVER clause is necessary")
                ? "a function of the rows around each one; write OVER (PARTITION BY key ORDER BY time) behind it"
                : message;
    }

    private String noTable(String name) {
        String alias = names().entrySet().stream()
                .filter(entry -> entry.getValue().equals(name))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("");
        if (relations.containsKey(name) && !alias.isEmpty()) {
            return name + " is called " + alias + " in this query; write " + alias + " before the dot";
        }
        Set<String> known = new TreeSet<>(relations.keySet());
        known.addAll(names().keySet());
        known.remove(name);
        return "no table or view is called " + name + SqlErrors.known(name, known);
    }

    private String noColumn(String name, SqlParserPos where) {
        if (CLOCKS.contains(name.toUpperCase(Locale.ROOT))) {
            return "there is no " + name + "; " + WrittenElsewhere.CLOCK;
        }
        if (name.equalsIgnoreCase(SqlFunctions.NOW)) {
            return "no column is called " + name + "; the time is written NOW()";
        }
        String found = text.found(text.written(where.getLineNum(), where.getColumnNum()));
        if (found.startsWith("\"") && NearestName.to(name, columns()).isEmpty()) {
            return "no column is called " + name + "; a text is written in single quotes: '" + name + "'";
        }
        boolean given = SqlPlaces.calls(query).stream()
                .filter(call -> call.getKind() == SqlKind.AS)
                .anyMatch(call -> call.operand(1) instanceof SqlIdentifier alias
                        && alias.getSimple().equals(name));
        return "no column is called " + name
                + (given
                        ? " here; it is what SELECT gives, so write what stands before its AS, or use a subquery"
                        : SqlErrors.known(name, columns()));
    }

    private String ambiguous(String column) {
        List<String> having = names().entrySet().stream()
                .filter(entry -> relations.containsKey(entry.getValue())
                        && relations.get(entry.getValue()).schema().names().contains(column))
                .map(entry -> entry.getKey() + "." + column)
                .toList();
        return "several tables of this query have a column " + column + "; say which, as in "
                + (having.size() > 1 ? String.join(" or ", having) : "t." + column);
    }

    private String notGrouped(String expression, SqlParserPos where) {
        String plain = expression.replace("`", "");
        if (text.found(text.written(where.getLineNum(), where.getColumnNum())).equals("*")) {
            return "* beside GROUP BY, which has no single " + plain
                    + "; name the columns of GROUP BY, and aggregates of others such as MAX(x)";
        }
        return plain + " is neither in GROUP BY nor in an aggregate; add it to GROUP BY, or take MAX(" + plain
                + ") or another aggregate of it";
    }

    private String arguments(String function, SqlParserPos where) {
        int[] found = {-1};
        SqlPlaces.calls(query).stream()
                .filter(call -> call.getParserPosition().startsAt(where))
                .filter(call -> call.getOperator().getName().equalsIgnoreCase(function))
                .forEach(call -> found[0] = call.operandCount());
        String count = found[0] < 0 ? "other arguments" : found[0] + " arguments";
        return function + " does not take " + count + "; it is written " + form(function);
    }

    /** How a call of {@code function} is written. */
    static String form(String function) {
        return FORMS.getOrDefault(function.toUpperCase(Locale.ROOT), function + "(x)");
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

    /** What the query calls its tables and views, with their names; "" for other rows. */
    private Map<String, String> names() {
        Map<String, String> names = new LinkedHashMap<>();
        for (SqlCall call : SqlPlaces.calls(query)) {
            switch (call) {
                case SqlSelect select when select.getFrom() != null -> name(select.getFrom(), names);
                case SqlJoin join -> {
                    name(join.getLeft(), names);
                    name(join.getRight(), names);
                }
                default -> {}
            }
        }
        return names;
    }

    private static void name(SqlNode from, Map<String, String> names) {
        if (from instanceof SqlIdentifier table) {
            names.put(table.names.getLast(), table.names.getLast());
        } else if (from instanceof SqlCall call
                && call.getKind() == SqlKind.AS
                && call.operand(1) instanceof SqlIdentifier alias) {
            names.put(alias.getSimple(), call.operand(0) instanceof SqlIdentifier table ? table.names.getLast() : "");
        }
    }
}
