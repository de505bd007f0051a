package dev.tideboard.serve;

import dev.tideboard.data.Snapshot;
import dev.tideboard.engine.ViewChange;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The recent past of one view instance: a snapshot and the changes since, bounded. From it come both the rows at any
 * recent tick and the change between two recent ticks. Thread-safe: locks only to copy references.
 *
 * <p>Changes are forgotten oldest first, and only those that the base snapshot already contains. So when there are too
 * many, {@link #add} says so, the owner asks the engine for a new base, and {@link #rebase} forgets down to half the
 * limit; meanwhile the list grows by what a tick or two bring.
 */
final class ViewHistory {
    private final int maxChanges;
    private final long maxRows;
    private final ArrayDeque<ViewChange> changes = new ArrayDeque<>();
    private @Nullable Snapshot base;
    private long rows;
    private long forgotten;

    /** A base snapshot and the changes from its tick to the tick asked for. */
    record Basis(Snapshot base, List<ViewChange> changes) {}

    ViewHistory(int maxChanges, long maxRows) {
        this.maxChanges = maxChanges;
        this.maxRows = maxRows;
    }

    /** Takes the first snapshot: changes up to it are in it. */
    synchronized void open(Snapshot first) {
        base = first;
        forgotten = first.tick();
        while (!changes.isEmpty() && changes.getFirst().tick() <= first.tick()) {
            rows -= size(changes.removeFirst());
        }
    }

    /** Takes the change of the newest tick; true when a new base is wanted. */
    synchronized boolean add(ViewChange change) {
        changes.addLast(change);
        rows += size(change);
        return base != null && (changes.size() > maxChanges || rows > rowLimit());
    }

    /** Takes a newer base and forgets changes that it contains, down to half the limits. */
    synchronized void rebase(Snapshot newer) {
        base = newer;
        while (!changes.isEmpty()
                && changes.getFirst().tick() <= newer.tick()
                && (changes.size() > maxChanges / 2 || rows > rowLimit() / 2)) {
            ViewChange oldest = changes.removeFirst();
            forgotten = oldest.tick();
            rows -= size(oldest);
        }
    }

    /** The changes in (from, to], or empty when some of them are forgotten. */
    synchronized Optional<List<ViewChange>> between(long from, long to) {
        if (from < forgotten) {
            return Optional.empty();
        }
        return Optional.of(collect(from, to));
    }

    /** What makes up the rows at {@code tick}; empty when the base is newer than that. */
    synchronized Optional<Basis> at(long tick) {
        Snapshot current = base;
        if (current == null || current.tick() > tick) {
            return Optional.empty();
        }
        return Optional.of(new Basis(current, collect(current.tick(), tick)));
    }

    /** True when a change in (from, to] is known or forgotten. */
    synchronized boolean changed(long from, long to) {
        if (from >= to) {
            return false;
        }
        if (from < forgotten) {
            return true;
        }
        for (Iterator<ViewChange> newest = changes.descendingIterator(); newest.hasNext(); ) {
            long tick = newest.next().tick();
            if (tick <= from) {
                return false;
            }
            if (tick <= to) {
                return true;
            }
        }
        return false;
    }

    /** About how many rows the change in (from, to] has, or of a snapshot when it must be one. */
    synchronized long weight(long from, long to) {
        if (from < forgotten) {
            return (base == null ? 0 : base.size()) + rows;
        }
        return collect(from, to).stream().mapToLong(ViewHistory::size).sum();
    }

    /** The newest forgotten tick: a position before it cannot be continued. */
    synchronized long forgotten() {
        return forgotten;
    }

    private List<ViewChange> collect(long from, long to) {
        List<ViewChange> found = new ArrayList<>();
        for (Iterator<ViewChange> newest = changes.descendingIterator(); newest.hasNext(); ) {
            ViewChange change = newest.next();
            if (change.tick() <= from) {
                break;
            }
            if (change.tick() <= to) {
                found.add(change);
            }
        }
        return found.reversed();
    }

    private long rowLimit() {
        return Math.max(maxRows, base == null ? 0 : 2L * base.size());
    }

    private static long size(ViewChange change) {
        return (long) change.put().size() + change.del().size();
    }
}
