package dev.tideboard.data;

import java.time.LocalDate;

/** Dates as they are stored: the milliseconds since the epoch at which the day begins in UTC. */
public final class Dates {
    public static final long DAY_MILLIS = 86_400_000;

    private Dates() {}

    public static long stored(LocalDate date) {
        return Math.multiplyExact(date.toEpochDay(), DAY_MILLIS);
    }

    /** The day that {@code stored} is in. */
    public static LocalDate of(long stored) {
        return LocalDate.ofEpochDay(Math.floorDiv(stored, DAY_MILLIS));
    }
}
