package dev.tideboard.engine.ops.expression;

import dev.tideboard.engine.ops.calendar.Step;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** A calendar or clock unit of a timestamp, in UTC. */
public enum TimeUnit {
    SECOND(1_000),
    MINUTE(60_000),
    HOUR(3_600_000),
    DAY(86_400_000),
    MONTH(0),
    QUARTER(0),
    YEAR(0);

    private static final long DAY_MILLIS = 86_400_000;

    private final long millis;

    TimeUnit(long millis) {
        this.millis = millis;
    }

    /** The start of the unit that {@code instant} (epoch milliseconds) lies in. */
    long floor(long instant) {
        if (millis > 0) {
            return Math.floorDiv(instant, millis) * millis;
        }
        LocalDate date = date(instant);
        LocalDate start = switch (this) {
            case MONTH -> date.withDayOfMonth(1);
            case QUARTER -> LocalDate.of(date.getYear(), (date.getMonthValue() - 1) / 3 * 3 + 1, 1);
            case YEAR, SECOND, MINUTE, HOUR, DAY -> LocalDate.of(date.getYear(), 1, 1);
        };
        return start.toEpochDay() * DAY_MILLIS;
    }

    /** The start of the next unit, or {@code instant} itself where a unit starts. */
    long ceil(long instant) {
        long floor = floor(instant);
        if (floor == instant) {
            return instant;
        }
        if (millis > 0) {
            return floor + millis;
        }
        int months = this == MONTH ? 1 : this == QUARTER ? 3 : 12;
        return shiftMonths(floor, months);
    }

    /** How long the unit is on a calendar. */
    Step step() {
        return switch (this) {
            case SECOND, MINUTE, HOUR, DAY -> Step.ofMillis(millis);
            case MONTH -> Step.ofMonths(1);
            case QUARTER -> Step.ofMonths(3);
            case YEAR -> Step.ofMonths(12);
        };
    }

    /** {@code instant} moved by whole months; the day is kept, or is the last of a shorter month. */
    static long shiftMonths(long instant, long months) {
        return LocalDateTime.ofEpochSecond(
                                        Math.floorDiv(instant, 1_000L),
                                        (int) Math.floorMod(instant, 1_000L) * 1_000_000,
                                        ZoneOffset.UTC)
                                .plusMonths(months)
                                .toEpochSecond(ZoneOffset.UTC)
                        * 1_000
                + Math.floorMod(instant, 1_000L);
    }

    static LocalDate date(long instant) {
        return LocalDate.ofEpochDay(Math.floorDiv(instant, DAY_MILLIS));
    }
}
