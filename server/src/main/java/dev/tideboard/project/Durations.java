package dev.tideboard.project;

import java.time.Duration;

/** The project's spelling of spans of time: a whole number and ms, s, m, h or d. */
final class Durations {

    /** What stands in the place of a span where there is no end. */
    static final String FOREVER = "forever";

    private Durations() {}

    /** Reads a text that {@link Grammar#DURATION} has accepted. */
    static Duration parse(String text) {
        int digits = 0;
        while (Character.isDigit(text.charAt(digits))) {
            digits++;
        }
        long number = Long.parseLong(text, 0, digits, 10);
        return switch (text.substring(digits)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            case "d" -> Duration.ofDays(number);
            default -> throw new IllegalArgumentException("duration=" + text);
        };
    }

    /** Reads a text that {@link Grammar#RETENTION} has accepted; zero is for ever. */
    static Duration parseRetention(String text) {
        return text.equals(FOREVER) ? Duration.ZERO : parse(text);
    }
}
