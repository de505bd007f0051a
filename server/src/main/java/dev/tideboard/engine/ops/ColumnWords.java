package dev.tideboard.engine.ops;

import dev.tideboard.data.Column;
import dev.tideboard.data.LongColumn;

/** The values of a column of the batch at hand as words, in an array that the next batch uses again. Engine thread only. */
final class ColumnWords {
    private long[] scratch = new long[0];

    /** The words of the first {@code size} rows, as {@link RowWords} has them; good until the next call. Read only. */
    long[] of(Column column, int size) {
        if (column instanceof LongColumn longs) {
            return longs.values();
        }
        if (scratch.length < size) {
            scratch = new long[Math.max(size, scratch.length * 2)];
        }
        RowWords.write(column, size, scratch);
        return scratch;
    }
}
