package dev.tideboard.engine;

import java.time.Duration;

/** A span of time for people: its two largest units, as in 2d 3h, 25h or 1.5s. */
final class Span {
    private Span() {}

    static String text(Duration span) {
        if (span.isNegative()) {
            return "-" + text(span.negated());
        }
        if (span.compareTo(Duration.ofMinutes(1)) < 0) {
            String seconds = Double.toString(span.toMillis() / 1000.0);
            return (seconds.endsWith(".0") ? seconds.substring(0, seconds.length() - 2) : seconds) + "s";
        }
        if (span.compareTo(Duration.ofHours(1)) < 0) {
            return two(span.toMinutes(), "m", span.toSecondsPart(), "s");
        }
        if (span.compareTo(Duration.ofDays(2)) < 0) {
            return two(span.toHours(), "h", span.toMinutesPart(), "m");
        }
        return two(span.toDays(), "d", span.toHoursPart(), "h");
    }

    private static String two(long large, String unit, long small, String smaller) {
        return large + unit + (small == 0 ? "" : " " + small + smaller);
    }
}
