package dev.tideboard.query;

import dev.tideboard.data.ColumnType;
import dev.tideboard.query.RandomExpression.Named;
import dev.tideboard.query.RandomExpression.Sql;
import java.util.List;
import java.util.Random;

/** Random decimals with two digits after the point, and random dates, in our SQL and in DuckDB's. */
final class RandomMoney {
    static final ColumnType TYPE = ColumnType.decimal(2);

    private final Random random;
    private final RandomExpression expressions;

    RandomMoney(Random random, RandomExpression expressions) {
        this.random = random;
        this.expressions = expressions;
    }

    private Sql money(int depth) {
        return expressions.of(TYPE, depth);
    }

    private Sql whole(int depth) {
        return expressions.of(ColumnType.INT, depth);
    }

    private Sql real(int depth) {
        return expressions.of(ColumnType.DOUBLE, depth);
    }

    /** An amount computed of others. */
    Sql computed(int below) {
        return switch (random.nextInt(18)) {
            case 0 -> Sql.of("($1 + $2)", money(below), money(below));
            case 1 -> Sql.of("($1 - $2)", money(below), random.nextBoolean() ? whole(0) : money(0));
            case 2 -> Sql.of("($1 * $2)", money(below), whole(0));
            case 3 -> Sql.of("CAST(($1 * $2) AS DECIMAL(18, 2))", money(below), money(0));
            case 4 -> Sql.of("CAST($1 * 0.875 AS DECIMAL(18, 2))", money(below));
            case 5 -> Sql.of("ABS($1)", money(below));
            case 6 -> Sql.of("(- $1)", money(below));
            case 7 -> Sql.of("CAST(ROUND($1, 1) AS DECIMAL(18, 2))", money(below));
            case 8 ->
                Sql.of("CAST(" + (random.nextBoolean() ? "FLOOR" : "CEIL") + "($1) AS DECIMAL(18, 2))", money(below));
            case 9 -> Sql.of("CASE WHEN $1 THEN $2 ELSE $3 END", expressions.condition(below), money(below), whole(0));
            case 10 -> Sql.of("COALESCE($1, $2, 0.25)", money(below), money(0));
            case 11 -> Sql.of((random.nextBoolean() ? "GREATEST" : "LEAST") + "($1, $2, 1.5)", money(below), whole(0));
            case 12 -> Sql.of("CAST($1 AS DECIMAL(18, 2))", real(below));
            case 13 -> Sql.of("CAST($1 AS DECIMAL(10, 2))", whole(below));
            case 14 -> Sql.of("CAST(CAST($1 AS VARCHAR) AS DECIMAL(18, 2))", money(below));
            case 15 -> Sql.of("NULLIF($1, $2)", money(below), random.nextBoolean() ? whole(0) : money(0));
            case 16 -> Sql.of("CAST(CAST($1 AS DECIMAL(18, 1)) AS DECIMAL(18, 2))", money(below));
            default -> finer(below);
        };
    }

    /** A column of four digits after the point, rounded. */
    private Sql finer(int below) {
        List<Named> columns = expressions.columns(ColumnType.decimal(4));
        return columns.isEmpty()
                ? money(below)
                : Sql.of("CAST($1 AS DECIMAL(18, 2))", columns.getFirst().sql());
    }

    /** An amount beside a number of another type. */
    Sql comparison(int depth, String operator) {
        List<Named> finer = expressions.columns(ColumnType.decimal(4));
        Sql other = switch (random.nextInt(4)) {
            case 0 -> whole(depth);
            case 1 -> real(depth);
            case 2 -> Sql.same(List.of("0.25", "1.125", "-0.5", "0.07").get(random.nextInt(4)));
            default -> finer.isEmpty() ? money(depth) : finer.getFirst().sql();
        };
        return random.nextBoolean()
                ? Sql.of("($1 " + operator + " $2)", money(depth), other)
                : Sql.of("($2 " + operator + " $1)", money(depth), other);
    }

    /** A day computed of others. */
    Sql date(int below) {
        String unit = List.of("DAY", "MONTH", "QUARTER", "YEAR").get(random.nextInt(4));
        return switch (random.nextInt(8)) {
            case 0 -> Sql.of("CAST($1 AS DATE)", expressions.of(ColumnType.TIMESTAMP, below));
            case 1 -> Sql.of("($1 + INTERVAL '2' DAY)", "CAST($1 + INTERVAL '2' DAY AS DATE)", day(below));
            case 2 -> Sql.of("($1 - INTERVAL '1' MONTH)", "CAST($1 - INTERVAL '1' MONTH AS DATE)", day(below));
            case 3 -> Sql.of("FLOOR($1 TO " + unit + ")", "CAST(date_trunc('" + unit + "', $1) AS DATE)", day(below));
            case 4 -> Sql.of("CASE WHEN $1 THEN $2 ELSE $3 END", expressions.condition(below), day(below), day(0));
            case 5 -> Sql.of("COALESCE($1, $2)", day(below), day(0));
            case 6 -> Sql.of("CAST(CAST($1 AS VARCHAR) AS DATE)", day(below));
            default -> day(0);
        };
    }

    private Sql day(int depth) {
        return expressions.of(ColumnType.DATE, depth);
    }
}
