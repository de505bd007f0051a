package dev.tideboard.engine.ops;

import dev.tideboard.data.ColumnType;

/**
 * One aggregate of a GROUP BY.
 *
 * @param argument the input column it is taken of; -1 for {@code COUNT(*)}
 * @param argumentType the type of that column; {@link ColumnType#LONG} for {@code COUNT(*)}
 * @param by the column that says which row to take the value of, for the functions that pick one
 * @param text how SQL writes it, for messages
 */
public record AggregateCall(Function function, int argument, ColumnType argumentType, By by, String text) {

    /** What rows are ordered by. */
    public record By(int column, ColumnType type) {
        /** Of a function of one column. */
        public static final By NOTHING = new By(-1, ColumnType.LONG);
    }

    /** A call of one column, or of none. */
    public static AggregateCall of(Function function, int argument, ColumnType argumentType, String text) {
        return new AggregateCall(function, argument, argumentType, By.NOTHING, text);
    }

    /** The aggregate function; each but the counts ignores nulls and is null where nothing is left. */
    public enum Function {
        COUNT,
        COUNT_DISTINCT,
        SUM,
        AVG,
        MIN,
        MAX,
        /** The value in the row where another column is least; of rows that tie the least value. */
        ARG_MIN,
        /** The value in the row where another column is greatest; of rows that tie the greatest value. */
        ARG_MAX,
        /** Squared distances from the mean, divided by their number. */
        VAR_POP,
        /** The same divided by one less, an estimate of what the values are a sample of. */
        VAR_SAMP,
        STDDEV_POP,
        STDDEV_SAMP;

        private Function state() {
            return switch (this) {
                case AVG -> SUM;
                case VAR_SAMP, STDDEV_POP, STDDEV_SAMP -> VAR_POP;
                default -> this;
            };
        }
    }

    /** The type of the result: counts and sums of whole numbers are long, averages are double, but of spans a span. */
    public ColumnType type() {
        return switch (function) {
            case COUNT, COUNT_DISTINCT -> ColumnType.LONG;
            case AVG -> argumentType == ColumnType.INTERVAL ? argumentType : ColumnType.DOUBLE;
            case VAR_POP, VAR_SAMP, STDDEV_POP, STDDEV_SAMP -> ColumnType.DOUBLE;
            case SUM -> argumentType == ColumnType.INT ? ColumnType.LONG : argumentType;
            case MIN, MAX, ARG_MIN, ARG_MAX -> argumentType;
        };
    }

    /** Whether one state answers both: SUM and AVG of a column are the same sum and count. */
    public boolean sharesStateWith(AggregateCall other) {
        return argument == other.argument && by.equals(other.by) && function.state() == other.function.state();
    }

    /** The same call of columns elsewhere, {@code places} by their old place. */
    public AggregateCall moved(int[] places) {
        By newBy = by.column() < 0 ? by : new By(places[by.column()], by.type());
        return new AggregateCall(function, argument < 0 ? -1 : places[argument], argumentType, newBy, text);
    }

    /** The call as SQL writes it. */
    @Override
    public String toString() {
        return text;
    }
}
