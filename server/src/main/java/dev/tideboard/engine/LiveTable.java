package dev.tideboard.engine;

import dev.tideboard.data.Column;
import dev.tideboard.data.Delta;
import dev.tideboard.data.LongColumn;
import dev.tideboard.data.RowBatch;
import dev.tideboard.data.RowBatchBuilder;
import dev.tideboard.data.Schema;
import dev.tideboard.data.Snapshot;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The rows of one table now, and how they changed since the last tick. Engine thread only; snapshots may be read
 * anywhere and never change.
 *
 * <p>A keyed table has one row per key: a row with a known key takes the old one's place, a row that is there already,
 * value for value, changes nothing. A table without a key only appends.
 */
final class LiveTable {

    /**
     * What became of a batch.
     *
     * @param accepted rows that are now in the table, revisions included
     * @param revised accepted rows that took the place of another
     * @param late accepted rows that are new and older than one accepted before
     * @param effective the accepted rows in order
     */
    record Outcome(int accepted, int duplicate, int revised, int late, RowBatch effective) {}

    private final Schema schema;
    private final int[] everyColumn;
    private final int[] key;
    private final int timeColumn;
    private final RowStore store;
    private final KeyIndex index = new KeyIndex();
    private final Delta unchanged;
    private RowBatchBuilder changes;
    private long greatestTime = Long.MIN_VALUE;

    LiveTable(TableSpec spec) {
        this.schema = spec.schema();
        this.everyColumn = IntStream.range(0, schema.size()).toArray();
        this.key = schema.indexesOf(spec.key());
        this.timeColumn = spec.hasTime() ? schema.indexesOf(List.of(spec.time()))[0] : -1;
        this.store = new RowStore(schema, timeColumn);
        this.unchanged = Delta.empty(schema);
        this.changes = new RowBatchBuilder(schema, 0);
    }

    int size() {
        return store.size();
    }

    /** The greatest event time ever accepted, {@link Long#MIN_VALUE} before the first. */
    long greatestTime() {
        return greatestTime;
    }

    /** No row is earlier; {@link Long#MAX_VALUE} when there is none. */
    long earliestTime() {
        return store.earliest();
    }

    /** Adds rows. */
    Outcome put(RowBatch rows) {
        Placement placement = new Placement(rows);
        placement.place();
        int late = countLate(rows, placement);
        changes.addRows(rows, placement.fresh, 0, placement.freshCount, 1);
        take(placement.replaced, placement.replacedCount);
        RowBatch effective =
                placement.freshCount == rows.size() ? rows : rows.gather(placement.fresh, placement.freshCount);
        return new Outcome(
                placement.freshCount, rows.size() - placement.freshCount, placement.replacedCount, late, effective);
    }

    /** Removes the rows whose keys {@code keys} has; other columns of {@code keys} do not matter, unknown keys neither. */
    RowBatch remove(RowBatch keys) {
        if (key.length == 0) {
            throw new IllegalStateException("a table without a key has no row to remove by key");
        }
        int[] hashes = RowHash.of(keys, key);
        Column[] values = RowStore.columns(keys, key);
        int[] gone = new int[keys.size()];
        int count = 0;
        for (int row = 0; row < hashes.length; row++) {
            int slot = find(hashes[row], values, row);
            if (slot >= 0) {
                gone[count++] = index.address(slot);
                index.remove(hashes[row], index.address(slot));
            }
        }
        RowBatch removed = store.gather(gone, count);
        take(gone, count);
        return removed;
    }

    /** Removes every row whose key {@code rows} does not have; every row, where the table has no key. */
    RowBatch retain(RowBatch rows) {
        BitSet kept = new BitSet();
        if (key.length > 0) {
            int[] hashes = RowHash.of(rows, key);
            Column[] values = RowStore.columns(rows, key);
            for (int row = 0; row < hashes.length; row++) {
                int slot = find(hashes[row], values, row);
                if (slot >= 0) {
                    kept.set(index.address(slot));
                }
            }
        }
        int[] gone = Arrays.stream(store.addresses())
                .filter(address -> !kept.get(address))
                .toArray();
        return drop(gone);
    }

    /** Removes the rows earlier than {@code cutoff}; gives their number. */
    int expire(long cutoff) {
        if (timeColumn < 0 || store.earliest() >= cutoff) {
            return 0;
        }
        return drop(store.findEarlierThan(cutoff)).size();
    }

