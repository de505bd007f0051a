package dev.tideboard.engine;

import dev.tideboard.data.Column;
import dev.tideboard.data.ColumnSchema;
import dev.tideboard.data.ColumnType;
import dev.tideboard.data.Delta;
import dev.tideboard.data.LongColumn;
import dev.tideboard.data.Nulls;
import dev.tideboard.data.RowBatch;
import dev.tideboard.data.RowText;
import dev.tideboard.data.Schema;
import dev.tideboard.data.Snapshot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The rows of a view without a natural key: a bag, each row instance with its own number. Engine thread only.
 *
 * <p>Equal rows are told apart by a hidden ordinal 0, 1, 2 … without gaps: one more takes the next ordinal, one less
 * gives back the highest. So each instance is found by hash however many equal ones there are, and their number is found
 * by doubling and halving.
 */
final class NumberedOutput implements ViewOutput {
    private static final String ORDINAL = "#ordinal";

    private final Schema visible;
    private final Schema stored;
    private final int[] planColumns;
    private final int[] storedColumns;
    private final int ordinalColumn;
    private final RowStore store;
    private final KeyIndex index = new KeyIndex();
    private final RowIds ids;

    NumberedOutput(Schema plan, RowIds ids) {
        this.ids = ids;
        this.visible = ViewOutput.withId(plan);
        List<ColumnSchema> columns = new ArrayList<>(visible.columns());
        columns.add(ColumnSchema.of(ORDINAL, ColumnType.LONG));
        this.stored = new Schema(columns);
        this.planColumns = IntStream.range(0, plan.size()).toArray();
        this.storedColumns =
                Arrays.stream(planColumns).map(column -> column + 1).toArray();
        this.ordinalColumn = plan.size() + 1;
        this.store = new RowStore(stored, IntStream.range(0, visible.size()).toArray(), -1);
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
        return store.snapshot(0).toRows().select(storedColumns);
    }

    @Override
    public ViewChange apply(long tick, Delta net) {
        Change change = new Change(net);
        change.match();
        ViewChange told = change.describe(tick);
        change.carryOut(told);
        store.compact(this::relocate);
        return told;
    }

    private void relocate(RowBatch rows, int[] from, int[] to) {
        int[] hashes = RowHash.of(rows, storedColumns);
        LongColumn ordinals = rows.longs(ordinalColumn);
        for (int i = 0; i < from.length; i++) {
            index.move(RowHash.with(hashes[i], (int) ordinals.get(i)), from[i], to[i]);
        }
    }

    private int ordinalOf(int address) {
        return (int) ((LongColumn) store.column(address, ordinalColumn)).get(RowStore.rowOf(address));
    }

    /** One tick's change, row instance by row instance. */
    private final class Change {
        private final Delta net;
        private final RowBatch rows;
        private final Column[] values;
        private final int[] hashes;
        private int[] putRows = new int[16];
        private long[] putOrdinals = new long[16];
        private int puts;
        private int[] delRows = new int[16];
        private int[] delAddresses = new int[16];
        private int dels;

        Change(Delta net) {
            this.net = net;
            this.rows = net.rows();
            this.values = RowStore.columns(rows, planColumns);
            this.hashes = RowHash.of(rows, planColumns);
        }

        /** Turns weights into instances. */
        void match() {
            for (int row = 0; row < rows.size(); row++) {
                int there = instances(row);
                int weight = net.weight(row);
                if (there + weight < 0) {
                    throw new IllegalStateException(
                            "the view takes back " + -weight + " of " + RowText.of(rows, row) + " but gave " + there);
                }
                for (int ordinal = there; ordinal < there + weight; ordinal++) {
                    put(row, ordinal);
                }
                for (int ordinal = there - 1; ordinal >= there + weight; ordinal--) {
                    del(row, index.address(find(row, ordinal)));
                }
            }
        }

        ViewChange describe(long tick) {
            long[] putIds = new long[puts];
            for (int i = 0; i < puts; i++) {
                putIds[i] = ids.next();
            }
            long[] delIds = new long[dels];
            for (int i = 0; i < dels; i++) {
                int address = delAddresses[i];
                delIds[i] = ((LongColumn) store.column(address, 0)).get(RowStore.rowOf(address));
            }
            RowBatch put = ViewOutput.withIds(visible, putIds, rows.gather(putRows, puts));
            RowBatch del = ViewOutput.withIds(visible, delIds, rows.gather(delRows, dels));
            return new ViewChange(tick, put, putIds, del, delIds);
        }

        void carryOut(ViewChange told) {
            for (int i = 0; i < dels; i++) {
                int address = delAddresses[i];
                index.remove(RowHash.with(hashes[delRows[i]], ordinalOf(address)), address);
                store.kill(address);
            }
            append(told.put());
        }

        private void append(RowBatch put) {
            List<Column> columns = new ArrayList<>(put.columns());
            columns.add(new LongColumn(putOrdinals, puts, Nulls.NONE));
            RowBatch full = new RowBatch(stored, columns, puts);
            int[] selected = IntStream.range(0, puts).toArray();
            int next = 0;
            while (next < puts) {
                int address = store.reserve();
                int end = Math.min(puts, next + store.room());
                store.append(full, selected, next, end);
                for (; next < end; next++) {
                    index.add(RowHash.with(hashes[putRows[next]], (int) putOrdinals[next]), address++);
                }
            }
        }

        /** How many rows equal to row {@code row} are there. */
        private int instances(int row) {
            if (find(row, 0) < 0) {
                return 0;
            }
            int there = 0; // an ordinal that is there
            int beyond = 1; // an ordinal that may not be there
            while (find(row, beyond) >= 0) {
                there = beyond;
                beyond = Math.multiplyExact(beyond, 2);
            }
            while (beyond - there > 1) {
                int middle = (there + beyond) >>> 1;
                if (find(row, middle) >= 0) {
                    there = middle;
                } else {
                    beyond = middle;
                }
            }
            return beyond;
        }

        private int find(int row, int ordinal) {
            int hash = RowHash.with(hashes[row], ordinal);
            int slot = index.first(hash);
            while (slot >= 0 && !isInstance(index.address(slot), row, ordinal)) {
                slot = index.next(slot, hash);
            }
            return slot;
        }

        private boolean isInstance(int address, int row, int ordinal) {
            return ordinalOf(address) == ordinal && store.same(address, storedColumns, values, row);
        }

        private void put(int row, int ordinal) {
            if (puts == putRows.length) {
                putRows = Arrays.copyOf(putRows, puts * 2);
                putOrdinals = Arrays.copyOf(putOrdinals, puts * 2);
            }
            putRows[puts] = row;
            putOrdinals[puts++] = ordinal;
        }

        private void del(int row, int address) {
            if (dels == delRows.length) {
                delRows = Arrays.copyOf(delRows, dels * 2);
                delAddresses = Arrays.copyOf(delAddresses, dels * 2);
            }
            delRows[dels] = row;
            delAddresses[dels++] = address;
        }
    }
}
