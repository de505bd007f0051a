package dev.tideboard.query;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The spellings that people and other databases have for a constant span of time, and the one that is read here. */
final class SpanText {
    private static final Pattern SPAN = Pattern.compile("\\s*([+-]?\\d+(?:\\.\\d+)?)\\s*([A-Za-z]*)\\s*");
    private static final List<String> UNITS =
            List.of("SECOND", "MINUTE", "HOUR", "DAY", "WEEK", "MONTH", "QUARTER", "YEAR");
    private static final String GENERAL =
            "a span is written INTERVAL '5' MINUTE, in one of " + String.join(", ", UNITS);

    private SpanText() {}

    /**
     * How to write what stands as {@code INTERVAL amount unit}.
     *
     * @param amount a number, or a text without its quotes that may have the unit in it
     * @param unit the word behind; "" for none
     */
    static String advice(String amount, String unit) {
        Matcher span = SPAN.matcher(amount);
        if (!span.matches()) {
            return GENERAL;
        }
        String said = span.group(2).isEmpty() ? unit : span.group(2);
        return unit(said)
                .map(known -> "write INTERVAL '" + span.group(1) + "' " + known)
                .orElse(GENERAL);
    }

    /** The unit that {@code word} is short for, or the plural of. */
    static Optional<String> unit(String word) {
        String upper = word.toUpperCase(Locale.ROOT);
        String single = upper.length() > 2 && upper.endsWith("S") ? upper.substring(0, upper.length() - 1) : upper;
        String known = switch (single) {
            case "S", "SEC" -> "SECOND";
            case "M", "MIN" -> "MINUTE";
            case "H", "HR" -> "HOUR";
            case "D" -> "DAY";
            case "W" -> "WEEK";
            case "MON" -> "MONTH";
            case "Y", "YR" -> "YEAR";
            default -> single;
        };
        return UNITS.contains(known) ? Optional.of(known) : Optional.empty();
    }
}
