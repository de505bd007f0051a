package dev.tideboard.recording;

import java.time.Duration;

/**
 * How a recording is played.
 *
 * @param loop whether another pass follows the last row, for ever
 * @param cooldown the wait between two passes
 * @param shift whether each pass moves on by the recording's length; without it a second pass repeats the recorded times,
 *     which adds no row to a table keyed by time
 * @param burst the first such span of recorded time is played without any pause, so that a board starts with a history
 * @param announce whether the first message is the one that says "starting..." instead of a time
 */
public record ReplayOptions(
        Pace pace, boolean loop, Duration cooldown, boolean shift, Duration burst, boolean announce) {
    /** One pass, one step a second, no burst, no announcement. */
    public static final ReplayOptions DEFAULT =
            new ReplayOptions(new Pace.Steps(1), false, Duration.ZERO, false, Duration.ZERO, false);

    public ReplayOptions {
        if (cooldown.isNegative()) {
            throw new RecordingException("cooldown=" + cooldown + ": expected zero or more");
        }
        if (burst.isNegative()) {
            throw new RecordingException("burst=" + burst + ": expected zero or more");
        }
    }

    public ReplayOptions withPace(Pace newPace) {
        return new ReplayOptions(newPace, loop, cooldown, shift, burst, announce);
    }

    public ReplayOptions looping(Duration newCooldown) {
        return new ReplayOptions(pace, true, newCooldown, shift, burst, announce);
    }

    public ReplayOptions shifting() {
        return new ReplayOptions(pace, loop, cooldown, true, burst, announce);
    }

    public ReplayOptions withBurst(Duration newBurst) {
        return new ReplayOptions(pace, loop, cooldown, shift, newBurst, announce);
    }

    public ReplayOptions announced() {
        return new ReplayOptions(pace, loop, cooldown, shift, burst, true);
    }
}
