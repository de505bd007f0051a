package dev.tideboard.engine.ops;

import java.util.Arrays;

/** Hands out slots: those given back first, then new ones. Engine thread only. */
final class FreeSlots {
    private int[] free = new int[16];
    private int freeCount;
    private int limit;

    /** Writes {@code count} slots that nobody uses to {@code slots}. */
    void take(int[] slots, int count) {
        int again = Math.min(count, freeCount);
        freeCount -= again;
        System.arraycopy(free, freeCount, slots, 0, again);
        for (int i = again; i < count; i++) {
            slots[i] = limit++;
        }
    }

    /** One slot that nobody uses. */
    int take() {
        return freeCount > 0 ? free[--freeCount] : limit++;
    }

    void free(int slot) {
        if (freeCount == free.length) {
            free = Arrays.copyOf(free, freeCount * 2);
        }
        free[freeCount++] = slot;
    }

    /** One more than the greatest slot ever handed out. */
    int limit() {
        return limit;
    }

    /** How many are in use. */
    int used() {
        return limit - freeCount;
    }

    long stateBytes() {
        return 4L * free.length;
    }
}
