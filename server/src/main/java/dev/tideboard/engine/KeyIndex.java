package dev.tideboard.engine;

/**
 * Hash to row address, open addressing over one array. Engine thread only.
 *
 * <p>The index does not know the rows: its user walks the slots of a hash ({@link #first}, {@link #next}) and compares.
 * A slot holds the hash in its upper half and the address plus one in its lower, so that a look costs one cache line; 0 is
 * free. Linear probing at most two thirds full; a removed entry is filled by shifting later ones back, so there are no
 * tombstones and a table with steady revisions never rehashes.
 */
final class KeyIndex {
    private static final int SMALLEST = 16;

    private long[] slots = new long[SMALLEST];
    private int size;

    /** The first slot that holds {@code hash}, or -1. */
    int first(int hash) {
        return matching(hash & (slots.length - 1), hash);
    }

    /** The next slot after {@code slot} that holds {@code hash}, or -1. */
    int next(int slot, int hash) {
        return matching((slot + 1) & (slots.length - 1), hash);
    }

    int address(int slot) {
        return (int) slots[slot] - 1;
    }

    /** Lets the entry in {@code slot} lead to another row with the same key. */
    void replace(int slot, int address) {
        slots[slot] = entry(hash(slots[slot]), address);
    }

    void add(int hash, int address) {
        if ((size + 1) * 3L > slots.length * 2L) {
            resize(slots.length * 2);
        }
        insert(entry(hash, address));
        size++;
    }

    /** Removes the entry that leads to {@code address}. */
    void remove(int hash, int address) {
        close(slotOf(hash, address));
        size--;
        if (slots.length > SMALLEST && size * 8L < slots.length) {
            resize(slots.length / 2);
        }
    }

    /** Lets the entry that leads to {@code from} lead to {@code to}. */
    void move(int hash, int from, int to) {
        replace(slotOf(hash, from), to);
    }

    int size() {
        return size;
    }

    long bytes() {
        return 8L * slots.length;
    }

    private int slotOf(int hash, int address) {
        for (int slot = first(hash); slot >= 0; slot = next(slot, hash)) {
            if (address(slot) == address) {
                return slot;
            }
        }
        throw new IllegalStateException("address=" + address + " is not in the index of " + size + " rows");
    }

    private int matching(int start, int hash) {
        int mask = slots.length - 1;
        for (int slot = start; slots[slot] != 0; slot = (slot + 1) & mask) {
            if (hash(slots[slot]) == hash) {
                return slot;
            }
        }
        return -1;
    }

    private void close(int slot) {
        int mask = slots.length - 1;
        int hole = slot;
        for (int i = (hole + 1) & mask; slots[i] != 0; i = (i + 1) & mask) {
            int home = hash(slots[i]) & mask;
            if (((i - home) & mask) >= ((i - hole) & mask)) {
                slots[hole] = slots[i];
                hole = i;
            }
        }
        slots[hole] = 0;
    }

    private void resize(int capacity) {
        long[] old = slots;
        slots = new long[capacity];
        for (long entry : old) {
            if (entry != 0) {
                insert(entry);
            }
        }
    }

    private void insert(long entry) {
        int mask = slots.length - 1;
        int slot = hash(entry) & mask;
        while (slots[slot] != 0) {
            slot = (slot + 1) & mask;
        }
        slots[slot] = entry;
    }

    private static long entry(int hash, int address) {
        return ((long) hash << 32) | Integer.toUnsignedLong(address + 1);
    }

    private static int hash(long entry) {
        return (int) (entry >>> 32);
    }
}
