package dev.tideboard.engine.ops;

import java.util.Arrays;

/** The rows that a batch adds copies of or takes some away from, by slot and in the order of their partitions. Engine thread only. */
final class OverMarks {
    private int[] added = new int[0];
    private int[] removed = new int[0];
    private boolean[] waiting = new boolean[0];
    private int[] slots = new int[16];
    private int[] partitions = new int[16];
    private int[] spareSlots = new int[0];
    private int[] sparePartitions = new int[0];
    private int count;

    /** Makes room for slots below {@code limit}. */
    void reserve(int limit) {
        if (limit > added.length) {
            int longer = Math.max(limit, added.length * 2);
            added = Arrays.copyOf(added, longer);
            removed = Arrays.copyOf(removed, longer);
            waiting = Arrays.copyOf(waiting, longer);
        }
    }

    /** Notes that the row in {@code slot} gets copies, or loses some. */
    void mark(int partition, int slot, int copies) {
        if (!isMarked(slot)) {
            if (count == slots.length) {
                slots = Arrays.copyOf(slots, count * 2);
                partitions = Arrays.copyOf(partitions, count * 2);
            }
            slots[count] = slot;
            partitions[count++] = partition;
            waiting[slot] = true;
        }
        added[slot] += Math.max(0, copies);
        removed[slot] += Math.max(0, -copies);
    }

    boolean isMarked(int slot) {
        return added[slot] > 0 || removed[slot] > 0;
    }

    /** Whether the row is marked; it does not wait to be visited any more. */
    boolean visit(int slot) {
        waiting[slot] = false;
        return isMarked(slot);
    }

    /** Whether the row has not been visited yet. */
    boolean waits(int index) {
        return waiting[slots[index]];
    }

    int added(int slot) {
        return added[slot];
    }

    int removed(int slot) {
        return removed[slot];
    }

    int count() {
        return count;
    }

    int slot(int index) {
        return slots[index];
    }

    int partition(int index) {
        return partitions[index];
    }

    void clear() {
        for (int i = 0; i < count; i++) {
            added[slots[i]] = 0;
            removed[slots[i]] = 0;
        }
        count = 0;
    }

    /** Puts the marked rows in the order of their partitions and, within each, in that asked for: a merge sort. */
    void sort(SortedRows rows) {
        if (spareSlots.length < count) {
            spareSlots = new int[slots.length];
            sparePartitions = new int[slots.length];
        }
        for (int width = 1; width < count; width *= 2) {
            for (int from = 0; from < count; from += 2 * width) {
                merge(rows, from, Math.min(from + width, count), Math.min(from + 2 * width, count));
            }
            int[] sortedSlots = spareSlots;
            spareSlots = slots;
            slots = sortedSlots;
            int[] sortedPartitions = sparePartitions;
            sparePartitions = partitions;
            partitions = sortedPartitions;
        }
    }

    private void merge(SortedRows rows, int from, int middle, int end) {
        int left = from;
        int right = middle;
        for (int i = from; i < end; i++) {
            boolean takesLeft = right == end || (left < middle && compare(rows, left, right) <= 0);
            int taken = takesLeft ? left++ : right++;
            spareSlots[i] = slots[taken];
            sparePartitions[i] = partitions[taken];
        }
    }

    private int compare(SortedRows rows, int one, int other) {
        int outcome = Integer.compare(partitions[one], partitions[other]);
        return outcome != 0 ? outcome : rows.compare(slots[one], slots[other]);
    }

    long stateBytes() {
        return 9L * added.length + 8L * (slots.length + spareSlots.length);
    }
}
