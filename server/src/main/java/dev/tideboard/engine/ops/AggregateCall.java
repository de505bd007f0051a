package dev.tideboard.engine.ops;

import dev.tideboard.data.ColumnType;

/**
 * One aggregate of a GROUP BY.
 *
 * @param argument the input column it is taken of; -1 for {@code COUNT(*)}
 * @param argumentType the type of that column; {@link ColumnType#LONG} for {@code COUNT(*)}
 * @param text how SQL writes it, for messages
 */
public record AggregateCall(Function function, int argument, ColumnType argumentType, String text) {

    /** The aggregate function; each but the counts ignores nulls and is null where nothing is left. */
    public enum Function {
        COUNT,
        COUNT_DISTINCT,
        SUM,
        AVG,
        MIN,
        MAX;

        private Function state() {
            return this == AVG ? SUM : this;
        }
    }

    /** The type of the result: counts and sums of whole numbers are long, averages are double. */
    public ColumnType type() {
        return switch (function) {
            case COUNT, COUNT_DISTINCT -> ColumnType.LONG;
            case AVG -> ColumnType.DOUBLE;
            case SUM -> argumentType == ColumnType.INT ? ColumnType.LONG : argumentType;
            case MIN, MAX -> argumentType;
        };
    }

    /** Whether one state answers both: SUM and AVG of a column are the same sum and count. */
    public boolean sharesStateWith(AggregateCall other) {
        return argument == other.argument && function.state() == other.function.state();
    }

    /** The same call of a column elsewhere. */
    public AggregateCall moved(int newArgument) {
        return new AggregateCall(function, newArgument, argumentType, text);
    }

    /** The call as SQL writes it. */
    @Override
    public String toString() {
        return text;
    }
}
