package dev.tideboard.engine.ops;

import java.util.Arrays;

/** Rows of a partition that follow each other, each copy by itself, as they were or as they are now. Engine thread only. */
final class OverSequence {
    private final OverKeys keys;
    private final boolean peers;
    private int[] slots = new int[16];
    private int[] groupStarts = new int[0];
    private int[] groupEnds = new int[0];
    private int size;
    private int before = SortedSlots.NONE;

    /** With {@code peers}, knows which rows the order does not tell apart. */
    OverSequence(OverKeys keys, boolean peers) {
        this.keys = keys;
        this.peers = peers;
    }

    /** Forgets all rows; the next ones follow that in slot {@code previous}, or none. */
    void clear(int previous) {
        before = previous;
        size = 0;
    }

    void add(int slot, int copies) {
        if (copies > slots.length - size) {
            slots = Arrays.copyOf(slots, Math.max(Math.addExact(size, copies), slots.length * 2));
        }
        for (int copy = 0; copy < copies; copy++) {
            slots[size++] = slot;
        }
    }

    /** Finds out which rows belong together, once all are there. */
    void complete() {
        if (!peers) {
            return;
        }
        if (groupStarts.length < size) {
            groupStarts = new int[slots.length];
            groupEnds = new int[slots.length];
        }
        int start = 0;
        for (int i = 0; i < size; i++) {
            start = i > 0 && !keys.arePeers(slots[i - 1], slots[i]) ? i : start;
            groupStarts[i] = start;
        }
        int end = size - 1;
        for (int i = size - 1; i >= 0; i--) {
            end = i + 1 < size && groupStarts[i + 1] == i + 1 ? i : end;
            groupEnds[i] = end;
        }
    }

    int size() {
        return size;
    }

    int slot(int index) {
        return slots[index];
    }

    /** The slot of the row before the first one, or {@link SortedSlots#NONE}. */
    int before() {
        return before;
    }

    /** Whether no copy of the row at {@code index} follows it. */
    boolean isLastCopy(int index) {
        return index + 1 == size || slots[index + 1] != slots[index];
    }

    /** The first row that the order does not tell apart from that at {@code index}. */
    int groupStart(int index) {
        return groupStarts[index];
    }

    /** The last such row. */
    int groupEnd(int index) {
        return groupEnds[index];
    }

    /** The first row from {@code from} on whose key lies at most {@code span} before that of the row at {@code index}. */
    int firstWithin(long span, int from, int index) {
        int first = from;
        while (first < index && !keys.isWithin(span, slots[first], slots[index])) {
            first++;
        }
        return first;
    }

    long stateBytes() {
        return 4L * (slots.length + groupStarts.length + groupEnds.length);
    }
}
