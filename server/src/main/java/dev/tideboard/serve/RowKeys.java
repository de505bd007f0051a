package dev.tideboard.serve;

import dev.tideboard.data.RowBatch;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A set of keys, each remembered as the row that brought it. One thread at a time.
 *
 * <p>Open addressing with linear probing over power-of-two arrays, at most half full; no key is ever removed.
 */
final class RowKeys {
    private final int[] keyColumns;
    private @Nullable RowBatch[] batches;
    private int[] rows;
    private long[] hashes;
    private int size;

    RowKeys(int[] keyColumns, int expected) {
        this.keyColumns = keyColumns.clone();
        int capacity = Integer.highestOneBit(Math.max(expected, 8)) * 4;
        this.batches = new @Nullable RowBatch[capacity];
        this.rows = new int[capacity];
        this.hashes = new long[capacity];
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** False when the key is there already. */
    boolean add(RowBatch batch, int row) {
        if (size * 2 >= batches.length) {
            grow();
        }
        long hash = hash(batch, row);
        int slot = slot(batch, row, hash);
        if (batches[slot] != null) {
            return false;
        }
        batches[slot] = batch;
        rows[slot] = row;
        hashes[slot] = hash;
        size++;
        return true;
    }

    boolean contains(RowBatch batch, int row) {
        return batches[slot(batch, row, hash(batch, row))] != null;
    }

    /** Where the key is, or the free slot where it belongs. */
    private int slot(RowBatch batch, int row, long hash) {
        int mask = batches.length - 1;
        int slot = (int) hash & mask;
        while (true) {
            RowBatch there = batches[slot];
            if (there == null || (hashes[slot] == hash && sameKey(there, rows[slot], batch, row))) {
                return slot;
            }
            slot = (slot + 1) & mask;
        }
    }

    private boolean sameKey(RowBatch left, int leftRow, RowBatch right, int rightRow) {
        for (int column : keyColumns) {
            if (!left.column(column).sameValue(leftRow, right.column(column), rightRow)) {
                return false;
            }
        }
        return true;
    }

    private long hash(RowBatch batch, int row) {
        long hash = 17;
        for (int column : keyColumns) {
            hash = hash * 31 + batch.column(column).hash(row);
        }
        return hash ^ (hash >>> 32);
    }

    private void grow() {
        @Nullable RowBatch[] oldBatches = batches;
        int[] oldRows = rows;
        long[] oldHashes = hashes;
        batches = new @Nullable RowBatch[oldBatches.length * 2];
        rows = new int[batches.length];
        hashes = new long[batches.length];
        int mask = batches.length - 1;
        for (int i = 0; i < oldBatches.length; i++) {
            if (oldBatches[i] != null) {
                int slot = (int) oldHashes[i] & mask;
                while (batches[slot] != null) {
                    slot = (slot + 1) & mask;
                }
                batches[slot] = Objects.requireNonNull(oldBatches[i]);
                rows[slot] = oldRows[i];
                hashes[slot] = oldHashes[i];
            }
        }
    }
}
