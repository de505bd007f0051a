package dev.tideboard.engine.ops;

import java.util.Arrays;

/**
 * Sorted rows for each group, all in slots of one numbering, so that what belongs to a row lies in arrays beside it. Engine
 * thread only.
 */
final class SortedGroups {
    private final FreeSlots slots = new FreeSlots();
    private SortedSlots[] sorted = new SortedSlots[0];

    /** Makes room for groups below {@code groups}. */
    void reserve(int groups) {
        int from = sorted.length;
        if (groups > from) {
            sorted = Arrays.copyOf(sorted, Math.max(groups, from * 2));
            for (int i = from; i < sorted.length; i++) {
                sorted[i] = new SortedSlots();
            }
        }
    }

    /** A slot for a row that is about to be added. */
    int take() {
        return slots.take();
    }

    /** Adds copies of the row in {@code slot} to {@code group}, fewer than none to take them away. */
    void add(int group, int slot, int copies, SortedSlots.Order order) {
        sorted[group].add(slot, copies, order, slots);
    }

    /** The rows of {@code group}. */
    SortedSlots of(int group) {
        return sorted[group];
    }

    long stateBytes() {
        long bytes = slots.stateBytes();
        for (SortedSlots values : sorted) {
            bytes += values.stateBytes();
        }
        return bytes;
    }
}
