package dev.tideboard.engine.ops;

import java.util.Arrays;

/** The distinct slots that a batch comes to, each once and in the order of its rows. Engine thread only. */
final class TouchedSlots {
    private int[] touchedAt = new int[0];
    private int[] touched = new int[0];
    private int count;
    private int batch;

    /**
     * Begins with the next batch.
     *
     * @param slotOf the slot of each of its {@code size} rows
     * @param limit above every slot
     */
    void find(int[] slotOf, int size, int limit) {
        if (touchedAt.length < limit) {
            touchedAt = Arrays.copyOf(touchedAt, Math.max(limit, touchedAt.length * 2));
        }
        if (touched.length < size) {
            touched = new int[Math.max(size, touched.length * 2)];
        }
        batch++;
        int found = 0;
        for (int row = 0; row < size; row++) {
            int slot = slotOf[row];
            if (touchedAt[slot] != batch) {
                touchedAt[slot] = batch;
                touched[found++] = slot;
            }
        }
        count = found;
    }

    /** All slots below {@code limit}, whatever the batch. */
    void all(int limit) {
        if (touched.length < limit) {
            touched = new int[Math.max(limit, touched.length * 2)];
        }
        for (int slot = 0; slot < limit; slot++) {
            touched[slot] = slot;
        }
        count = limit;
    }

    int count() {
        return count;
    }

    int slot(int index) {
        return touched[index];
    }

    long stateBytes() {
        return 4L * touchedAt.length;
    }
}
