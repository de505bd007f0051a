package dev.tideboard.engine.ops.calendar;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;

/** A length on the local calendar: whole months or milliseconds, of which at least one is zero. */
public record Step(long months, long millis) {
    static final long DAY_MILLIS = 86_400_000;

    /** No length: what is not shifted. */
    public static final Step NONE = new Step(0, 0);

    /** Refuses a length of both kinds, which could not be divided by. */
    public Step {
        if (months != 0 && millis != 0) {
            throw new IllegalArgumentException("months=" + months + " and millis=" + millis);
        }
    }

    /** Whole months. */
    public static Step ofMonths(long months) {
        return new Step(months, 0);
    }

    /** Milliseconds; those of whole days are days of the calendar. */
    public static Step ofMillis(long millis) {
        return new Step(0, millis);
    }

    /** Whether it counts days or months rather than time on the clock. */
    public boolean isDays() {
        return months != 0 || millis % DAY_MILLIS == 0;
    }

    /** About how long it is: a month counts as 31 days where {@code longest}, else as 28. */
    public long aboutMillis(boolean longest) {
        return months == 0 ? millis : Math.multiplyExact(months, (longest ? 31 : 28) * DAY_MILLIS);
    }

    /** The last boundary at or before {@code local}, where boundaries lie whole steps from {@code origin}. */
    long floor(long local, Step origin) {
        long shifted = local - origin.millis;
        if (months == 0) {
            return Math.floorDiv(shifted, millis) * millis + origin.millis;
        }
        LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(shifted, DAY_MILLIS));
        long since = (date.getYear() - 1970) * 12L + date.getMonthValue() - 1 - origin.months;
        long month = Math.floorDiv(since, months) * months + origin.months;
        long year = Math.floorDiv(month, 12L) + 1970;
        LocalDate first = LocalDate.of(Math.toIntExact(year), (int) Math.floorMod(month, 12L) + 1, 1);
        return first.toEpochDay() * DAY_MILLIS + origin.millis;
    }

    /** {@code local} and this step; the day of a month is kept, or is the last of a shorter month. */
    long after(long local, Step origin) {
        if (months == 0) {
            return local + millis;
        }
        LocalDateTime moved = local(local - origin.millis).plusMonths(months);
        return moved.toInstant(ZoneOffset.UTC).toEpochMilli() + origin.millis;
    }

    static LocalDateTime local(long millis) {
        int nanos = (int) Math.floorMod(millis, 1_000L) * 1_000_000;
        return LocalDateTime.ofEpochSecond(Math.floorDiv(millis, 1_000L), nanos, ZoneOffset.UTC);
    }

    /** Of lengths for people. */
    private record Unit(String name, long millis) {}

    private static final List<Unit> UNITS = List.of(
            new Unit(" day", DAY_MILLIS),
            new Unit(" hour", 3_600_000),
            new Unit(" minute", 60_000),
            new Unit(" second", 1_000));

    @Override
    public String toString() {
        if (months != 0) {
            return months + (months == 1 ? " month" : " months");
        }
        for (Unit unit : UNITS) {
            if (millis != 0 && millis % unit.millis() == 0) {
                long count = millis / unit.millis();
                return count + unit.name() + (count == 1 ? "" : "s");
            }
        }
        return millis + " ms";
    }
}
