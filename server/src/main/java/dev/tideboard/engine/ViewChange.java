package dev.tideboard.engine;

import dev.tideboard.data.RowBatch;

/**
 * What one tick did to a view instance, by key. A key is in {@code put} or in {@code del}, never in both.
 *
 * @param put rows that are new or changed, every column
 * @param putIds one stable id per row of {@code put}: the same key keeps its id as long as it stays in the view, and no
 *     id is used again in an epoch
 * @param del rows that are gone, as they last were
 */
public record ViewChange(long tick, RowBatch put, long[] putIds, RowBatch del, long[] delIds) {}
