package dev.tideboard.recording;

import java.time.Duration;
import java.time.Instant;

/**
 * What a recording is: its origin, its span and its rhythm.
 *
 * @param interval the span each row speaks for; rows may be missing, but all times are a multiple of it apart
 * @param marksEnd whether a row's time is the end of its interval (the Australian market's habit) or its start
 * @param first the time of the first row
 * @param last the time of the last row
 * @param rows how many rows there are
 * @param attribution whom to thank and under which licence; may be empty
 */
public record Manifest(
        Origin origin,
        Duration interval,
        boolean marksEnd,
        Instant first,
        Instant last,
        long rows,
        String attribution) {

    public Manifest {
        if (interval.isZero() || interval.isNegative()) {
            throw new RecordingException("interval=" + interval + " of the recording: expected a span above zero");
        }
        if (last.isBefore(first)) {
            throw new RecordingException("last=" + last + " of the recording lies before first=" + first);
        }
    }

    /** How far a second pass has to move on so that it follows the first without a gap or an overlap. */
    public Duration length() {
        return Duration.between(first, last).plus(interval);
    }
}
