package dev.tideboard.engine.ops;

import dev.tideboard.data.ColumnType;

/**
 * One window function.
 *
 * @param of what it is taken of
 * @param frame the rows around each row that it looks at
 * @param fallback the column whose value of the row itself stands for a frame without rows, or -1 for none
 * @param text how SQL writes it, for messages
 */
public record OverCall(Function function, Operand of, OverFrame frame, int fallback, String text) {

    /** The column that a function is taken of. */
    public record Operand(int column, ColumnType type) {
        /** Of a function that looks at no column. */
        public static final Operand NOTHING = new Operand(-1, ColumnType.LONG);
    }

    /** What is made of the rows of a frame; all but the first two and the ranks leave nulls out. */
    public enum Function {
        /** The value in the first row; with a frame of one row those of LAG and LEAD. */
        FIRST,
        /** The value in the last row. */
        LAST,
        COUNT,
        SUM,
        AVG,
        MIN,
        MAX,
        /** One more than the number of rows that the order puts before this one. */
        RANK,
        /** One more than the number of distinct keys that the order puts before this one's. */
        DENSE_RANK
    }

    /** The type of the result: counts and sums of whole numbers are long, averages are double. */
    public ColumnType type() {
        return switch (function) {
            case COUNT, RANK, DENSE_RANK -> ColumnType.LONG;
            case AVG -> of.type() == ColumnType.INTERVAL ? of.type() : ColumnType.DOUBLE;
            case SUM -> of.type() == ColumnType.INT ? ColumnType.LONG : of.type();
            case FIRST, LAST, MIN, MAX -> of.type();
        };
    }

    /** The same call of columns elsewhere, {@code places} by their old place. */
    public OverCall moved(int[] places) {
        Operand moved = of.column() < 0 ? of : new Operand(places[of.column()], of.type());
        return new OverCall(function, moved, frame, fallback < 0 ? -1 : places[fallback], text);
    }

    /** The call as SQL writes it, without its window. */
    @Override
    public String toString() {
        return text;
    }
}
