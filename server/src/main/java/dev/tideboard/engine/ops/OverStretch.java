package dev.tideboard.engine.ops;

import java.util.Arrays;

/**
 * A changed row of a partition, all others near it, and the rows around them whose window functions may change with them or
 * are looked at for that; as they were and as they are now. Engine thread only.
 *
 * <p>Meanwhile the partition holds the rows that come as well as those that go.
 */
final class OverStretch {
    private final OverReach reach;
    private final OverKeys keys;
    private final OverMarks marks;
    private final SortedCursor cursor = new SortedCursor();
    private final OverSequence then;
    private final OverSequence now;
    // the rows, in order
    private int[] slots = new int[16];
    private int[] copiesThen = new int[16];
    private int[] copiesNow = new int[16];
    private int count;
    private boolean complete;

    OverStretch(OverReach reach, OverKeys keys, OverMarks marks) {
        this.reach = reach;
        this.keys = keys;
        this.marks = marks;
        this.then = new OverSequence(keys, reach.peers());
        this.now = new OverSequence(keys, reach.peers());
    }

    /**
     * Collects the rows around the marked one at {@code index}, which no changed row comes before that has not been visited.
     *
     * @param limit how many rows behind the last changed one are enough where all the others may change, too
     */
    void collect(SortedRows rows, int index, long limit) {
        int first = marks.slot(index);
        rows.seek(cursor, marks.partition(index), first);
        int before = goToStart(first);
        then.clear(before);
        now.clear(before);
        count = 0;
        complete = goToEnd(limit);
        then.complete();
        now.complete();
    }

    /** Goes to the first row that matters; gives the one before it. */
    private int goToStart(int first) {
        boolean whole = reach.extent() == OverReach.Extent.WHOLE;
        long affected = 0;
        long seen = 0;
        int edge = first; // the first row that may change with the changed one
        int visited = first;
        while (cursor.previous()) {
            int slot = cursor.slot();
            boolean near = seen == 0 && (affected < reach.after() || arePeers(slot, first));
            boolean looked = seen < reach.before() || isWithinSpan(slot, edge) || arePeers(slot, visited);
            if (!whole && (marks.isMarked(slot) || !(near || looked))) {
                cursor.next();
                return slot;
            }
            affected += near ? cursor.copies() : 0;
            seen += near ? 0 : cursor.copies();
            edge = near ? slot : edge;
            visited = slot;
        }
        return SortedSlots.NONE;
    }

    /** Takes rows up to the last one that matters; false where it is not known whether those behind do. */
    private boolean goToEnd(long limit) {
        int changed = SortedSlots.NONE;
        long affected = 0;
        long seen = 0;
        int visited = SortedSlots.NONE;
        do {
            int slot = cursor.slot();
            if (marks.visit(slot)) {
                changed = slot;
                affected = 0;
                seen = 0;
            } else if (changed != SortedSlots.NONE) {
                boolean near = seen == 0
                        && (affected < reach.before() || isWithinSpan(changed, slot) || arePeers(changed, slot));
                boolean looked = seen < reach.after() || arePeers(visited, slot);
                if (!near && !looked && isEnough(affected + seen, limit)) {
                    return reach.extent() == OverReach.Extent.NEAR;
                }
                affected += near ? cursor.copies() : 0;
                seen += near ? 0 : cursor.copies();
            }
            visited = slot;
            take(slot, cursor.copies());
        } while (cursor.next());
        return true;
    }

    private boolean isEnough(long behind, long limit) {
        return switch (reach.extent()) {
            case NEAR -> true;
            case TO_END -> behind >= limit;
            case WHOLE -> false;
        };
    }

    private boolean arePeers(int one, int other) {
        return reach.peers() && keys.arePeers(one, other);
    }

    private boolean isWithinSpan(int earlier, int later) {
        return reach.span() >= 0 && keys.isWithin(reach.span(), earlier, later);
    }

    private void take(int slot, int copies) {
        if (count == slots.length) {
            slots = Arrays.copyOf(slots, count * 2);
            copiesThen = Arrays.copyOf(copiesThen, count * 2);
            copiesNow = Arrays.copyOf(copiesNow, count * 2);
        }
        slots[count] = slot;
        copiesThen[count] = Math.max(0, copies - marks.added(slot));
        copiesNow[count] = Math.max(0, copies - marks.removed(slot));
        then.add(slot, copiesThen[count]);
        now.add(slot, copiesNow[count]);
        count++;
    }

    /** What moves through the partitions. */
    SortedCursor cursor() {
        return cursor;
    }

    /** Whether no row behind these may change with them. */
    boolean isComplete() {
        return complete;
    }

    /** How many distinct rows there are. */
    int count() {
        return count;
    }

    int slot(int index) {
        return slots[index];
    }

    int copiesThen(int index) {
        return copiesThen[index];
    }

    int copiesNow(int index) {
        return copiesNow[index];
    }

    OverSequence then() {
        return then;
    }

    OverSequence now() {
        return now;
    }

    long stateBytes() {
        return 12L * slots.length + then.stateBytes() + now.stateBytes();
    }
}
