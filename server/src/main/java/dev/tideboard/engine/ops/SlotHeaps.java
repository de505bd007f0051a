package dev.tideboard.engine.ops;

import java.util.Arrays;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;

/**
 * One binary heap of slots per group, first in order on top: how the greatest value or the latest row of a group
 * survives deletions. Engine thread only.
 *
 * <p>A slot that dies stays in its heap until it comes to the top or until more than half of the heap is dead; only then
 * is it released for other use. So a deletion costs nothing at once and O(log n) in the long run.
 */
final class SlotHeaps {
    private static final int SPARE = 16;

    /** The order of slots: negative when {@code one} comes first. */
    @FunctionalInterface
    interface Order {
        int compare(int one, int other);
    }

    private final Order order;
    private final IntPredicate live;
    private final IntConsumer release;
    private int[][] heaps = new int[0][];
    private int[] sizes = new int[0];
    private int[] dead = new int[0];

    /**
     * Heaps in {@code order}.
     *
     * @param live whether a slot still counts
     * @param release told of each slot that has left its heap
     */
    SlotHeaps(Order order, IntPredicate live, IntConsumer release) {
        this.order = order;
        this.live = live;
        this.release = release;
    }

    void reserve(int groups) {
        if (groups > sizes.length) {
            int longer = Math.max(groups, sizes.length * 2);
            int from = heaps.length;
            heaps = Arrays.copyOf(heaps, longer);
            Arrays.fill(heaps, from, longer, new int[0]);
            sizes = Arrays.copyOf(sizes, longer);
            dead = Arrays.copyOf(dead, longer);
        }
    }

    /** Adds {@code slot}, which is in no heap. */
    void push(int group, int slot) {
        int[] heap = heaps[group];
        if (sizes[group] == heap.length) {
            heap = Arrays.copyOf(heap, Math.max(4, heap.length * 2));
            heaps[group] = heap;
        }
        heap[sizes[group]] = slot;
        up(heap, sizes[group]++);
    }

    /** Tells that a slot of {@code group} died ({@code +1}) or came back to life ({@code -1}). */
    void died(int group, int change) {
        dead[group] += change;
    }

    /** The first live slot, or -1; dead ones before it are released. */
    int first(int group) {
        while (sizes[group] > 0) {
            int top = heaps[group][0];
            if (live.test(top)) {
                return top;
            }
            pop(group);
            dead[group]--;
            release.accept(top);
        }
        heaps[group] = new int[0];
        return -1;
    }

    /** Takes the first slot out without releasing it: for looking at the next ones; push it back afterwards. */
    int pop(int group) {
        int[] heap = heaps[group];
        int top = heap[0];
        int last = --sizes[group];
        heap[0] = heap[last];
        down(heap, 0, last);
        return top;
    }

    /** Releases the dead of a heap that is more than half dead. */
    void compact(int group) {
        int size = sizes[group];
        if (dead[group] * 2 <= size + SPARE) {
            return;
        }
        int[] heap = heaps[group];
        int kept = 0;
        for (int i = 0; i < size; i++) {
            if (live.test(heap[i])) {
                heap[kept++] = heap[i];
            } else {
                release.accept(heap[i]);
            }
        }
        sizes[group] = kept;
        dead[group] = 0;
        heaps[group] = Arrays.copyOf(heap, Math.max(4, kept + (kept >> 1)));
        for (int i = kept / 2 - 1; i >= 0; i--) {
            down(heaps[group], i, kept);
        }
    }

    /** Releases every slot of {@code group}, all of which are dead. */
    void clear(int group) {
        for (int i = 0; i < sizes[group]; i++) {
            release.accept(heaps[group][i]);
        }
        heaps[group] = new int[0];
        sizes[group] = 0;
        dead[group] = 0;
    }

    private void up(int[] heap, int from) {
        int slot = heap[from];
        int at = from;
        while (at > 0) {
            int parent = (at - 1) >> 1;
            if (order.compare(slot, heap[parent]) >= 0) {
                break;
            }
            heap[at] = heap[parent];
            at = parent;
        }
        heap[at] = slot;
    }

    private void down(int[] heap, int from, int size) {
        int slot = heap[from];
        int at = from;
        while (2 * at + 1 < size) {
            int child = 2 * at + 1;
            if (child + 1 < size && order.compare(heap[child + 1], heap[child]) < 0) {
                child++;
            }
            if (order.compare(slot, heap[child]) <= 0) {
                break;
            }
            heap[at] = heap[child];
            at = child;
        }
        heap[at] = slot;
    }

    long stateBytes() {
        long bytes = 16L * sizes.length;
        for (int[] heap : heaps) {
            bytes += 4L * heap.length;
        }
        return bytes;
    }
}
