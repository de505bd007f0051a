package dev.tideboard.engine.ops;

/**
 * Which rows around a row a window function looks at, in the order of the window. Of a frame of ROWS the bounds are numbers
 * of rows from the row itself, negative before it. Of one of RANGE the end is the last of the rows that the order does not
 * tell apart from it, and the start the first of them or, where negative, the first whose key is at most that far before.
 *
 * @param rows whether rows are counted
 * @param from the first row, or {@link #START}
 * @param to the last row, or {@link #END}
 */
public record OverFrame(boolean rows, long from, long to) {
    public static final long START = Long.MIN_VALUE;
    public static final long END = Long.MAX_VALUE;

    /** All rows of the partition. */
    public static final OverFrame ALL = new OverFrame(true, START, END);

    /** The rows up to this one. */
    public static final OverFrame RUNNING = new OverFrame(true, START, 0);

    /** The rows up to this one and those that the order does not tell apart from it. */
    public static final OverFrame RUNNING_PEERS = new OverFrame(false, START, 0);

    /** The one row that many rows behind this one, or before it where negative. */
    public static OverFrame at(long distance) {
        return new OverFrame(true, distance, distance);
    }

    boolean fromStart() {
        return from == START;
    }

    boolean toEnd() {
        return to == END;
    }

    /** Whether what it gives of a row can be told from what it gave of the row before. */
    boolean isRunning() {
        return fromStart() && to == 0;
    }

    /** How far before a row the key of another one in its frame may lie; -1 where that does not matter. */
    long span() {
        return rows || fromStart() || from == 0 ? -1 : -from;
    }
}
