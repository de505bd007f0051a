package dev.tideboard.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How often a table moves on, so that its silence can be told from its pace. A table with event times moves when a later
 * time comes, however many messages that takes; any other with each new row. Immutable.
 *
 * <p>It is the second longest of the recent gaps between two moves: what comes in bursts is as slow as the pauses between
 * them, while a pause that came once is an outage. A gap is recent for three times its own length, by the moves that come
 * after it, so that silence alone changes nothing. Until a table has moved on in {@value #TIMES_TO_KNOW} different seconds
 * it may be slower than it looks. Gaps of less than {@link #SHORTEST} do not matter to anybody.
 *
 * @param interval the span one row stands for, the least pace until it is measured; {@link Duration#ZERO} if not known
 * @param moves in how many different seconds it moved, as far as that matters
 * @param last when it did so last, {@link Instant#EPOCH} for never
 * @param counted the last move that counted
 */
public record Pace(Duration interval, int moves, Instant last, Instant counted, List<Gap> gaps) {
    static final Duration SHORTEST = Duration.ofSeconds(1);
    static final Duration ASSUMED = Duration.ofMinutes(1);

    private static final int TIMES_TO_KNOW = 4;
    private static final int REMEMBERED = 8;
    private static final int RECENT_FOR = 3;

    /** Nothing moved for {@code length}, until {@code end}. */
    public record Gap(Instant end, Duration length) {
        boolean isRecent(Instant now) {
            return Duration.between(end, now).compareTo(length.multipliedBy(RECENT_FOR)) <= 0;
        }
    }

    public Pace {
        gaps = List.copyOf(gaps);
    }

    /** A table that has not moved yet. */
    public static Pace of(Duration interval) {
        return new Pace(interval, 0, Instant.EPOCH, Instant.EPOCH, List.of());
    }

    /** The pace after a move at {@code now}. */
    Pace moved(Instant now) {
        boolean counts = moves == 0 || Duration.between(counted, now).compareTo(SHORTEST) >= 0;
        int counting = Math.min(TIMES_TO_KNOW, moves + (counts ? 1 : 0));
        Instant mark = counts ? now : counted;
        Duration gap = Duration.between(last, now);
        if (moves == 0 || gap.compareTo(SHORTEST) < 0) {
            return new Pace(interval, counting, now, mark, gaps);
        }
        List<Gap> recent = new ArrayList<>(gaps);
        recent.add(new Gap(now, gap));
        recent.removeIf(old -> !old.isRecent(now));
        if (recent.size() > REMEMBERED) {
            recent.remove(recent.stream().min(Comparator.comparing(Gap::length)).orElseThrow());
        }
        return new Pace(interval, counting, now, mark, recent);
    }

    /** How long the table usually takes to move on; {@link Duration#ZERO} for less than a second. */
    public Duration period() {
        boolean measured = moves >= TIMES_TO_KNOW;
        Duration found = gaps.stream()
                .filter(gap -> gap.isRecent(last))
                .map(Gap::length)
                .sorted(Comparator.reverseOrder())
                .skip(measured ? 1 : 0)
                .findFirst()
                .orElse(Duration.ZERO);
        Duration least = measured ? Duration.ZERO : interval.isZero() ? ASSUMED : interval;
        return found.compareTo(least) < 0 ? least : found;
    }

    /** Whether anything is known of the pace, measured or stated by the project. */
    public boolean isKnown() {
        return moves >= 2 || !interval.isZero();
    }
}
