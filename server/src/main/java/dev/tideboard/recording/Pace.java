package dev.tideboard.recording;

import java.time.Duration;

/** How fast a replay goes. */
public sealed interface Pace {
    /** The pause after each single event; a step of many facilities takes as many pauses. */
    record EveryEvent(Duration pause) implements Pace {
        public EveryEvent {
            if (pause.isNegative()) {
                throw new RecordingException("every=" + pause + ": expected zero or more");
            }
        }

        /** The same, {@code speed} times as fast. */
        public EveryEvent times(double speed) {
            return new EveryEvent(Duration.ofNanos(Math.round(pause.toNanos() / new Steps(speed).perSecond())));
        }
    }

    /** Steps (rows, such as the 5-minute intervals) per second; the events of one step leave together, as a market publishes. */
    record Steps(double perSecond) implements Pace {
        public Steps {
            if (!(perSecond > 0 && perSecond <= 1_000_000)) {
                throw new RecordingException(
                        "speed=" + perSecond + " steps per second: expected above 0 and at most 1000000");
            }
        }
    }
}
