package dev.tideboard.query;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** What operators do not take, by the types that Calcite reports. */
final class OperandErrors {
    private static final Set<String> MOVES = Set.of("+", "-");
    private static final Set<String> COMPARISONS = Set.of("=", "<>", "!=", "<", "<=", ">", ">=", "BETWEEN ASYMMETRIC");

    private static final String PARTS = "its parts are those of a date, a timestamp or an interval";
    private static final Set<String> ROUNDERS = Set.of("FLOOR", "CEIL");
    private static final String CONDITIONS = "it takes conditions; compare the value, as in x = 1";
    /** What to say of an operator whatever it was given. */
    private static final Map<String, String> ALWAYS = Map.ofEntries(
            Map.entry("AT TIME ZONE", "it takes a timestamp and the name of a zone"),
            Map.entry("EXTRACT", PARTS),
            Map.entry("AND", CONDITIONS),
            Map.entry("OR", CONDITIONS),
            Map.entry("%", "it takes whole numbers and decimals; write CAST(x AS BIGINT)"),
            Map.entry("||", "it joins texts: CAST others AS VARCHAR; between conditions write OR"));

    private static final Set<String> MEANS = Set.of("SUM", "AVG", "STDDEV", "STDDEV_POP", "STDDEV_SAMP", "VARIANCE");
    private static final Set<String> OF_TEXTS =
            Set.of("UPPER", "LOWER", "TRIM", "CHAR_LENGTH", "CHARACTER_LENGTH", "SUBSTRING", "LIKE");

    private OperandErrors() {}

    /**
     * @param arguments the types with the operator between them
     * @param written the operands as the author wrote them
     */
    static String explained(String name, String arguments, List<String> written) {
        String types = types(arguments);
        if (name.equals("NOT")) {
            String value = written.isEmpty() ? "x" : written.getFirst();
            String type = types.replaceAll("^NOT\\s*", "");
            String compared = type.equals("VARCHAR") ? " = 'a'" : " = 1";
            return "NOT takes a condition, found " + value + ", of type " + type + "; compare it, as in NOT " + value
                    + compared;
        }
        String found = types.startsWith(name + "(") ? types.substring(name.length()) : types;
        return name + " does not take " + found + "; " + wayOut(name, found, written);
    }

    private static String wayOut(String name, String found, List<String> written) {
        boolean text = found.contains("VARCHAR");
        if (ALWAYS.containsKey(name)) {
            return ALWAYS.get(name);
        }
        if (ROUNDERS.contains(name) && found.contains("INTERVAL")) {
            return PARTS;
        }
        if (found.contains("DATE") || found.contains("TIMESTAMP")) {
            return ofTime(name, found, written);
        }
        if (found.contains("INTERVAL")) {
            return text
                    ? "a constant time is written TIMESTAMP '2026-11-22 02:00:00', a constant span INTERVAL '30' SECOND"
                    : "a constant span is written INTERVAL '30' SECOND";
        }
        if (found.contains("BOOLEAN") && COMPARISONS.contains(name)) {
            return "a comparison gives a condition; write a < x AND x < b, or x BETWEEN a AND b";
        }
        if (found.contains("BOOLEAN")) {
            String condition = written.size() == 1 ? written.getFirst() : "condition";
            return "count what holds by COUNT(*) FILTER (WHERE " + condition + ")";
        }
        if (name.equals("+") && text) {
            return "texts are joined by ||, and CAST(x AS DOUBLE) makes a number of one";
        }
        if (OF_TEXTS.contains(name)) {
            return "write CAST(" + operand(found, written, /* text= */ false) + " AS VARCHAR)";
        }
        return text && found.startsWith("(")
                ? "write CAST(" + operand(found, written, /* text= */ true) + " AS DOUBLE)"
                : "use CAST to convert";
    }

    /** The first operand that is a text, or that is none. */
    private static String operand(String found, List<String> written, boolean text) {
        String[] types = found.replaceAll("[()]", "").split(", ", -1);
        for (int i = 0; i < Math.min(types.length, written.size()); i++) {
            if (types[i].equals("VARCHAR") == text) {
                return written.get(i);
            }
        }
        return "x";
    }

    private static String ofTime(String name, String found, List<String> written) {
        boolean date = found.contains("DATE");
        boolean time = found.contains("TIMESTAMP");
        boolean span = found.contains("INTERVAL");
        boolean number = found.contains("INTEGER") || found.contains("BIGINT") || found.contains("DOUBLE");
        if (number && MOVES.contains(name)) {
            return "a time moves by a span" + moved(name, written, time);
        }
        if (number && COMPARISONS.contains(name)) {
            return "a constant is written " + (time ? "TIMESTAMP '2026-11-22 02:00:00'" : "DATE '2026-11-22'");
        }
        boolean text = found.contains("VARCHAR");
        if (text && MOVES.contains(name) && !span) {
            return "a time moves by a span; "
                    + SpanText.advice(written.isEmpty() ? "" : written.getLast().replace("'", ""), "");
        }
        if (name.equals("-") && !span) {
            String difference = written.size() == 2 ? String.join(" - ", written) : "a - b";
            return "a span of time is written (" + difference + ") " + (time ? "SECOND" : "DAY")
                    + ", or in another unit";
        }
        if (ROUNDERS.contains(name) && !written.isEmpty()) {
            return "a time is rounded to a unit; write " + name + "(" + written.getFirst() + " TO HOUR)";
        }
        if (MEANS.contains(name)) {
            return "times have no sum; take MIN(x), MAX(x) or MEDIAN(x)";
        }
        if (date && time) {
            return "CAST one of them AS DATE or AS TIMESTAMP";
        }
        if (span && text) {
            return "a constant time is written TIMESTAMP '2026-11-22 02:00:00', a constant span INTERVAL '30' SECOND";
        }
        return COMPARISONS.contains(name)
                ? "use CAST to convert"
                : "times are moved by spans and subtracted: at + INTERVAL '5' MINUTE, or (a - b) SECOND";
    }

    /** How the move by a number is written. */
    private static String moved(String name, List<String> written, boolean timestamp) {
        String unit = timestamp ? "HOUR" : "DAY";
        if (written.size() != 2) {
            return ", as in t + INTERVAL '1' " + unit;
        }
        String by = written.getLast();
        boolean whole = by.matches("[0-9]+");
        String moved = whole || timestamp ? written.getFirst() : "CAST(" + written.getFirst() + " AS TIMESTAMP)";
        String span = whole ? "INTERVAL '" + by + "' " + unit : by + " * INTERVAL '1' " + unit;
        return "; write " + moved + " " + name + " " + span + ", or another unit";
    }

    /** Types as SQL writes them, without their lengths. */
    static String types(String arguments) {
        return arguments
                .replaceAll("<([^<>]*)>", "$1")
                .replaceAll("TIMESTAMP\\(\\d+\\)", "TIMESTAMP")
                .replaceAll("\\bCHAR\\(\\d+\\)", "VARCHAR")
                .replaceAll("INTERVAL [A-Z]+( TO [A-Z]+)?", "INTERVAL");
    }
}
