package dev.tideboard.query;

import java.util.Set;

/** What operators do not take, by the types that Calcite reports. */
final class OperandErrors {
    private static final Set<String> MOVES = Set.of("+", "-");

    private OperandErrors() {}

    /** @param arguments the types with the operator between them */
    static String explained(String name, String arguments) {
        String types = types(arguments);
        String found = types.startsWith(name + "(") || name.equals("NOT") ? types.substring(name.length()) : types;
        return name + " does not take " + found + "; " + wayOut(name, found);
    }

    private static String wayOut(String name, String found) {
        boolean date = found.contains("DATE");
        boolean time = found.contains("TIMESTAMP");
        boolean span = found.contains("INTERVAL");
        boolean text = found.contains("VARCHAR");
        boolean number = found.contains("INTEGER") || found.contains("BIGINT") || found.contains("DOUBLE");
        if (name.equals("||")) {
            return "it joins texts: CAST others AS VARCHAR; between conditions write OR";
        }
        if (name.equals("NOT")) {
            return "compare it, as in NOT x = 1";
        }
        if ((date || time) && number) {
            String written = time ? "TIMESTAMP '2026-11-22 02:00:00'" : "DATE '2026-11-22'";
            return MOVES.contains(name)
                    ? "a time moves by a span, as in t + INTERVAL '1' DAY"
                    : "a constant is written " + written;
        }
        if (name.equals("-") && (date || time) && !span) {
            return "a span of time is written (a - b) SECOND, or in another unit";
        }
        if (date && time) {
            return "CAST one of them AS DATE or AS TIMESTAMP";
        }
        if (span && text) {
            return "a constant time is written TIMESTAMP '2026-11-22 02:00:00', a constant span INTERVAL '30' SECOND";
        }
        if (span && !date && !time) {
            return "a constant span is written INTERVAL '30' SECOND";
        }
        return name.equals("+") && text
                ? "texts are joined by ||, and CAST(x AS DOUBLE) makes a number of one"
                : "use CAST to convert";
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
