package dev.tideboard.connect;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * ISO-8601 date and time to milliseconds since the epoch: {@code 2025-10-15T10:05:00+10:00}. Seconds and their fraction
 * may be absent, {@code T} may be a space, the offset may be {@code Z}, {@code +10:00}, {@code +1000} or {@code +10}.
 * Digits below the millisecond are cut off.
 */
final class TimestampText {
    private static final String EXPECTED =
            ", expected a date and time with offset such as 2025-10-15T10:05:00+10:00, or milliseconds since the epoch";
    private static final long MILLIS_PER_DAY = 86_400_000L;

    private final String text;
    private final String zone;
    private int at;

    private TimestampText(String text, String zone) {
        this.text = text;
        this.zone = zone;
    }

    /**
     * Reads {@code text}.
     *
     * @param zone the zone of a time without offset; "" refuses such a time
     */
    static long parse(String text, String zone) throws RefusedValueException {
        return new TimestampText(text, zone).parse();
    }

    private long parse() throws RefusedValueException {
        int year = digits(4);
        expect('-');
        int month = digits(2);
        expect('-');
        int day = digits(2);
        if (!next('T') && !next('t') && !next(' ')) {
            throw refused("found");
        }
        int hour = digits(2);
        expect(':');
        int minute = digits(2);
        int second = next(':') ? digits(2) : 0;
        int millis = next('.') || next(',') ? fraction() : 0;
        if (hour > 23 || minute > 59 || second > 59) {
            throw refused("no such time of day:");
        }
        LocalDate date = date(year, month, day);
        if (at == text.length()) {
            return zoned(date, hour, minute, second, millis);
        }
        long offset = offsetSeconds();
        if (at != text.length()) {
            throw refused("found");
        }
        long ofDay = ((hour * 60L + minute) * 60 + second) * 1000 + millis;
        return date.toEpochDay() * MILLIS_PER_DAY + ofDay - offset * 1000;
    }

    private long zoned(LocalDate date, int hour, int minute, int second, int millis) throws RefusedValueException {
        if (zone.isEmpty()) {
            throw new RefusedValueException("no offset in " + Shortened.quoted(text)
                    + ", expected one such as +10:00 or Z, or the option --message-zone for all that have none");
        }
        var local = date.atTime(hour, minute, second, millis * 1_000_000);
        return local.atZone(ZoneId.of(zone)).toInstant().toEpochMilli();
    }

    private LocalDate date(int year, int month, int day) throws RefusedValueException {
        try {
            return LocalDate.of(year, month, day);
        } catch (DateTimeException e) {
            throw refused("no such date:");
        }
    }

    private int fraction() throws RefusedValueException {
        int start = at;
        int millis = 0;
        while (at < text.length() && isDigit(text.charAt(at))) {
            if (at - start < 3) {
                millis = millis * 10 + (text.charAt(at) - '0');
            }
            at++;
        }
        int length = at - start;
        if (length == 0 || length > 9) {
            throw refused("found");
        }
        return length == 1 ? millis * 100 : length == 2 ? millis * 10 : millis;
    }

    private long offsetSeconds() throws RefusedValueException {
        if (next('Z') || next('z')) {
            return 0;
        }
        boolean west = next('-');
        if (!west) {
            expect('+');
        }
        int hours = digits(2);
        int minutes = 0;
        if (at < text.length()) {
            next(':');
            minutes = digits(2);
        }
        if (hours > 18 || minutes > 59 || (hours == 18 && minutes > 0)) {
            throw refused("no such offset:");
        }
        long seconds = (hours * 60L + minutes) * 60;
        return west ? -seconds : seconds;
    }

    private int digits(int count) throws RefusedValueException {
        int value = 0;
        for (int i = 0; i < count; i++) {
            if (at >= text.length() || !isDigit(text.charAt(at))) {
                throw refused("found");
            }
            value = value * 10 + (text.charAt(at++) - '0');
        }
        return value;
    }

    private boolean next(char c) {
        boolean there = at < text.length() && text.charAt(at) == c;
        if (there) {
            at++;
        }
        return there;
    }

    private void expect(char c) throws RefusedValueException {
        if (!next(c)) {
            throw refused("found");
        }
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private RefusedValueException refused(String what) {
        return new RefusedValueException(what + " " + Shortened.quoted(text) + EXPECTED);
    }
}
