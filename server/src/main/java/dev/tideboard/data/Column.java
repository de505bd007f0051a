package dev.tideboard.data;

/**
 * The values of one column for a run of rows. Immutable: the arrays behind it are handed out for tight loops and must
 * never be written. At a null row the stored value is the type's zero, so that copies of a column are deterministic.
 */
public sealed interface Column permits LongColumn, DoubleColumn, TextColumn {

    int size();

    Nulls nulls();

    default boolean isNull(int row) {
        return nulls().isNull(row);
    }

    /** The rows {@code rows[0..count)} in that order; an index of -1 gives a null row. */
    Column gather(int[] rows, int count);

    /** Equal values or both null (SQL's IS NOT DISTINCT FROM); {@code other} has the same storage. */
    boolean sameValue(int row, Column other, int otherRow);

    /**
     * Keeps those of the first {@code count} pairs of rows that have the {@link #sameValue}, in order; gives how many. The
     * loop of every comparison of many rows.
     */
    int keepSame(int[] rows, int[] others, int count);

    /** A hash that agrees with {@link #sameValue}, also between batches. */
    long hash(int row);

    /**
     * The value as a plain object: Long, Double, String, or the {@code missing} stand-in where null. For the edges and
     * for tests only: it boxes.
     */
    Object boxed(int row, Object missing);

    /** Finalises a 64-bit hash (the MurmurHash3 mixing step), so that small integers spread over a table. */
    static long mix(long bits) {
        long h = bits * 0x9E3779B97F4A7C15L;
        h ^= h >>> 32;
        h *= 0xD6E8FEB86659FD93L;
        return h ^ (h >>> 32);
    }
}
