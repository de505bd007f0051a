package dev.tideboard.engine.ops;

import dev.tideboard.engine.ops.calendar.Calendar;
import dev.tideboard.engine.ops.calendar.Step;
import java.time.ZoneId;

/** How long the windows of event time are, and how far apart they start. */
public sealed interface WindowSpan {
    /** A row in more windows than this would be copied too often. */
    int MOST_WINDOWS = 1_000;

    /** Whether every instant lies in exactly one window. */
    boolean tumbles();

    /**
     * Windows {@code sizeMs} long, one starting every {@code slideMs}, one of them {@code offsetMs} after the epoch. They
     * tumble where each starts as the one before ends, and overlap (hop) where they are longer than that.
     */
    record Fixed(long sizeMs, long slideMs, long offsetMs) implements WindowSpan {

        /** Checks that windows advance and no instant lies in too many. */
        public Fixed {
            if (slideMs <= 0 || sizeMs <= 0 || (sizeMs + slideMs - 1) / slideMs > MOST_WINDOWS) {
                throw new IllegalArgumentException("size=" + sizeMs + " ms, slide=" + slideMs + " ms");
            }
        }

        @Override
        public boolean tumbles() {
            return slideMs == sizeMs;
        }

        /** The start of the last window that {@code time} lies in. */
        long lastStart(long time) {
            return Math.floorDiv(time - offsetMs, slideMs) * slideMs + offsetMs;
        }

        /** How many windows {@code time} lies in; none where windows are shorter than the way to the next. */
        int count(long time) {
            long into = time - lastStart(time);
            return into >= sizeMs ? 0 : (int) ((sizeMs - 1 - into) / slideMs + 1);
        }
    }

    /**
     * Windows that start with each period of {@code starts}. They tumble where they are as long as that; others end when
     * {@code size} has passed: on the calendar where both it and the periods are of days or months, else on a stopwatch.
     */
    record Local(Calendar starts, Step size) implements WindowSpan {
        /** The same windows on the clocks of another zone. */
        public Local in(ZoneId zone) {
            return new Local(new Calendar(zone, starts.step(), starts.origin()), size);
        }

        /** Checks that windows last and no instant lies in too many. */
        public Local {
            if (size.months() < 0 || size.millis() < 0 || size.equals(Step.NONE)) {
                throw new IllegalArgumentException("size=" + size);
            }
            boolean mixed = size.months() != 0 && !starts.step().isDays();
            if (mixed || size.aboutMillis(true) / starts.step().aboutMillis(false) > MOST_WINDOWS) {
                throw new IllegalArgumentException("size=" + size + ", slide=" + starts.step());
            }
        }

        @Override
        public boolean tumbles() {
            return starts.step().equals(size);
        }

        boolean endsOnCalendar() {
            return starts.step().isDays() && size.isDays();
        }
    }
}
