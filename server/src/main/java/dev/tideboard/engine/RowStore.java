package dev.tideboard.engine;

import dev.tideboard.data.Column;
import dev.tideboard.data.RowBatch;
import dev.tideboard.data.RowBatchBuilder;
import dev.tideboard.data.Schema;
import dev.tideboard.data.Snapshot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Rows in chunks of primitive columns: append at the end, mark gone, read by address. Engine thread only.
 *
 * <p>Representation: an address is the chunk's slot and the row within it in one int. A chunk's columns are never
 * overwritten, so a snapshot shares them and is only a list of references; a change costs the next snapshot the index of
 * live rows of the changed chunk. A revision is a new row at the end and the old one marked gone.
 *
 * <p>Invariants: only the last chunk grows. Addresses are valid until {@link #compact}, which empties chunks at least
 * half gone into the last one (each row moved is paid for by one that went) and frees their slots. A chunk starts small
 * and doubles only while most of its rows are there, so a view of one row that changes all the time stays small.
 */
final class RowStore {
    /** Tells the owner of the addresses that rows moved. */
    interface Relocation {
        /** Row {@code i} of {@code rows} went from {@code from[i]} to {@code to[i]}. */
        void moved(RowBatch rows, int[] from, int[] to);
    }

    private static final int ROW_BITS = Integer.numberOfTrailingZeros(RowChunk.MOST_ROWS);
    private static final int ROW_MASK = RowChunk.MOST_ROWS - 1;
    private static final int FEWEST_ROWS = 64;
    private static final int MOST_CHUNKS = 1 << (31 - ROW_BITS);

    private final Schema schema;
    private final Schema visible;
    private final int[] visibleColumns;
    private final int timeColumn;
    private final RowChunk none;
    private final List<RowChunk> slots = new ArrayList<>();
    private final List<Integer> freeSlots = new ArrayList<>();
    private final List<RowChunk> chunks = new ArrayList<>();
    private RowChunk last;
    private boolean someSparse;
    private int size;

    /** All columns visible, with the range of {@code timeColumn} known per chunk; -1 for none. */
    RowStore(Schema schema, int timeColumn) {
        this(schema, IntStream.range(0, schema.size()).toArray(), timeColumn);
    }

    /** Columns not among {@code visibleColumns} do not appear in snapshots. */
    RowStore(Schema schema, int[] visibleColumns, int timeColumn) {
        this.schema = schema;
        this.visible = schema.select(visibleColumns);
        this.visibleColumns = visibleColumns.clone();
        this.timeColumn = timeColumn;
        this.none = new RowChunk(-1, schema, 0, timeColumn);
        this.last = none;
    }

    int size() {
        return size;
    }

    /** Makes room at the end. Gives the address of the next row; the {@link #room()} rows from there are consecutive. */
    int reserve() {
        if (last.room() == 0 && (last == none || !last.grow())) {
            RowChunk left = last;
            last = open();
            someSparse |= left != none && left.isSparse();
        }
        return addressOf(last, last.rows().size());
    }

    /** Rows that fit from {@link #reserve()} on. */
    int room() {
        return last.room();
    }

    /** Appends rows {@code selected[from..to)} of {@code batch}, at most {@link #room()}. */
    void append(RowBatch batch, int[] selected, int from, int to) {
        last.append(batch, selected, from, to);
        size += to - from;
    }

    /** Marks a row gone; it can still be read until {@link #compact}. */
    void kill(int address) {
        RowChunk chunk = chunk(address);
        chunk.kill(address & ROW_MASK);
        someSparse |= chunk != last && chunk.isSparse();
        size--;
    }

    /** The columns of {@code rows} at {@code indexes}, for comparing many rows with {@link #same}. */
    static Column[] columns(RowBatch rows, int[] indexes) {
        Column[] columns = new Column[indexes.length];
        for (int i = 0; i < indexes.length; i++) {
            columns[i] = rows.column(indexes[i]);
        }
        return columns;
    }

    /** Whether the row at {@code address} has in the columns {@code own} the values that {@code row} has in {@code others}. */
    boolean same(int address, int[] own, Column[] others, int row) {
        Column[] columns = chunk(address).columns();
        int at = address & ROW_MASK;
        for (int i = 0; i < own.length; i++) {
            if (!columns[own[i]].sameValue(at, others[i], row)) {
                return false;
            }
        }
        return true;
    }

    /** Whether two rows have the same values in {@code columns}. */
    static boolean same(Column[] columns, int one, int other) {
        for (Column column : columns) {
            if (!column.sameValue(one, column, other)) {
                return false;
            }
        }
        return true;
    }

    /** A column of the chunk that holds {@code address}, to be read at {@link #rowOf}. */
    Column column(int address, int column) {
        return chunk(address).columns()[column];
    }

    static int rowOf(int address) {
        return address & ROW_MASK;
    }

    /** Adds the rows at {@code addresses[0..count)} to a batch, with one weight for all. */
    void copy(int[] addresses, int count, RowBatchBuilder into, int weight) {
        int[] rows = new int[count];
        int start = 0;
        while (start < count) {
            RowChunk chunk = chunk(addresses[start]);
            int end = start;
            while (end < count && addresses[end] >> ROW_BITS == chunk.slot()) {
                rows[end] = addresses[end] & ROW_MASK;
                end++;
            }
            into.addRows(chunk.rows(), rows, start, end, weight);
            start = end;
        }
    }

    /** The rows at {@code addresses[0..count)}. */
    RowBatch gather(int[] addresses, int count) {
        RowBatchBuilder rows = new RowBatchBuilder(schema, count);
        copy(addresses, count, rows, 1);
        return rows.build();
    }

    /** The addresses of all live rows, in the order of the chunks. */
    int[] addresses() {
        int[] all = new int[size];
        int count = 0;
        for (RowChunk chunk : chunks) {
            int[] rows = chunk.liveRows();
            for (int i = 0; i < chunk.live(); i++) {
                all[count++] = addressOf(chunk, rows[i]);
            }
        }
        return all;
    }

    /** No live row is earlier; {@link Long#MAX_VALUE} when there is none. */
    long earliest() {
        long earliest = Long.MAX_VALUE;
        for (RowChunk chunk : chunks) {
            earliest = Math.min(earliest, chunk.earliest());
        }
        return earliest;
    }

    /** The addresses of the live rows earlier than {@code cutoff}; the caller must kill them. */
    int[] findEarlierThan(long cutoff) {
        int[] found = new int[0];
        int[] rows = new int[RowChunk.MOST_ROWS];
        for (RowChunk chunk : chunks) {
            int count = chunk.findEarlierThan(cutoff, rows);
            int before = found.length;
            found = count == 0 ? found : Arrays.copyOf(found, before + count);
            for (int i = 0; i < count; i++) {
                found[before + i] = addressOf(chunk, rows[i]);
            }
        }
        return found;
    }

    Snapshot snapshot(long tick) {
        List<Snapshot.Chunk> shown = new ArrayList<>(chunks.size());
        for (RowChunk chunk : chunks) {
            if (chunk.live() > 0) {
                shown.add(chunk.shown(visible, visibleColumns));
            }
        }
        return new Snapshot(tick, visible, shown);
    }

    /** Frees chunks whose rows are mostly gone, moving the rest to the end. All addresses read before may change. */
    void compact(Relocation relocation) {
        if (!someSparse) {
            return;
        }
        someSparse = false;
        List<RowChunk> sparse = chunks.stream()
                .filter(chunk -> chunk != last && chunk.isSparse())
                .toList();
        for (RowChunk chunk : sparse) {
            if (chunk.live() > 0) {
                move(chunk, relocation);
            }
            chunks.remove(chunk);
            slots.set(chunk.slot(), none);
            freeSlots.add(chunk.slot());
        }
    }

    private void move(RowChunk chunk, Relocation relocation) {
        int count = chunk.live();
        RowBatch rows = chunk.rows().gather(chunk.liveRows(), count);
        int[] from = new int[count];
        int[] to = new int[count];
        int[] selected = IntStream.range(0, count).toArray();
        int next = 0;
        while (next < count) {
            int address = reserve();
            int end = Math.min(count, next + room());
            append(rows, selected, next, end);
            for (; next < end; next++) {
                to[next] = address++;
            }
        }
        int[] live = chunk.liveRows();
        for (int i = 0; i < count; i++) {
            from[i] = addressOf(chunk, live[i]);
        }
        size -= count;
        relocation.moved(rows, from, to);
    }

    private RowChunk open() {
        int slot = freeSlots.isEmpty() ? slots.size() : freeSlots.removeLast();
        if (slot == MOST_CHUNKS) {
            throw new IllegalStateException("chunks > " + MOST_CHUNKS + ": keep rows for a shorter time");
        }
        int limit = Math.clamp(Integer.highestOneBit(Math.max(1, size)), FEWEST_ROWS, RowChunk.MOST_ROWS);
        RowChunk chunk = new RowChunk(slot, schema, limit, timeColumn);
        if (slot == slots.size()) {
            slots.add(chunk);
        } else {
            slots.set(slot, chunk);
        }
        chunks.add(chunk);
        return chunk;
    }

    private RowChunk chunk(int address) {
        return slots.get(address >> ROW_BITS);
    }

    private static int addressOf(RowChunk chunk, int row) {
        return (chunk.slot() << ROW_BITS) | row;
    }
}
