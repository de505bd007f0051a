package dev.tideboard.engine.ops;

import dev.tideboard.data.Column;
import java.util.List;

/**
 * Which rows of a change count, when the rows of some groups as they were are followed by those of the groups as they are:
 * all but the pairs of equal rows. A group has a row in one half, in both or in none. Engine thread only.
 */
final class ChangedPairs {
    private int[] before = new int[0];
    private int[] after = new int[0];
    private int[] rows = new int[0];
    private int count;

    /** The rows that count, in order, in the first {@link #count()} places; not filled where all of them do. */
    int[] rows() {
        return rows;
    }

    int count() {
        return count;
    }

    /**
     * Finds the rows that count.
     *
     * @param columns what may have changed of a group
     * @param groups the groups, in the order of the rows of both halves
     * @param slots the group of each row
     * @param old how many rows are old ones; they come first
     * @param size how many rows there are
     */
    void find(List<Column> columns, TouchedSlots groups, int[] slots, int old, int size) {
        int pairs = pair(groups, slots, old, size);
        for (int i = 0; i < columns.size() && pairs > 0; i++) {
            pairs = columns.get(i).keepSame(before, after, pairs);
        }
        count = size - 2 * pairs;
        if (pairs > 0) {
            reserve(size);
            int kept = leaveOut(before, pairs, 0, old, 0);
            leaveOut(after, pairs, old, size, kept);
        }
    }

    /** Notes the rows of the groups that have two; gives how many there are. */
    private int pair(TouchedSlots groups, int[] slots, int old, int size) {
        int most = groups.count();
        if (before.length < most) {
            before = new int[Math.max(most, before.length * 2)];
            after = new int[before.length];
        }
        int pairs = 0;
        int was = 0;
        int is = old;
        for (int i = 0; i < most; i++) {
            int slot = groups.slot(i);
            boolean wasThere = was < old && slots[was] == slot;
            boolean isThere = is < size && slots[is] == slot;
            before[pairs] = was;
            after[pairs] = is;
            pairs += wasThere && isThere ? 1 : 0;
            was += wasThere ? 1 : 0;
            is += isThere ? 1 : 0;
        }
        return pairs;
    }

    private void reserve(int size) {
        if (rows.length < size) {
            rows = new int[Math.max(size, rows.length * 2)];
        }
    }

    /** Appends the rows of {@code from} to {@code to} but for the first {@code leftOut} of {@code without}, which ascend. */
    private int leaveOut(int[] without, int leftOut, int from, int to, int kept) {
        int next = 0;
        int end = kept;
        for (int row = from; row < to; row++) {
            if (next < leftOut && without[next] == row) {
                next++;
            } else {
                rows[end++] = row;
            }
        }
        return end;
    }
}
