package dev.tideboard.data;

import java.util.List;

/**
 * The rows of a table or view at one tick, as a list of immutable chunks: taking a snapshot copies references, not rows.
 *
 * @param tick the tick after which the rows are as given
 * @param failure why they are those of before, or none, although the view has moved on; "" when they are right
 */
public record Snapshot(long tick, Schema schema, List<Chunk> chunks, String failure) {

    /** Rows that are right. */
    public Snapshot(long tick, Schema schema, List<Chunk> chunks) {
        this(tick, schema, chunks, "");
    }

    public Snapshot {
        chunks = List.copyOf(chunks);
    }

    /**
     * A run of rows, some of which may be gone.
     *
     * @param live the indexes of the rows that are there, ascending; at least {@code count} long; read only
     */
    public record Chunk(RowBatch rows, int[] live, int count) {}

    public int size() {
        int size = 0;
        for (Chunk chunk : chunks) {
            size += chunk.count();
        }
        return size;
    }

    /** The same rows of a view that is failed, or with "" is well. */
    public Snapshot withFailure(String reason) {
        return reason.equals(failure) ? this : new Snapshot(tick, schema, chunks, reason);
    }

    /** All live rows in one batch: a copy. */
    public RowBatch toRows() {
        RowBatchBuilder builder = new RowBatchBuilder(schema, size());
        for (Chunk chunk : chunks) {
            builder.addRows(chunk.rows(), chunk.live(), 0, chunk.count(), 1);
        }
        return builder.build();
    }
}
