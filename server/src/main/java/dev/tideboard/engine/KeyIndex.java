package dev.tideboard.engine;

/**
 * Hash to row address, open addressing over two int arrays. Engine thread only.
 *
 * <p>The index does not know the rows: its user walks the slots of a hash ({@link #first}, {@link #next}) and compares.
 * Linear probing at most two thirds full; a removed entry is filled by shifting later ones back, so there are no
 * tombstones and a table with steady revisions never rehashes.
 */
final class KeyIndex {
    private static final int SMALLEST = 16;

    private int[] hashes = new int[SMALLEST];
    /** Address plus one; 0 where the slot is free. */
    private int[] entries = new int[SMALLEST];

    private int size;

    /** The first slot that may hold {@code hash}, or -1. */
    int first(int hash) {
        return matching(hash & (entries.length - 1), hash);
    }

    /** The next slot after {@code slot} that may hold {@code hash}, or -1. */
    int next(int slot, int hash) {
        return matching((slot + 1) & (entries.length - 1), hash);
    }

    int address(int slot) {
        return entries[slot] - 1;
    }

    /** Lets the entry in {@code slot} lead to another row with the same key. */
    void replace(int slot, int address) {
        entries[slot] = address + 1;
    }

    void add(int hash, int address) {
        if ((size + 1) * 3L > entries.length * 2L) {
            resize(entries.length * 2);
        }
        insert(hash, address + 1);
        size++;
    }

    /** Removes the entry that leads to {@code address}. */
    void remove(int hash, int address) {
        close(slotOf(hash, address));
        size--;
        if (entries.length > SMALLEST && size * 8L < entries.length) {
            resize(entries.length / 2);
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
        return 8L * entries.length;
    }

    private int slotOf(int hash, int address) {
        for (int slot = first(hash); slot >= 0; slot = next(slot, hash)) {
            if (entries[slot] == address + 1) {
                return slot;
            }
        }
        throw new IllegalStateException("address=" + address + " is not in the index of " + size + " rows");
    }

    private int matching(int start, int hash) {
        int mask = entries.length - 1;
        for (int slot = start; entries[slot] != 0; slot = (slot + 1) & mask) {
            if (hashes[slot] == hash) {
                return slot;
            }
        }
        return -1;
    }

    private void close(int slot) {
        int mask = entries.length - 1;
        int hole = slot;
        for (int i = (hole + 1) & mask; entries[i] != 0; i = (i + 1) & mask) {
            int home = hashes[i] & mask;
            if (((i - home) & mask) >= ((i - hole) & mask)) {
                entries[hole] = entries[i];
                hashes[hole] = hashes[i];
                hole = i;
            }
        }
        entries[hole] = 0;
    }

    private void resize(int capacity) {
        int[] oldHashes = hashes;
        int[] oldEntries = entries;
        hashes = new int[capacity];
        entries = new int[capacity];
        for (int slot = 0; slot < oldEntries.length; slot++) {
            if (oldEntries[slot] != 0) {
                insert(oldHashes[slot], oldEntries[slot]);
            }
        }
    }

    private void insert(int hash, int entry) {
        int mask = entries.length - 1;
        int slot = hash & mask;
        while (entries[slot] != 0) {
            slot = (slot + 1) & mask;
        }
        hashes[slot] = hash;
        entries[slot] = entry;
    }
}
