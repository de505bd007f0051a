package dev.tideboard.engine.ops.calendar;

import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * Divides time into periods that follow each other without a gap: {@code step} long on the clocks of {@code zone}, one
 * boundary lying {@code origin} after 1970 began there.
 *
 * <p>A period of days or months starts when the clock first shows its first midnight (or a later time, where that midnight
 * does not exist) and ends as the next one starts: so each day has one period, of 23 or 25 hours where clocks change. A
 * shorter period starts whenever the clock shows a multiple of its length, again when it shows it again, and where the clock
 * jumps past one.
 */
public record Calendar(ZoneId zone, Step step, Step origin) {

    /** Checks that periods advance. */
    public Calendar {
        if (step.months() < 0 || step.millis() < 0 || step.equals(Step.NONE)) {
            throw new IllegalArgumentException("step=" + step);
        }
        if (origin.months() != 0 && step.months() == 0) {
            throw new IllegalArgumentException("origin=" + origin + ", step=" + step);
        }
    }

    /** A cursor over the periods, for one thread. */
    public PeriodCursor cursor() {
        return new PeriodCursor(this);
    }

    /** The start on the clock of the period that {@code local} lies in. */
    long floor(long local) {
        return step.floor(local, origin);
    }

    /** The start on the clock of the period after the one that starts at {@code boundary}. */
    long next(long boundary) {
        return step.after(boundary, origin);
    }

    @Override
    public String toString() {
        String from = origin.equals(Step.NONE) ? "" : " from " + origin;
        return step + from + (zone.equals(ZoneOffset.UTC) ? "" : " in " + zone);
    }
}
