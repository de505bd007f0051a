package dev.tideboard.engine.ops;

/**
 * The rows of a batch with the group of each. The arrays belong to the operator, are used again for the next batch, and
 * may be longer than the batch.
 *
 * @param slots the group's slot, row by row
 * @param weights how many copies come or, negative, go
 * @param size how many rows there are
 */
record GroupedRows(int[] slots, int[] weights, int size) {}
