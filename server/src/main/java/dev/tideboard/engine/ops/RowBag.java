package dev.tideboard.engine.ops;

import dev.tideboard.data.Column;
import dev.tideboard.data.Delta;
import dev.tideboard.data.Dictionary;
import dev.tideboard.data.RowBatch;
import dev.tideboard.data.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The rows of one side of a join: each distinct row once, with its number of copies, in a list per join key. Rows whose
 * key has a null match nothing and are not kept. Engine thread only.
 *
 * <p>Counts may be below zero in the middle of a change, since a delta may name a row's end before its beginning; rows
 * with no copies left stay in their lists until {@link #sweep()}.
 */
final class RowBag {
    /** No key, no row. */
    static final int NONE = -1;

    private final int columns;
    private final int[] keyColumns;
    private final RowIndex rows;
    private final RowIndex keys;
    private int[] counts = new int[0];
    private int[] next = new int[0];
    private int[] previous = new int[0];
    private int[] keyOf = new int[0];
    private boolean[] listed = new boolean[0];
    private int[] first = new int[0];
    private long[] rowsOfKey = new long[0];
    private int[] marks = new int[0];
    private int mark;
    private int[] dying = new int[16];
    private int dyingCount;

    RowBag(int columns, int[] keyColumns) {
        this.columns = columns;
        this.keyColumns = keyColumns;
        this.rows = RowIndex.ofColumns(columns);
        this.keys = RowIndex.ofColumns(keyColumns.length);
    }

    /** A delta of this side, with its rows and their keys as words. */
    record Change(Delta delta, RowWords rows, RowWords keys, int[] hashes) {
        int size() {
            return delta.size();
        }

        int weight(int row) {
            return delta.weight(row);
        }

        boolean hasKey(int row) {
            return !keys.anyNull(row);
        }
    }

    Change prepare(Delta delta) {
        RowWords keyWords = RowWords.of(delta.rows(), keyColumns);
        return new Change(delta, RowWords.of(delta.rows(), RowWords.positions(columns)), keyWords, keyWords.hashes());
    }

    /** The key of this side that equals the key of {@code row} in a change of either side, or {@link #NONE}. */
    int key(Change change, int row) {
        return keys.find(change.keys(), row, change.hashes()[row]);
    }

    /** The first row with {@code key}; {@link #NONE} where there is none, and for no key. */
    int firstOf(int key) {
        return key == NONE ? NONE : first[key];
    }

    int next(int row) {
        return next[row];
    }

    int count(int row) {
        return counts[row];
    }

    /** How many rows, copies counted, have {@code key}. */
    long rowsOf(int key) {
        return key == NONE ? 0 : rowsOfKey[key];
    }

    long word(int column, int row) {
        return rows.word(column, row);
    }

    boolean isNull(int column, int row) {
        return rows.isNull(column, row);
    }

    int size() {
        return rows.size();
    }

    /** All rows with their copies, in columns of {@code schema}. */
    Delta rows(Schema schema, Dictionary dictionary) {
        int[] slots = new int[rows.size()];
        int[] copies = new int[rows.size()];
        int count = 0;
        for (int slot = 0; slot < rows.slotLimit() && count < slots.length; slot++) {
            if (listed[slot]) {
                slots[count] = slot;
                copies[count++] = counts[slot];
            }
        }
        List<Column> all = new ArrayList<>(columns);
        for (int i = 0; i < columns; i++) {
            all.add(rows.gather(i, slots, count, schema.column(i).type(), dictionary));
        }
        return new Delta(new RowBatch(schema, all, count), copies);
    }

    /** Forgets all marks. */
    void startMarking() {
        mark++;
    }

    /** Marks {@code key}; false when it was marked already. */
    boolean mark(int key) {
        boolean fresh = marks[key] != mark;
        marks[key] = mark;
        return fresh;
    }

    void apply(Change change) {
        int[] rowHashes = change.rows().hashes();
        for (int row = 0; row < change.size(); row++) {
            if (!change.hasKey(row)) {
                continue;
            }
            int slot = rows.findOrAdd(change.rows(), row, rowHashes[row]);
            reserveRows();
            if (!listed[slot]) {
                int key = keys.findOrAdd(change.keys(), row, change.hashes()[row]);
                reserveKeys();
                link(slot, key);
            }
            int weight = change.weight(row);
            counts[slot] += weight;
            rowsOfKey[keyOf[slot]] += weight;
            if (counts[slot] == 0) {
                noteDying(slot);
            }
        }
    }

    private void reserveRows() {
        if (rows.slotLimit() > counts.length) {
            int longer = Math.max(rows.slotLimit(), counts.length * 2);
            counts = Arrays.copyOf(counts, longer);
            next = Arrays.copyOf(next, longer);
            previous = Arrays.copyOf(previous, longer);
            keyOf = Arrays.copyOf(keyOf, longer);
            listed = Arrays.copyOf(listed, longer);
        }
    }

    private void reserveKeys() {
        if (keys.slotLimit() > first.length) {
            int from = first.length;
            int longer = Math.max(keys.slotLimit(), from * 2);
            first = Arrays.copyOf(first, longer);
            Arrays.fill(first, from, longer, NONE);
            rowsOfKey = Arrays.copyOf(rowsOfKey, longer);
            marks = Arrays.copyOf(marks, longer);
        }
    }

    private void link(int slot, int key) {
        int head = first[key];
        next[slot] = head;
        previous[slot] = NONE;
        if (head != NONE) {
            previous[head] = slot;
        }
        first[key] = slot;
        keyOf[slot] = key;
        listed[slot] = true;
    }

    private void noteDying(int slot) {
        if (dyingCount == dying.length) {
            dying = Arrays.copyOf(dying, dyingCount * 2);
        }
        dying[dyingCount++] = slot;
    }

    /** Takes out the rows that have no copies left; until then their slots can still be read. */
    void sweep() {
        for (int i = 0; i < dyingCount; i++) {
            int slot = dying[i];
            if (counts[slot] == 0 && listed[slot]) {
                unlink(slot);
                rows.remove(slot);
            }
        }
        dyingCount = 0;
    }

    private void unlink(int slot) {
        int key = keyOf[slot];
        if (previous[slot] == NONE) {
            first[key] = next[slot];
        } else {
            next[previous[slot]] = next[slot];
        }
        if (next[slot] != NONE) {
            previous[next[slot]] = previous[slot];
        }
        listed[slot] = false;
        if (first[key] == NONE) {
            keys.remove(key);
        }
    }

    long stateBytes() {
        return rows.stateBytes() + keys.stateBytes() + 17L * counts.length + 16L * first.length;
    }
}
