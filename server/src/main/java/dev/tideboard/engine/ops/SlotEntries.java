package dev.tideboard.engine.ops;

/**
 * Entries of {@link SortedSlots}, one after the other in an array. An entry is two longs: the beginning of what its slot is
 * ordered by; then copies and slot, in half a long each. So a search stays within one array and looks at rows only where
 * the beginnings are the same.
 */
final class SlotEntries {
    /** How many entries at either end are looked at first: a cache line. */
    private static final int NEAR = 4;

    private SlotEntries() {}

    static int slot(long[] entries, int at) {
        return (int) entries[2 * at + 1];
    }

    static int copies(long[] entries, int at) {
        return (int) (entries[2 * at + 1] >> 32);
    }

    /** How many copies there are from one place to before another. */
    static long copies(long[] entries, int from, int to) {
        long all = 0;
        for (int at = from; at < to; at++) {
            all += copies(entries, at);
        }
        return all;
    }

    /** The slot of copy number {@code rank}, counted from place {@code from} and from 0. */
    static int slotOf(long[] entries, int from, long rank) {
        long left = rank;
        int at = from;
        while (left >= copies(entries, at)) {
            left -= copies(entries, at++);
        }
        return slot(entries, at);
    }

    /** The first place at or above {@code prefix}, or {@code to}. */
    static int firstFrom(long[] entries, int from, int to, long prefix, boolean above) {
        int low = from;
        int high = to;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (isBefore(entries, middle, prefix, above)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Whether the beginning at a place is less than {@code prefix}, or at most that where {@code above} it counts. */
    static boolean isBefore(long[] entries, int at, long prefix, boolean above) {
        return above ? entries[2 * at] <= prefix : entries[2 * at] < prefix;
    }

    /** How the slot at a place stands to {@code slot}. */
    static int compare(long[] entries, int at, long prefix, int slot, SortedSlots.Order order) {
        int outcome = Long.compare(entries[2 * at], prefix);
        return outcome != 0 ? outcome : order.compare(slot(entries, at), slot);
    }

    /**
     * The place, from one to before another, of the row that is the same as that in {@code slot}; {@code ~} where it would
     * be if there is none.
     */
    static int place(long[] entries, int from, int to, int slot, SortedSlots.Order order) {
        long prefix = order.prefix(slot);
        int low = from;
        int high = to - 1;
        // what goes is mostly among the oldest and what comes among the latest: there the processor guesses wrong only
        // once
        if (high - low > 2 * NEAR && compare(entries, high - NEAR, prefix, slot, order) < 0) {
            low = high - NEAR + 1;
        }
        for (int near = Math.min(high, low + NEAR - 1); low <= near; low++) {
            int outcome = compare(entries, low, prefix, slot, order);
            if (outcome >= 0) {
                return outcome == 0 ? low : ~low;
            }
        }
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int outcome = compare(entries, middle, prefix, slot, order);
            if (outcome == 0) {
                return middle;
            }
            if (outcome < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return ~low;
    }
}
