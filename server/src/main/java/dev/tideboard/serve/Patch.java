package dev.tideboard.serve;

import dev.tideboard.data.RowBatch;
import dev.tideboard.data.Snapshot;
import dev.tideboard.engine.ViewChange;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Several ticks of a view as one change: the newest word on each key, so that a client that missed any number of ticks
 * gets each row once. A key is in {@code put} or in {@code del}, never in both.
 *
 * @param del keys that are gone; one of them may be unknown to the client when it came and went between its flushes
 * @param failure why the view is failed after these changes, or ""
 * @param touched every key of {@code put} and {@code del}
 */
record Patch(List<Snapshot.Chunk> put, List<Snapshot.Chunk> del, String failure, RowKeys touched) {

    /** Merges changes that are in the order of their ticks. */
    static Patch merge(List<ViewChange> changes, int[] keyColumns) {
        int rows = changes.stream()
                .mapToInt(change -> change.put().size() + change.del().size())
                .sum();
        RowKeys touched = new RowKeys(keyColumns, Math.min(rows, 1 << 20));
        List<Snapshot.Chunk> put = new ArrayList<>();
        List<Snapshot.Chunk> del = new ArrayList<>();
        for (ViewChange change : changes.reversed()) {
            addUntouched(change.put(), touched, put);
            addUntouched(change.del(), touched, del);
        }
        Collections.reverse(put);
        Collections.reverse(del);
        String failure = changes.isEmpty() ? "" : changes.getLast().failure();
        return new Patch(put, del, failure, touched);
    }

    /** The rows of {@code base} after this patch. */
    List<Snapshot.Chunk> applyTo(Snapshot base) {
        if (touched.isEmpty()) {
            return base.chunks();
        }
        List<Snapshot.Chunk> rows = new ArrayList<>(base.chunks().size() + put.size());
        for (Snapshot.Chunk chunk : base.chunks()) {
            int[] kept = new int[chunk.count()];
            int count = 0;
            for (int i = 0; i < chunk.count(); i++) {
                int row = chunk.live()[i];
                if (!touched.contains(chunk.rows(), row)) {
                    kept[count++] = row;
                }
            }
            rows.add(new Snapshot.Chunk(chunk.rows(), kept, count));
        }
        rows.addAll(put);
        return rows;
    }

    private static void addUntouched(RowBatch batch, RowKeys touched, List<Snapshot.Chunk> into) {
        int[] kept = new int[batch.size()];
        int count = 0;
        for (int row = 0; row < batch.size(); row++) {
            if (touched.add(batch, row)) {
                kept[count++] = row;
            }
        }
        if (count > 0) {
            into.add(new Snapshot.Chunk(batch, kept, count));
        }
    }
}
