package dev.tideboard.engine.ops;

/**
 * Entries of {@link SortedSlots}, one after the other in an array. An entry is two longs: the beginning of what its slot is
 * ordered by; then copies and slot, in half a long each. So a search stays within one array and looks at rows only where
 * the beginnings are the same.
 */
final class SlotEntries {
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
}
