package dev.tideboard.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * How often a table moves on, so that its silence can be told from its pace. A table with event times moves when a later
 * time comes, however many messages that takes; any other with each new row. Immutable.
 *
 * <p>It is the longest recent gap, since much comes in bursts. A gap counts for three times its own length: after an
 * outage the pace before it is the measure again. Gaps of less than {@link #SHORTEST} do not matter to anybody.
 *
 * @param interval the span one row stands for, the pace until one can be measured; {@link Duration#ZERO} if not known
 * @param moves how often it moved, as far as it matters
 * @param last when it did so last, {@link Instant#EPOCH} for never
 */
public record Pace(Duration interval, int moves, Instant last, List<Gap> gaps) {
    static final Duration SHORTEST = Duration.ofSeconds(1);

    private static final int REMEMBERED = 8;
    private static final int COUNTS_FOR = 3;

    /** Nothing moved for {@code length}, until {@code end}. */
    public record Gap(Instant end, Duration length) {
        boolean counts(Instant now) {
            return Duration.between(end, now).compareTo(length.multipliedBy(COUNTS_FOR)) <= 0;
        }
    }

    public Pace {
        gaps = List.copyOf(gaps);
    }

    /** A table that has not moved yet. */
    public static Pace of(Duration interval) {
        return new Pace(interval, 0, Instant.EPOCH, List.of());
    }

    /** The pace after a move at {@code now}. */
    Pace moved(Instant now) {
        Duration gap = Duration.between(last, now);
        if (moves == 0 || gap.compareTo(SHORTEST) < 0) {
            return new Pace(interval, Math.min(2, moves + 1), now, gaps);
        }
        List<Gap> recent = new ArrayList<>(gaps);
        recent.add(new Gap(now, gap));
        recent.removeIf(old -> !old.counts(now));
        if (recent.size() > REMEMBERED) {
            recent.removeFirst();
        }
        return new Pace(interval, 2, now, recent);
    }

    /** How long the table usually takes to move on, {@link Duration#ZERO} for less than a second or not known yet. */
    public Duration period(Instant now) {
        if (moves < 2) {
            return interval;
        }
        return gaps.stream()
                .filter(gap -> gap.counts(now))
                .map(Gap::length)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    /** Whether enough came to know the pace, or the project states it. */
    public boolean isKnown() {
        return moves >= 2 || !interval.isZero();
    }
}
