package dev.tideboard.engine.ops.calendar;

/**
 * Finds the period of a {@link Calendar} that an instant lies in. The last one is remembered, and found by a comparison
 * while instants stay in it; away from changes of clock another is found by arithmetic. One thread at a time.
 */
public final class PeriodCursor {
    /** Some 146 million years: what lies farther from 1970 is one period, so that no sum of it overflows. */
    private static final long FARTHEST = 1L << 62;

    private final Calendar calendar;
    private final LocalClock clock;

    private long start = 1;
    private long end;
    private long local;

    PeriodCursor(Calendar calendar) {
        this.calendar = calendar;
        this.clock = new LocalClock(calendar.zone());
    }

    /** The start of the period that {@code instant} lies in. */
    public long start(long instant) {
        if (instant < start || instant >= end) {
            seek(instant);
        }
        return start;
    }

    /** The end of the period that {@code instant} lies in: the start of the next. */
    public long end(long instant) {
        if (instant < start || instant >= end) {
            seek(instant);
        }
        return end;
    }

    /**
     * When {@code length}, of days or months, has passed on the calendar since the start of the period that {@code instant}
     * lies in; only for periods of days or months.
     */
    public long after(long instant, Step length) {
        if (instant < start || instant >= end) {
            seek(instant);
        }
        return clock.first(length.after(local, calendar.origin()));
    }

    private void seek(long instant) {
        if (instant >= FARTHEST || instant < -FARTHEST) {
            local = instant > 0 ? FARTHEST : -FARTHEST;
            start = instant > 0 ? FARTHEST : Long.MIN_VALUE;
            end = instant > 0 ? Long.MAX_VALUE : -FARTHEST;
            return;
        }
        clock.settle(instant);
        local = calendar.floor(instant + clock.offset());
        long first = local - clock.offset();
        long next = calendar.next(local) - clock.offset();
        if (first >= clock.fresh() && next < clock.until()) {
            start = first;
            end = next;
        } else if (calendar.step().isDays()) {
            seekDays(instant);
        } else {
            start = startOnClock(instant);
            end = endOnClock(instant);
        }
    }

    private void seekDays(long instant) {
        start = clock.first(local);
        end = clock.first(calendar.next(local));
        while (instant >= end) { // the clock went back to a day that is over
            local = calendar.next(local);
            start = end;
            end = clock.first(calendar.next(local));
        }
    }

    private long startOnClock(long instant) {
        clock.settle(instant);
        long first = calendar.floor(instant + clock.offset()) - clock.offset();
        while (first < clock.from()) {
            long change = clock.from();
            long shown = change + clock.offset();
            clock.settle(change - 1);
            if (isBoundary(change + clock.offset(), shown)) {
                return change;
            }
            first = calendar.floor(change - 1 + clock.offset()) - clock.offset();
        }
        return first;
    }

    private long endOnClock(long instant) {
        clock.settle(instant);
        long next = calendar.next(calendar.floor(instant + clock.offset())) - clock.offset();
        while (next >= clock.until()) {
            long change = clock.until();
            long before = change + clock.offset();
            clock.settle(change);
            long shown = change + clock.offset();
            if (isBoundary(before, shown)) {
                return change;
            }
            next = calendar.next(calendar.floor(shown)) - clock.offset();
        }
        return next;
    }

    /** Whether a period starts as the clock, about to show {@code before}, is put to {@code shown}. */
    private boolean isBoundary(long before, long shown) {
        long floor = calendar.floor(shown);
        return floor == shown || floor != calendar.floor(before - 1);
    }
}
