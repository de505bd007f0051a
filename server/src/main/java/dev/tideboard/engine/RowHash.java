package dev.tideboard.engine;

import dev.tideboard.data.Column;
import dev.tideboard.data.RowBatch;

/** Hashes the rows of a batch over some columns, column by column. */
final class RowHash {
    private RowHash() {}

    /** One hash per row; equal values give equal hashes, also in different batches of one dictionary. */
    static int[] of(RowBatch rows, int[] columns) {
        long[] mixed = new long[rows.size()];
        for (int index : columns) {
            Column column = rows.column(index);
            for (int row = 0; row < mixed.length; row++) {
                mixed[row] = mixed[row] * 31 + column.hash(row);
            }
        }
        int[] hashes = new int[mixed.length];
        for (int row = 0; row < hashes.length; row++) {
            hashes[row] = fold(mixed[row]);
        }
        return hashes;
    }

    /** The hash of a row with a whole number beside its columns. */
    static int with(int hash, int number) {
        return fold(Column.mix(hash * 31L + number));
    }

    private static int fold(long mixed) {
        return (int) (mixed ^ (mixed >>> 32));
    }
}
