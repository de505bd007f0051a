package dev.tideboard.engine.ops;

import dev.tideboard.data.ColumnType;

/**
 * One aggregate of a GROUP BY.
 *
 * @param argument the input column it is taken of; -1 for {@code COUNT(*)}
 * @param argumentType the type of that column; {@link ColumnType#LONG} for {@code COUNT(*)}
 * @param by how rows are ordered and which of them is taken, for the functions that pick one
 * @param text how SQL writes it, for messages
 */
public record AggregateCall(Function function, int argument, ColumnType argumentType, By by, String text) {

    /** The column that rows are ordered by, -1 where it is that of the values; and the place of a quantile among them. */
    public record By(int column, ColumnType type, Quantile quantile) {
        /** Of a function of one column. */
        public static final By NOTHING = new By(-1, ColumnType.LONG);

        /** The first or the last row by {@code column}. */
        public By(int column, ColumnType type) {
            this(column, type, Quantile.MEDIAN);
        }

        /** The row at {@code quantile} of the values themselves. */
        public static By of(Quantile quantile) {
            return new By(-1, ColumnType.LONG, quantile);
        }
    }

    /** A call of one column, or of none. */
    public static AggregateCall of(Function function, int argument, ColumnType argumentType, String text) {
        return new AggregateCall(function, argument, argumentType, By.NOTHING, text);
    }

    /** The aggregate function; each but the counts is null where nothing is left, and each but two ignores nulls. */
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
        /** The value, also null, in the row where another column is least; of rows that tie the least value, null last. */
        FIRST_VALUE,
        /** The value, also null, in the row where another column is greatest; of rows that tie the greatest, null last. */
        LAST_VALUE,
        /** The value at a place between the sorted ones, interpolated. */
        PERCENTILE_CONT,
        /** The first of the sorted values that has at least a share of them up to and with it. */
        PERCENTILE_DISC,
        /** PERCENTILE_DISC from counts of values that are about the same: within 1 %. */
        APPROX_PERCENTILE,
        /** COUNT_DISTINCT from counts of hashes that are about the same. */
        APPROX_COUNT_DISTINCT,
        /** Squared distances from the mean, divided by their number. */
        VAR_POP,
        /** The same divided by one less, an estimate of what the values are a sample of. */
        VAR_SAMP,
        STDDEV_POP,
        STDDEV_SAMP;

        /** Whether it takes the value of a row that another column picks. */
        public boolean isOrdered() {
            return switch (this) {
                case ARG_MIN, ARG_MAX, FIRST_VALUE, LAST_VALUE -> true;
                default -> false;
            };
        }

        private Function state() {
            return switch (this) {
                case AVG -> SUM;
                case VAR_SAMP, STDDEV_POP, STDDEV_SAMP -> VAR_POP;
                case PERCENTILE_DISC -> PERCENTILE_CONT;
                default -> this;
            };
        }
    }

    /** The type of the result: counts and sums of whole numbers are long, averages are double, but of spans a span. */
    public ColumnType type() {
        return switch (function) {
            case COUNT, COUNT_DISTINCT, APPROX_COUNT_DISTINCT -> ColumnType.LONG;
            case VAR_POP, VAR_SAMP, STDDEV_POP, STDDEV_SAMP, APPROX_PERCENTILE -> ColumnType.DOUBLE;
            case AVG -> argumentType == ColumnType.INTERVAL ? argumentType : ColumnType.DOUBLE;
            case PERCENTILE_CONT -> isTime(argumentType) ? argumentType : ColumnType.DOUBLE;
            case SUM -> argumentType == ColumnType.INT ? ColumnType.LONG : argumentType;
            case MIN, MAX, ARG_MIN, ARG_MAX, FIRST_VALUE, LAST_VALUE, PERCENTILE_DISC -> argumentType;
        };
    }

    /** Whether what lies between two values is rounded to the millisecond. */
    private static boolean isTime(ColumnType type) {
        return type == ColumnType.TIMESTAMP || type == ColumnType.INTERVAL;
    }

    /** Whether one state answers both: SUM and AVG of a column are the same sum and count, its quantiles the same order. */
    public boolean sharesStateWith(AggregateCall other) {
        return argument == other.argument
                && by.column() == other.by.column()
                && function.state() == other.function.state();
    }

    /** The same call of columns elsewhere, {@code places} by their old place. */
    public AggregateCall moved(int[] places) {
        By newBy = by.column() < 0 ? by : new By(places[by.column()], by.type(), by.quantile());
        return new AggregateCall(function, argument < 0 ? -1 : places[argument], argumentType, newBy, text);
    }

    /** The call as SQL writes it. */
    @Override
    public String toString() {
        return text;
    }
}
