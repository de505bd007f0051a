package dev.tideboard.engine;

import dev.tideboard.data.LongColumn;
import dev.tideboard.data.RowBatch;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Tells a gap in a feed from a wrong clock, for a table whose clock is its newest row. A single row far ahead would make
 * all that follows too old to keep, so it is refused; but after a gap every row is far ahead, and those are right.
 *
 * <p>Events may be as close to the wall clock as they ever were, so that a live feed goes on at once, however long it was
 * away. Beyond that a time is taken when {@value #AGREEING} rows of as many senders speak of it (of
 * all there are, where the table knows fewer), or when {@value #ALONE} rows came one after the other and nobody spoke for
 * the present any more. The first row of all is measured against the wall clock. What names a sender is the key without
 * the time, which is the same one for all rows of a table without a key. Engine thread only; its memory is bounded.
 *
 * <p>Where nobody said what is far, no distance between two rows is, as long as the later one is not ahead of the wall
 * clock: a recording may have any holes. Ahead of the wall clock a single row may be as far as rows are kept, so that it
 * makes no row of the present too old, and a day at most.
 */
final class ClockLeaps {
    static final int AGREEING = 3;

    static final int ALONE = 64;

    private static final long LEAST_LIMIT_MS = Duration.ofMinutes(10).toMillis();
    private static final long MOST_LIMIT_MS = Duration.ofDays(1).toMillis();

    private static final int REMEMBERED = 64;

    /** A row that was too far ahead. Times and hashes alone: whatever a sender says again counts once. */
    private record Ahead(int sender, int row, long time) {}

    /** Rows too far ahead, near each other in time, since the last one that was taken. */
    private record Run(int length, long earliest, long latest, int row) {
        static final Run NONE = new Run(0, 0, 0, 0);

        Run and(Ahead next, long neighbourMs) {
            if (length > 0 && next.row() == row && next.time() == latest) {
                return this; // the same row again
            }
            if (length == 0 || next.time() > latest + neighbourMs || next.time() < latest - neighbourMs) {
                return new Run(1, next.time(), next.time(), next.row());
            }
            return new Run(length + 1, Math.min(earliest, next.time()), Math.max(latest, next.time()), next.row());
        }
    }

    private final int timeColumn;
    private final int[] senderColumns;
    private final int[] rowColumns;
    private final long limitMs;
    /** Whether only what is ahead of the wall clock can be far, since the table says no limit of its own. */
    private final boolean measuresFromNow;

    private final Deque<Ahead> ahead = new ArrayDeque<>();
    private final Set<Integer> senders = new HashSet<>();
    private Run run = Run.NONE;
    /** How far the wall clock was ahead of an event at least, {@link Long#MAX_VALUE} before the first. */
    private long leastLagMs = Long.MAX_VALUE;

    /**
     * The leaps of one table.
     *
     * @param futureMs how far ahead of the clock a row may be; 0 where nobody said
     * @param keepMs how long rows are kept; 0 for ever
     */
    ClockLeaps(TableSpec spec, long futureMs, long keepMs) {
        int columns = spec.schema().size();
        this.measuresFromNow = futureMs == 0 && spec.clock() == TableSpec.ClockKind.EVENT;
        this.limitMs = measuresFromNow ? usualLimit(keepMs) : futureMs;
        this.timeColumn = spec.hasTime() ? spec.schema().indexOf(spec.time()) : -1;
        int[] key = spec.schema().indexesOf(spec.key());
        this.senderColumns =
                IntStream.of(key).filter(column -> column != timeColumn).toArray();
        this.rowColumns = spec.isKeyed() ? key : IntStream.range(0, columns).toArray();
    }

    private static long usualLimit(long keepMs) {
        return keepMs == 0 ? MOST_LIMIT_MS : Math.clamp(keepMs, LEAST_LIMIT_MS, MOST_LIMIT_MS);
    }

    long limitMs() {
        return limitMs;
    }

    /** What a row that is too far ahead is told to be ahead of: the newest row or the wall clock. */
    long origin(long clockMs, long nowMs) {
        return clockMs == Long.MIN_VALUE || (measuresFromNow && nowMs > clockMs) ? nowMs : clockMs;
    }

    /**
     * The latest time that a single row may have, {@link Long#MAX_VALUE} without a limit.
     *
     * @param clockMs the newest row, {@link Long#MIN_VALUE} where there is none
     * @param nowMs the wall clock
     */
    long reach(long clockMs, long nowMs) {
        if (limitMs == 0) {
            return Long.MAX_VALUE;
        }
        if (clockMs == Long.MIN_VALUE) {
            return nowMs + limitMs;
        }
        long live = leastLagMs == Long.MAX_VALUE ? clockMs : nowMs - leastLagMs;
        return Math.max(origin(clockMs, nowMs), live) + limitMs;
    }

    /** Whether a row of the batch is later than {@code reach}. */
    boolean hasLeap(RowBatch rows, long reach) {
        LongColumn times = rows.longs(timeColumn);
        for (int row = 0; row < rows.size(); row++) {
            if (times.get(row) > reach) {
                return true;
            }
        }
        return false;
    }

    /**
     * Remembers the rows of a batch that are too far ahead, but for those that are wrong in other ways.
     *
     * @param cutoff before which a row is too old to speak for the present
     */
    void remember(RowBatch rows, BitSet wrong, long cutoff, long reach) {
        LongColumn times = rows.longs(timeColumn);
        int[] sender = RowHash.of(rows, senderColumns);
        int[] identity = RowHash.of(rows, rowColumns);
        for (int row = wrong.nextClearBit(0); row < rows.size(); row = wrong.nextClearBit(row + 1)) {
            if (times.get(row) > reach) {
                Ahead found = new Ahead(sender[row], identity[row], times.get(row));
                run = run.and(found, (AGREEING - 1) * limitMs);
                remember(found);
            } else if (times.get(row) >= cutoff) {
                run = Run.NONE;
            }
        }
    }

    private void remember(Ahead row) {
        if (ahead.contains(row)) {
            return;
        }
        // One sender that goes on and on must not push the others out.
        if (ahead.stream().filter(other -> other.sender() == row.sender()).count() >= AGREEING
                && senderColumns.length > 0) {
            ahead.stream()
                    .filter(other -> other.sender() == row.sender())
                    .findFirst()
                    .ifPresent(ahead::remove);
        }
        if (ahead.size() == REMEMBERED) {
            ahead.removeFirst();
        }
        ahead.addLast(row);
    }

    /** Whether enough rows speak of about this time; neighbours may be as far from each other as one row from the clock. */
    boolean areAgreed(long time) {
        long neighbourMs = (AGREEING - 1) * limitMs;
        // A clock that stands still is no feed that goes on: its rows must also get somewhere.
        if (run.length() >= ALONE
                && run.latest() - run.earliest() >= limitMs
                && time >= run.earliest()
                && time <= run.latest() + neighbourMs) {
            return true;
        }
        Set<Integer> from = new HashSet<>();
        int rows = 0;
        for (Ahead row : ahead) {
            if (Math.abs(row.time() - time) <= neighbourMs) {
                from.add(row.sender());
                rows++;
            }
        }
        return rows >= AGREEING && from.size() >= Math.min(AGREEING, senders.size());
    }

    /** Hears which rows were taken: how close to the wall clock they are, and how many senders there are as far as that matters. */
    void accepted(RowBatch rows, long nowMs) {
        if (rows.isEmpty()) {
            return;
        }
        run = Run.NONE;
        LongColumn times = rows.longs(timeColumn);
        for (int row = 0; row < rows.size(); row++) {
            leastLagMs = Math.min(leastLagMs, nowMs - times.get(row));
        }
        if (senders.size() < AGREEING) {
            IntStream.of(RowHash.of(rows, senderColumns))
                    .limit(REMEMBERED)
                    .takeWhile(_ -> senders.size() < AGREEING)
                    .forEach(senders::add);
        }
    }
}
