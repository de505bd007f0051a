package dev.tideboard.engine;

import dev.tideboard.data.LongColumn;
import dev.tideboard.data.RowBatch;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Tells a gap in a feed from a wrong clock, for a table whose clock is its newest row. A single row far ahead would make
 * all that follows too old to keep, so it is refused; but after a gap every row is far ahead, and those agree.
 *
 * <p>A time is agreed on by {@value #AGREEING} rows of as many senders, or of all there are where the table knows fewer.
 * What names a sender is the key without the time. Engine thread only; its memory is bounded.
 */
final class ClockLeaps {
    static final int AGREEING = 3;

    private static final int REMEMBERED = 64;

    /** A row that was too far ahead. Times and hashes alone: whatever a sender says again counts once. */
    private record Ahead(int sender, int row, long time) {}

    private final int timeColumn;
    private final int[] senderColumns;
    private final int[] rowColumns;
    private final long limitMs;
    private final Deque<Ahead> ahead = new ArrayDeque<>();
    private final Set<Integer> senders = new HashSet<>();

    ClockLeaps(TableSpec spec, long limitMs) {
        int columns = spec.schema().size();
        this.limitMs = limitMs;
        this.timeColumn = spec.hasTime() ? spec.schema().indexOf(spec.time()) : -1;
        int[] key = spec.schema().indexesOf(spec.key());
        this.senderColumns =
                IntStream.of(key).filter(column -> column != timeColumn).toArray();
        this.rowColumns = spec.isKeyed() ? key : IntStream.range(0, columns).toArray();
    }

    /** Whether {@code time} is further ahead of the clock than one row may be. */
    boolean isLeap(long time, long clockMs) {
        return limitMs > 0 && clockMs != Long.MIN_VALUE && time - clockMs > limitMs;
    }

    /** Whether a row of the batch is. */
    boolean hasLeap(RowBatch rows, long clockMs) {
        LongColumn times = rows.longs(timeColumn);
        for (int row = 0; row < rows.size(); row++) {
            if (isLeap(times.get(row), clockMs)) {
                return true;
            }
        }
        return false;
    }

    /** Remembers the rows of a batch that are too far ahead, but for those that are wrong in other ways. */
    void remember(RowBatch rows, BitSet wrong, long clockMs) {
        LongColumn times = rows.longs(timeColumn);
        int[] sender = RowHash.of(rows, senderColumns);
        int[] identity = RowHash.of(rows, rowColumns);
        for (int row = wrong.nextClearBit(0); row < rows.size(); row = wrong.nextClearBit(row + 1)) {
            if (isLeap(times.get(row), clockMs)) {
                remember(new Ahead(sender[row], identity[row], times.get(row)));
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
        Set<Integer> from = new HashSet<>();
        int rows = 0;
        for (Ahead row : ahead) {
            if (Math.abs(row.time() - time) <= (AGREEING - 1) * limitMs) {
                from.add(row.sender());
                rows++;
            }
        }
        return rows >= AGREEING && from.size() >= Math.min(AGREEING, senders.size());
    }

    /** Counts the senders there are, as far as it matters. */
    void accepted(RowBatch rows) {
        if (senders.size() < AGREEING && !rows.isEmpty()) {
            IntStream.of(RowHash.of(rows, senderColumns))
                    .limit(REMEMBERED)
                    .takeWhile(_ -> senders.size() < AGREEING)
                    .forEach(senders::add);
        }
    }
}
