package dev.tideboard.engine;

import dev.tideboard.data.Delta;
import dev.tideboard.data.RowBatch;
import dev.tideboard.data.Schema;

/**
 * What one tick did to a view instance, by key. A key is in {@code put} or in {@code del}, never in both. A view that
 * fails, recovers or fails otherwise tells it by a change too, which may have no rows.
 *
 * @param put rows that are new or changed, every column
 * @param putIds one stable id per row of {@code put}: the same key keeps its id as long as it stays in the view, and no
 *     id is used again in an epoch
 * @param del rows that are gone, as they last were
 * @param failure why the view is failed from this tick on, or "" when it is well
 */
public record ViewChange(long tick, RowBatch put, long[] putIds, RowBatch del, long[] delIds, String failure) {
    private static final long[] NO_IDS = {};

    /** A change of a view that is well. */
    public ViewChange(long tick, RowBatch put, long[] putIds, RowBatch del, long[] delIds) {
        this(tick, put, putIds, del, delIds, "");
    }

    /** A view that fails, or with "" recovers, and keeps its rows. */
    public static ViewChange ofFailure(long tick, Schema schema, String failure) {
        RowBatch none = Delta.empty(schema).rows();
        return new ViewChange(tick, none, NO_IDS, none, NO_IDS, failure);
    }
}
