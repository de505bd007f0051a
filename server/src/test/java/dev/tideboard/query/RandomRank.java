package dev.tideboard.query;

import dev.tideboard.data.ColumnType;
import dev.tideboard.query.RandomExpression.Sql;
import java.util.List;
import java.util.Random;

/** Random aggregates that pick a value by an order, or count values by their likes; written in our SQL and in DuckDB's. */
final class RandomRank {
    private static final List<ColumnType> TYPES =
            List.of(ColumnType.INT, ColumnType.DOUBLE, ColumnType.TEXT, ColumnType.TIMESTAMP, RandomMoney.TYPE);

    private static final List<ColumnType> NUMBERS = List.of(ColumnType.INT, ColumnType.DOUBLE, RandomMoney.TYPE);

    private final Random random;
    private final RandomExpression expressions;

    RandomRank(Random random, RandomExpression expressions) {
        this.random = random;
        this.expressions = expressions;
    }

    /** An aggregate of {@code type} of the rows that {@code filter} lets through. */
    Sql of(ColumnType type, Sql filter) {
        return switch (random.nextInt(type == ColumnType.INT || type == ColumnType.DOUBLE ? 5 : 4)) {
            case 0 -> extreme(type, filter);
            case 1 -> end(type, filter);
            case 2 -> discrete(type, filter);
            case 3 ->
                type == ColumnType.TIMESTAMP || type == ColumnType.DOUBLE ? between(type, filter) : end(type, filter);
            default -> type == ColumnType.INT ? distinct(filter) : about(filter);
        };
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    /** The value in the least or greatest row; DuckDB leaves open which of rows that tie, so it compares pairs. */
    private Sql extreme(ColumnType type, Sql filter) {
        boolean least = random.nextBoolean();
        return Sql.of(
                (least ? "ARG_MIN" : "ARG_MAX") + "($1, $2)$3",
                "((" + (least ? "min" : "max")
                        + "(CASE WHEN ($1) IS NOT NULL AND ($2) IS NOT NULL THEN {'o': $2, 'v': $1} END)$3).v)",
                expressions.of(type, 1),
                expressions.of(any(TYPES), 1),
                filter);
    }

    /** The same, also where the value is null, which then loses against those it ties with. */
    private Sql end(ColumnType type, Sql filter) {
        boolean least = random.nextBoolean();
        boolean descending = random.nextInt(4) == 0;
        return Sql.of(
                (least == descending ? "LAST_VALUE" : "FIRST_VALUE") + "($1) WITHIN GROUP (ORDER BY $2"
                        + (descending ? " DESC" : "") + ")$3",
                "((" + (least ? "min" : "max") + "(CASE WHEN ($2) IS NOT NULL THEN {'o': $2, 'k': ($1) IS "
                        + (least ? "" : "NOT ") + "NULL, 'v': $1} END)$3).v)",
                expressions.of(type, 1),
                expressions.of(any(TYPES), 1),
                filter);
    }

    /** DuckDB takes minus zero, as which it counts zero from the other end, for zero. */
    private Sql discrete(ColumnType type, Sql filter) {
        String share = any(List.of("0", "0.1", "0.25", "0.5", "0.7", "0.9", "1"));
        String order = random.nextBoolean() ? " DESC" : "";
        String call = "PERCENTILE_DISC(" + share + ") WITHIN GROUP (ORDER BY $1" + order + ")$2";
        boolean greatest = share.equals("0") && !order.isEmpty();
        return Sql.of(call, greatest ? "MAX($1)$2" : call, expressions.of(type, 1), filter);
    }

    /**
     * Times lie half a minute apart, so that DuckDB's microseconds and our milliseconds are the same; between two decimals it
     * rounds to their digits.
     */
    private Sql between(ColumnType type, Sql filter) {
        ColumnType operand = type == ColumnType.DOUBLE ? any(NUMBERS) : type;
        String share = any(List.of("0", "0.25", "0.5", "0.75", "1"));
        String call =
                random.nextBoolean() ? "MEDIAN($1)$2" : "PERCENTILE_CONT(" + share + ") WITHIN GROUP (ORDER BY $1)$2";
        String ducks = operand.isDecimal() ? call.replace("$1", "CAST($1 AS DOUBLE)") : call;
        return Sql.of(call, ducks, expressions.of(operand, 1), filter);
    }

    /** The number of so few values is known exactly, or nearly always: of nine texts no two are in one cell. */
    private Sql distinct(Sql filter) {
        return Sql.of(
                "APPROX_COUNT_DISTINCT($1)$2", "COUNT(DISTINCT $1)$2", expressions.of(ColumnType.TEXT, 0), filter);
    }

    /** Whether about the same value is within 1 % of the exact one. */
    private Sql about(Sql filter) {
        Sql of = expressions.of(any(NUMBERS), 1);
        String share = any(List.of("0", "0.1", "0.5", "0.9", "1"));
        return Sql.of(
                "CASE WHEN ABS(APPROX_PERCENTILE($1, " + share + ")$2 - PERCENTILE_DISC(" + share
                        + ") WITHIN GROUP (ORDER BY $1)$2) <= 0.01 * ABS(PERCENTILE_DISC(" + share
                        + ") WITHIN GROUP (ORDER BY $1)$2) THEN 1.0 ELSE COUNT($1)$2 * 2.0 END",
                "CASE WHEN (COUNT($1)$2) > 0 THEN 1.0 ELSE 0.0 END",
                of,
                filter);
    }
}
