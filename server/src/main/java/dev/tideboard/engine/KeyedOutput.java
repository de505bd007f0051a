package dev.tideboard.engine;

import dev.tideboard.data.Column;
import dev.tideboard.data.Delta;
import dev.tideboard.data.LongColumn;
import dev.tideboard.data.RowBatch;
import dev.tideboard.data.RowText;
import dev.tideboard.data.Schema;
import dev.tideboard.data.Snapshot;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The rows of a view with a natural key: at most one per key, and a row that changes keeps its id. Engine thread only. */
final class KeyedOutput implements ViewOutput {
    private static final int NONE = -1;

    private final List<String> keyNames;
    private final Schema stored;
    private final int[] planKey;
    private final int[] planColumns;
    private final int[] storedKey;
    private final int[] storedColumns;
    private final RowStore store;
    private final KeyIndex index = new KeyIndex();
    private final RowIds ids;

    KeyedOutput(Schema schema, List<String> key, RowIds ids) {
        this.keyNames = key;
        this.ids = ids;
        this.stored = ViewOutput.withId(schema);
        this.planKey = schema.indexesOf(key);
        this.planColumns = IntStream.range(0, schema.size()).toArray();
        this.storedKey = afterId(planKey);
        this.storedColumns = afterId(planColumns);
        this.store = new RowStore(stored, storedColumns, -1);
    }

    @Override
    public int size() {
        return store.size();
    }

    @Override
    public Snapshot snapshot(long tick) {
        return store.snapshot(tick);
    }

    @Override
    public RowBatch rows() {
        return store.snapshot(0).toRows();
    }

    @Override
    public ViewChange apply(long tick, Delta net) {
        Change change = new Change(net);
        change.pair();
        change.match();
        ViewChange told = change.describe(tick);
        change.carryOut(told);
        store.compact(this::relocate);
        return told;
    }

    private void relocate(RowBatch rows, int[] from, int[] to) {
        int[] hashes = RowHash.of(rows, storedKey);
        for (int i = 0; i < from.length; i++) {
            index.move(hashes[i], from[i], to[i]);
        }
    }

    private static int[] afterId(int[] columns) {
        return Arrays.stream(columns).map(column -> column + 1).toArray();
    }

    /** One tick's change, key by key: the row that goes, the row that comes, and where the key is stored. */
    private final class Change {
        private final RowBatch rows;
        private final Column[] values;
        private final Column[] keyValues;
        private final Delta net;
        private final RowGroups keys;
        private final int[] minus;
        private final int[] plus;
        private final int[] slots;
        private final int[] putRows;
        private final int[] putGroups;
        private final int[] putAddresses;
        private int puts;
        private final int[] delRows;
        private final int[] delGroups;
        private final int[] delAddresses;
        private int dels;

        Change(Delta net) {
            this.net = net;
            this.rows = net.rows();
            this.values = RowStore.columns(rows, planColumns);
            this.keyValues = RowStore.columns(rows, planKey);
            this.keys = RowGroups.of(rows, planKey);
            this.minus = filled(keys.count());
            this.plus = filled(keys.count());
            this.slots = filled(keys.count());
            this.putRows = new int[keys.count()];
            this.putGroups = new int[keys.count()];
            this.putAddresses = new int[keys.count()];
            this.delRows = new int[keys.count()];
            this.delGroups = new int[keys.count()];
            this.delAddresses = new int[keys.count()];
        }

        /** Finds for each key the one row that goes and the one that comes. */
        void pair() {
            for (int row = 0; row < rows.size(); row++) {
                int group = keys.groupOf(row);
                if (net.weight(row) == -1 && minus[group] == NONE) {
                    minus[group] = row;
                } else if (net.weight(row) == 1 && plus[group] == NONE) {
                    plus[group] = row;
                } else {
                    throw new IllegalStateException("key=" + keyNames + " is not unique: the view gives "
                            + RowText.of(rows, row) + " with weight " + net.weight(row)
                            + " beside another row of that key; name the key the rows really have");
                }
            }
        }

        /** Compares with the rows that are there. */
        void match() {
            for (int group = 0; group < keys.count(); group++) {
                int slot = find(keys.hash(group), keys.firstRow(group));
                slots[group] = slot;
                if (minus[group] == NONE && slot >= 0) {
                    throw new IllegalStateException("key=" + keyNames + " is not unique: the view gives "
                            + RowText.of(rows, plus[group]) + " while another row of that key is there;"
                            + " name the key the rows really have");
                }
                if (minus[group] != NONE && !isThere(slot, minus[group])) {
                    throw new IllegalStateException(
                            "the view takes back a row it never gave: " + RowText.of(rows, minus[group]));
                }
                if (plus[group] != NONE) {
                    putGroups[puts] = group;
                    putRows[puts++] = plus[group];
                } else {
                    delGroups[dels] = group;
                    delRows[dels++] = minus[group];
                }
            }
        }

        ViewChange describe(long tick) {
            long[] putIds = new long[puts];
            for (int i = 0; i < puts; i++) {
                int slot = slots[putGroups[i]];
                putIds[i] = slot >= 0 ? idOf(index.address(slot)) : ids.next();
            }
            long[] delIds = new long[dels];
            for (int i = 0; i < dels; i++) {
                delAddresses[i] = index.address(slots[delGroups[i]]);
                delIds[i] = idOf(delAddresses[i]);
            }
            return new ViewChange(tick, rows.gather(putRows, puts), putIds, rows.gather(delRows, dels), delIds);
        }

        void carryOut(ViewChange told) {
            replaceRows(ViewOutput.withIds(stored, told.putIds(), told.put()));
            for (int i = 0; i < puts; i++) {
                addKey(i);
            }
            for (int i = 0; i < dels; i++) {
                index.remove(keys.hash(delGroups[i]), delAddresses[i]);
                store.kill(delAddresses[i]);
            }
        }

        /** Revised rows first, while the slots found by {@link #match} still hold: only then keys come and go. */
        private void replaceRows(RowBatch put) {
            int[] selected = IntStream.range(0, puts).toArray();
            int next = 0;
            while (next < puts) {
                int address = store.reserve();
                int end = Math.min(puts, next + store.room());
                store.append(put, selected, next, end);
                for (; next < end; next++) {
                    int slot = slots[putGroups[next]];
                    if (slot >= 0) {
                        store.kill(index.address(slot));
                        index.replace(slot, address);
                    }
                    putAddresses[next] = address++;
                }
            }
        }

        private void addKey(int put) {
            int group = putGroups[put];
            if (slots[group] < 0) {
                index.add(keys.hash(group), putAddresses[put]);
            }
        }

        private int find(int hash, int row) {
            int slot = index.first(hash);
            while (slot >= 0 && !store.same(index.address(slot), storedKey, keyValues, row)) {
                slot = index.next(slot, hash);
            }
            return slot;
        }

        private boolean isThere(int slot, int row) {
            return slot >= 0 && store.same(index.address(slot), storedColumns, values, row);
        }

        private long idOf(int address) {
            return ((LongColumn) store.column(address, 0)).get(RowStore.rowOf(address));
        }

        private static int[] filled(int count) {
            int[] none = new int[count];
            Arrays.fill(none, NONE);
            return none;
        }
    }
}