    /** The change since the last call; ends the tick. */
    Delta endTick() {
        if (changes.size() == 0) {
            return unchanged;
        }
        Delta delta = changes.buildDelta();
        changes = new RowBatchBuilder(schema, 0);
        store.compact(this::relocate);
        return delta;
    }

    Snapshot snapshot(long tick) {
        return store.snapshot(tick);
    }

    /** A revision is as old as what it revises, so that it is not called late. */
    private int countLate(RowBatch rows, Placement placement) {
        if (timeColumn < 0) {
            return 0;
        }
        LongColumn times = rows.longs(timeColumn);
        int late = 0;
        int revised = 0;
        for (int i = 0; i < placement.freshCount; i++) {
            long time = times.get(placement.fresh[i]);
            if (revised < placement.replacedCount && placement.replacing[revised] == i) {
                revised++;
            } else if (time < greatestTime) {
                late++;
            }
            greatestTime = Math.max(greatestTime, time);
        }
        return late;
    }

    private RowBatch drop(int[] gone) {
        RowBatch removed = store.gather(gone, gone.length);
        if (key.length > 0) {
            int[] hashes = RowHash.of(removed, key);
            for (int i = 0; i < gone.length; i++) {
                index.remove(hashes[i], gone[i]);
            }
        }
        take(gone, gone.length);
        return removed;
    }

    /** Takes rows that the index no longer leads to out of the table. */
    private void take(int[] addresses, int count) {
        store.copy(addresses, count, changes, -1);
        for (int i = 0; i < count; i++) {
            store.kill(addresses[i]);
        }
    }

    private int find(int hash, Column[] values, int row) {
        int slot = index.first(hash);
        while (slot >= 0 && !store.same(index.address(slot), key, values, row)) {
            slot = index.next(slot, hash);
        }
        return slot;
    }

    private void relocate(RowBatch rows, int[] from, int[] to) {
        if (key.length == 0) {
            return;
        }
        int[] hashes = RowHash.of(rows, key);
        for (int i = 0; i < from.length; i++) {
            index.move(hashes[i], from[i], to[i]);
        }
    }

    /**
     * Puts one batch in place, in runs that fit the last chunk: first each row of the run finds its place by key, then
     * the columns are copied at once. Rows of the run are known by their future address until then.
     */
    private final class Placement {
        private final RowBatch rows;
        private final Column[] keyValues;
        private final Column[] everyValue;
        private final int[] fresh;
        private final int[] replaced;
        /** Which of {@link #fresh} took the place of which of {@link #replaced}. */
        private final int[] replacing;

        private int freshCount;
        private int replacedCount;
        private int runStart;
        private int runAddress;

        Placement(RowBatch rows) {
            this.rows = rows;
            this.keyValues = RowStore.columns(rows, key);
            this.everyValue = RowStore.columns(rows, everyColumn);
            this.fresh = new int[rows.size()];
            this.replaced = new int[key.length == 0 ? 0 : rows.size()];
            this.replacing = new int[replaced.length];
        }

        void place() {
            int[] hashes = key.length == 0 ? new int[0] : RowHash.of(rows, key);
            int next = 0;
            while (next < rows.size()) {
                runAddress = store.reserve();
                runStart = freshCount;
                int room = store.room();
                while (next < rows.size() && freshCount - runStart < room) {
                    if (key.length == 0) {
                        fresh[freshCount++] = next++;
                    } else {
                        placeByKey(hashes[next], next++);
                    }
                }
                store.append(rows, fresh, runStart, freshCount);
            }
        }

        private void placeByKey(int hash, int row) {
            int address = runAddress + freshCount - runStart;
            int slot = index.first(hash);
            while (slot >= 0 && !same(slot, key, keyValues, row)) {
                slot = index.next(slot, hash);
            }
            if (slot < 0) {
                index.add(hash, address);
            } else if (same(slot, everyColumn, everyValue, row)) {
                return;
            } else {
                replacing[replacedCount] = freshCount;
                replaced[replacedCount++] = index.address(slot);
                index.replace(slot, address);
            }
            fresh[freshCount++] = row;
        }

        private boolean same(int slot, int[] columns, Column[] values, int row) {
            int address = index.address(slot);
            int inRun = address - runAddress;
            return (inRun >= 0 && inRun < freshCount - runStart)
                    ? RowStore.same(values, fresh[runStart + inRun], row)
                    : store.same(address, columns, values, row);
        }
    }
}
