package dev.tideboard.engine.ops;

import dev.tideboard.data.ColumnType;

/** Why a sum is no value of its type, and what holds more. */
final class SumOverflow {
    private SumOverflow() {}

    /**
     * Of whole numbers, decimals or spans of {@code type}.
     *
     * @param values how many were added
     */
    static String of(double sum, long values, ColumnType type) {
        String most = type.isDecimal() ? "the 18 digits of a decimal hold" : "a long holds";
        String way = type == ColumnType.INTERVAL ? "SUM(EXTRACT(EPOCH FROM x))" : "SUM(CAST(x AS DOUBLE))";
        return "overflow, sum=" + sum + " of " + values + " values is more than " + most + "; write " + way;
    }

    /** Of doubles, where nothing holds more. */
    static String ofDoubles(long values) {
        return "overflow, the sum of " + values
                + " values is beyond a double; leave out values that are too large by WHERE";
    }
}
