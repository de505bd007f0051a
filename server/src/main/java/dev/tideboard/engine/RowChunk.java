package dev.tideboard.engine;

import dev.tideboard.data.Column;
import dev.tideboard.data.ColumnBuilder;
import dev.tideboard.data.LongColumn;
import dev.tideboard.data.RowBatch;
import dev.tideboard.data.Schema;
import dev.tideboard.data.Snapshot;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run of rows of a {@link RowStore}: columns that only grow at the end, and one bit per row that is gone. Engine thread
 * only; what it shows ({@link #rows()}, {@link #shown}) is immutable and may be read anywhere.
 */
final class RowChunk {
    /** Most rows of a chunk. */
    static final int MOST_ROWS = 8_192;

    private static final int[] EVERY_ROW = everyRow();

    private final int slot;
    private final Schema schema;
    private final int timeColumn;
    private final List<ColumnBuilder> builders;
    private final Column[] columns;
    private RowBatch rows;
    private int limit;
    private int live;
    private long[] dead = new long[0];
    private long earliest = Long.MAX_VALUE;
    private Snapshot.@Nullable Chunk shown;

    /**
     * An empty chunk.
     *
     * @param slot its number in the store: part of the address of its rows
     * @param limit rows it may hold for now
     * @param timeColumn the column whose range is kept, or -1
     */
    RowChunk(int slot, Schema schema, int limit, int timeColumn) {
        this.slot = slot;
        this.schema = schema;
        this.limit = limit;
        this.timeColumn = timeColumn;
        this.builders = schema.columns().stream()
                .map(column -> new ColumnBuilder(column.type(), limit))
                .toList();
        this.columns = new Column[builders.size()];
        this.rows = view();
    }

    int slot() {
        return slot;
    }

    /** All rows ever added, the ones gone included. */
    RowBatch rows() {
        return rows;
    }

    /** The columns of {@link #rows()}; read only. */
    Column[] columns() {
        return columns;
    }

    int live() {
        return live;
    }

    /** How many more rows fit before the chunk must grow or be left. */
    int room() {
        return limit - rows.size();
    }

    /** Doubles the rows it may hold, if that is worth it: most of its rows are there, and it is not as long as a chunk gets. */
    boolean grow() {
        if (limit == MOST_ROWS || live * 2 < rows.size()) {
            return false;
        }
        limit *= 2;
        return true;
    }

    /** At most half of its rows are still there. */
    boolean isSparse() {
        return live * 2 <= rows.size();
    }

    void append(RowBatch batch, int[] selected, int from, int to) {
        for (int i = 0; i < builders.size(); i++) {
            builders.get(i).addAll(batch.column(i), selected, from, to);
        }
        if (timeColumn >= 0) {
            LongColumn times = batch.longs(timeColumn);
            for (int i = from; i < to; i++) {
                earliest = Math.min(earliest, times.get(selected[i]));
            }
        }
        live += to - from;
        rows = view();
        shown = null;
    }

    void kill(int row) {
        if (isDead(row)) {
            throw new IllegalStateException("row=" + row + " of chunk " + slot + " is gone already");
        }
        if (row >> 6 >= dead.length) {
            dead = Arrays.copyOf(dead, (limit + 63) >> 6);
        }
        dead[row >> 6] |= 1L << row;
        live--;
        shown = null;
    }

    boolean isDead(int row) {
        return row >> 6 < dead.length && (dead[row >> 6] & (1L << row)) != 0;
    }

    /** No live row is earlier. */
    long earliest() {
        return earliest;
    }

    /**
     * The live rows earlier than {@code cutoff}, which the caller must remove; narrows {@link #earliest()} to the others.
     *
     * @param found takes their indexes
     */
    int findEarlierThan(long cutoff, int[] found) {
        if (timeColumn < 0 || earliest >= cutoff) {
            return 0;
        }
        LongColumn times = rows.longs(timeColumn);
        int count = 0;
        long kept = Long.MAX_VALUE;
        for (int row = 0; row < rows.size(); row++) {
            if (isDead(row)) {
                continue;
            }
            if (times.get(row) < cutoff) {
                found[count++] = row;
            } else {
                kept = Math.min(kept, times.get(row));
            }
        }
        earliest = kept;
        return count;
    }

    /**
     * The live rows, without the columns that only the store needs; the same object until a row changes.
     *
     * @param visible the columns to show
     * @param columns their positions in the chunk
     */
    Snapshot.Chunk shown(Schema visible, int[] columns) {
        Snapshot.Chunk known = shown;
        if (known == null) {
            List<Column> picked = Arrays.stream(columns).mapToObj(rows::column).toList();
            known = new Snapshot.Chunk(new RowBatch(visible, picked, rows.size()), liveRows(), live);
            shown = known;
        }
        return known;
    }

    /** The indexes of the live rows, ascending; at least {@link #live()} long. */
    int[] liveRows() {
        if (live == rows.size()) {
            return EVERY_ROW;
        }
        int[] indexes = new int[live];
        int count = 0;
        for (int row = 0; row < rows.size(); row++) {
            if (!isDead(row)) {
                indexes[count++] = row;
            }
        }
        return indexes;
    }

    private RowBatch view() {
        for (int i = 0; i < columns.length; i++) {
            columns[i] = builders.get(i).view();
        }
        return new RowBatch(schema, List.of(columns), columns.length == 0 ? 0 : columns[0].size());
    }

    private static int[] everyRow() {
        int[] every = new int[MOST_ROWS];
        for (int row = 0; row < MOST_ROWS; row++) {
            every[row] = row;
        }
        return every;
    }
}
