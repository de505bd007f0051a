package dev.tideboard.query;

import dev.tideboard.data.ColumnType;
import java.util.List;
import java.util.Random;

/**
 * Random expressions of every supported kind, written twice: as our SQL and as DuckDB's. Numbers are small and in
 * quarters, so that both engines compute them exactly; divisors are never zero.
 */
final class RandomExpression {
    /** What is generated: one type of whole numbers and one of decimals. */
    private static final List<ColumnType> TYPES = List.of(
            ColumnType.INT,
            ColumnType.DOUBLE,
            ColumnType.TEXT,
            ColumnType.TIMESTAMP,
            ColumnType.BOOLEAN,
            RandomMoney.TYPE,
            ColumnType.DATE);

    private final Random random;
    private final List<Named> scope;

    /** The same piece of SQL in both dialects. */
    record Sql(String ours, String duck) {
        static Sql same(String text) {
            return new Sql(text, text);
        }

        /** {@code template} with {@code $1}, {@code $2} … in place of {@code parts}. */
        static Sql of(String template, Sql... parts) {
            return of(template, template, parts);
        }

        static Sql of(String ours, String duck, Sql... parts) {
            String one = ours;
            String other = duck;
            for (int i = 0; i < parts.length; i++) {
                one = one.replace("$" + (i + 1), parts[i].ours());
                other = other.replace("$" + (i + 1), parts[i].duck());
            }
            return new Sql(one, other);
        }
    }

    /** A column in scope. */
    record Named(Sql sql, ColumnType type) {}

    RandomExpression(Random random, List<Named> scope) {
        this.random = random;
        this.scope = scope;
    }

    Sql of(ColumnType type, int depth) {
        return switch (type.kind()) {
            case BOOLEAN -> condition(depth);
            case INT -> whole(depth);
            case DOUBLE -> real(depth);
            case TEXT -> text(depth);
            case TIMESTAMP -> time(depth);
            case DECIMAL -> depth <= 0 ? leaf(RandomMoney.TYPE) : money().computed(depth - 1);
            case DATE -> depth <= 0 ? leaf(type) : money().date(depth - 1);
            case LONG, INTERVAL -> throw new IllegalArgumentException(type + " is not generated");
        };
    }

    private RandomMoney money() {
        return new RandomMoney(random, this);
    }

    /** The columns of {@code type}. */
    List<Named> columns(ColumnType type) {
        return scope.stream().filter(column -> column.type() == type).toList();
    }

    /** A column of {@code type}, or else a constant. */
    private Sql leaf(ColumnType type) {
        List<Named> columns = columns(type);
        if (!columns.isEmpty() && random.nextInt(6) > 0) {
            return columns.get(random.nextInt(columns.size())).sql();
        }
        return constant(type);
    }

    Sql constant(ColumnType type) {
        return switch (type.kind()) {
            case BOOLEAN -> Sql.same(random.nextBoolean() ? "TRUE" : "FALSE");
            case INT -> Sql.same(Integer.toString(random.nextInt(9)));
            case DOUBLE -> Sql.same(random.nextInt(40) / 4.0 + "");
            case TEXT -> Sql.same("'" + RandomRows.TEXTS.get(random.nextInt(RandomRows.TEXTS.size())) + "'");
            case TIMESTAMP -> Sql.same("TIMESTAMP '2026-01-01 00:" + (10 + random.nextInt(50)) + ":00'");
            case DECIMAL -> Sql.same("CAST(" + (random.nextInt(60) - 20) / 8.0 + " AS DECIMAL(18, 2))");
            case DATE -> Sql.same("DATE '2026-01-0" + (1 + random.nextInt(9)) + "'");
            case LONG, INTERVAL -> throw new IllegalArgumentException(type + " is not generated");
        };
    }

    Sql condition(int depth) {
        if (depth <= 0) {
            return random.nextInt(4) == 0 ? leaf(ColumnType.BOOLEAN) : comparison(0);
        }
        int below = depth - 1;
        return switch (random.nextInt(16)) {
            case 0 -> Sql.of("($1 AND $2)", condition(below), condition(below));
            case 1 -> Sql.of("($1 OR $2)", condition(below), condition(below));
            case 2 -> Sql.of("NOT ($1)", condition(below));
            case 3 -> Sql.of("($1 IS NULL)", of(anyType(), below));
            case 4 -> Sql.of("($1 IS NOT NULL)", of(anyType(), below));
            case 5 ->
                Sql.of(
                        "(($1) IS " + (random.nextBoolean() ? "NOT " : "")
                                + (random.nextBoolean() ? "TRUE)" : "FALSE)"),
                        condition(below));
            case 6 -> membership(below);
            case 7 -> Sql.of("($1 BETWEEN $2 AND $3)", whole(below), whole(0), whole(0));
            case 8 ->
                Sql.of("($1 " + (random.nextInt(4) == 0 ? "NOT LIKE '" : "LIKE '") + pattern() + "')", text(below));
            case 9 -> Sql.of("CASE WHEN $1 THEN $2 ELSE $3 END", condition(below), condition(0), condition(0));
            case 10 ->
                Sql.of("($1 " + (random.nextBoolean() ? "NOT ILIKE '" : "ILIKE '") + letters() + "')", text(below));
            case 11 -> span(below);
            case 12 -> Sql.of("($1 BETWEEN '2026-01-01 00:20:00' AND '2026-01-02')", time(below));
            default -> comparison(below);
        };
    }

    /** A length of time, divided to the nearest millisecond, as seconds. */
    private Sql span(int depth) {
        int by = 1 + random.nextInt(9);
        int seconds = random.nextInt(4000) - 2000;
        return Sql.of(
                "(EXTRACT(EPOCH FROM ($1 - $2) SECOND / " + by + ") > " + seconds + ".5)",
                "(round((epoch_ms($1) - epoch_ms($2)) / " + by + ".0) / 1000.0 > " + seconds + ".5)",
                time(depth),
                time(depth));
    }

    /** A pattern in which nothing but the case of letters is left open. */
    private String letters() {
        return List.of("%A%", "a%", "_", "%_B", "X__", "AB", "%É").get(random.nextInt(7));
    }

    private String pattern() {
        return List.of("%a%", "A%", "_", "%_b", "x__", "%", "ab", "%é", "!%' ESCAPE '!", "%!_%' ESCAPE '!")
                .get(random.nextInt(10));
    }

    private Sql membership(int depth) {
        ColumnType type = List.of(ColumnType.TEXT, ColumnType.INT, RandomMoney.TYPE, ColumnType.DATE)
                .get(random.nextInt(4));
        String not = random.nextInt(3) == 0 ? " NOT IN (" : " IN (";
        return Sql.of("($1" + not + "$2, $3, $4))", of(type, depth), constant(type), constant(type), constant(type));
    }

    private Sql comparison(int depth) {
        ColumnType type = anyType();
        String operator = List.of("=", "<>", "<", "<=", ">", ">=", "IS DISTINCT FROM", "IS NOT DISTINCT FROM")
                .get(random.nextInt(type == ColumnType.BOOLEAN ? 2 : 8));
        if (type == RandomMoney.TYPE && random.nextBoolean()) {
            return money().comparison(depth, operator);
        }
        if (type == ColumnType.INT && random.nextBoolean()) {
            return Sql.of("($1 " + operator + " $2)", whole(depth), real(depth));
        }
        return Sql.of("($1 " + operator + " $2)", of(type, depth), of(type, depth));
    }

    static ColumnType any(Random random) {
        return TYPES.get(random.nextInt(TYPES.size()));
    }

    private ColumnType anyType() {
        return any(random);
    }

    private Sql whole(int depth) {
        if (depth <= 0) {
            return leaf(ColumnType.INT);
        }
        int below = depth - 1;
        return switch (random.nextInt(21)) {
            case 0 -> Sql.of("($1 + $2)", whole(below), whole(below));
            case 1 -> Sql.of("($1 - $2)", whole(below), whole(below));
            case 2 -> Sql.of("($1 * $2)", whole(below), leaf(ColumnType.INT));
            case 3 -> Sql.of("($1 / NULLIF($2, 0))", "($1 // NULLIF($2, 0))", whole(below), whole(below));
            case 4 -> Sql.of("MOD($1, 1 + ABS($2))", "($1 % (1 + ABS($2)))", whole(below), leaf(ColumnType.INT));
            case 5 -> Sql.of("(- $1)", whole(below));
            case 6 -> Sql.of("CASE WHEN $1 THEN $2 ELSE $3 END", condition(below), whole(below), whole(below));
            case 7 -> Sql.of("COALESCE($1, $2)", whole(below), whole(below));
            case 8 -> Sql.of(random.nextBoolean() ? "GREATEST($1, $2)" : "LEAST($1, $2)", whole(below), whole(below));
            case 9 -> Sql.of("CHAR_LENGTH($1)", text(below));
            case 10 -> Sql.of("CAST($1 AS INTEGER)", "CAST(trunc($1) AS INTEGER)", real(below));
            case 11 -> Sql.of("CAST(EXTRACT(" + part() + " FROM $1) AS INTEGER)", time(below));
            case 12 -> Sql.of("CAST(CAST($1 AS VARCHAR) AS INTEGER)", whole(below));
            case 13 -> Sql.of("CAST(SIGN($1) AS INTEGER)", whole(below));
            case 14 -> RandomZone.any(random).part(part(), time(below));
            case 15 -> Sql.of("CAST($1 AS INTEGER)", "CAST(trunc($1) AS INTEGER)", of(RandomMoney.TYPE, below));
            case 17 -> Sql.of("LENGTH($1)::INTEGER", text(below));
            case 18 -> Sql.of("IFNULL(IF($1, $2, NULL::INTEGER), $3)", condition(below), whole(below), whole(0));
            case 19 -> Sql.of("DATE_PART('" + part() + "', $1)::INTEGER", time(below));
            case 16 -> Sql.of("CAST(EXTRACT(DOY FROM $1) AS INTEGER)", of(ColumnType.DATE, below));
            default -> leaf(ColumnType.INT);
        };
    }

    private String part() {
        return List.of("YEAR", "QUARTER", "MONTH", "WEEK", "DAY", "DOY", "ISODOW", "HOUR", "MINUTE", "SECOND")
                .get(random.nextInt(10));
    }

    private Sql real(int depth) {
        if (depth <= 0) {
            return leaf(ColumnType.DOUBLE);
        }
        int below = depth - 1;
        return switch (random.nextInt(17)) {
            case 0 -> Sql.of("($1 + $2)", real(below), real(below));
            case 1 -> Sql.of("($1 - $2)", real(below), whole(below));
            case 2 -> Sql.of("($1 * $2)", real(below), leaf(ColumnType.DOUBLE));
            case 3 -> Sql.of("($1 / NULLIF($2, 0))", real(below), Sql.same("8.0"));
            case 4 -> Sql.of("ABS($1)", real(below));
            case 5 -> Sql.of("ROUND($1, " + random.nextInt(3) + ")", real(below));
            case 6 -> Sql.of(random.nextBoolean() ? "FLOOR($1)" : "CEIL($1)", real(below));
            case 7 -> Sql.of("CASE WHEN $1 THEN $2 ELSE $3 END", condition(below), real(below), whole(below));
            case 8 -> Sql.of("COALESCE($1, $2)", real(below), whole(below));
            case 9 -> Sql.of("GREATEST($1, $2, $3)", real(below), real(0), whole(0));
            case 10 -> Sql.of("CAST($1 AS DOUBLE)", whole(below));
            case 11 -> Sql.of("SQRT(ABS($1))", real(below));
            case 12 -> Sql.of(random.nextBoolean() ? "POWER($1, 2)" : "POW($1, 2)", leaf(ColumnType.DOUBLE));
            case 13 -> Sql.of("($1 * $2)", leaf(ColumnType.DOUBLE), of(RandomMoney.TYPE, below));
            case 14 -> Sql.of(random.nextBoolean() ? "CAST($1 AS DOUBLE)" : "$1::DOUBLE", of(RandomMoney.TYPE, below));
            case 15 -> Sql.of("($1 / 4)", of(RandomMoney.TYPE, below));
            default -> leaf(ColumnType.DOUBLE);
        };
    }

    private Sql text(int depth) {
        if (depth <= 0) {
            return leaf(ColumnType.TEXT);
        }
        int below = depth - 1;
        return switch (random.nextInt(15)) {
            case 0 -> Sql.of("UPPER($1)", text(below));
            case 1 -> Sql.of("LOWER($1)", text(below));
            case 2 -> Sql.of("TRIM($1)", text(below));
            case 3 -> Sql.of("($1 || $2)", text(below), text(0));
            case 4 -> Sql.of("SUBSTRING($1 FROM 2 FOR 2)", "SUBSTRING($1, 2, 2)", text(below));
            case 5 -> Sql.of("CAST($1 AS VARCHAR)", whole(below));
            case 6 -> Sql.of("CAST($1 AS VARCHAR)", condition(below));
            case 7 -> Sql.of("COALESCE($1, $2)", text(below), text(0));
            case 8 -> Sql.of("NULLIF($1, $2)", text(below), text(0));
            case 9 -> Sql.of("CASE WHEN $1 THEN $2 END", condition(below), text(below));
            case 10 -> Sql.of("CAST($1 AS VARCHAR)", leaf(ColumnType.TIMESTAMP));
            case 11 -> Sql.of("TRIM(LEADING 'a' FROM $1)", "ltrim($1, 'a')", text(below));
            case 12 -> Sql.of("SUBSTRING($1 FROM 2)", "SUBSTRING($1, 2)", text(below));
            case 13 -> Sql.of("SUBSTR($1, 2, 1)", text(below));
            default -> leaf(ColumnType.TEXT);
        };
    }

    private Sql time(int depth) {
        if (depth <= 0) {
            return leaf(ColumnType.TIMESTAMP);
        }
        int below = depth - 1;
        String unit = List.of("SECOND", "MINUTE", "HOUR", "DAY", "MONTH", "QUARTER", "YEAR")
                .get(random.nextInt(7));
        return switch (random.nextInt(11)) {
            case 9 -> Sql.of("DATE_TRUNC('" + unit + "', $1)", time(below));
            case 0 -> Sql.of("FLOOR($1 TO " + unit + ")", "date_trunc('" + unit + "', $1)", time(below));
            case 1 ->
                Sql.of(
                        "CEIL($1 TO " + unit + ")",
                        "(CASE WHEN date_trunc('" + unit + "', $1) = $1 THEN $1 ELSE date_trunc('" + unit
                                + "', $1) + INTERVAL 1 " + unit + " END)",
                        time(below));
            case 2 -> Sql.of("($1 + INTERVAL '90' MINUTE)", time(below));
            case 3 -> Sql.of("($1 - INTERVAL '2' DAY)", time(below));
            case 4 -> Sql.of("($1 + INTERVAL '1' MONTH)", time(below));
            case 5 -> Sql.of("CASE WHEN $1 THEN $2 ELSE $3 END", condition(below), time(below), time(0));
            case 6 -> Sql.of("COALESCE($1, $2)", time(below), time(0));
            case 7 -> RandomZone.any(random).floor(unit, time(below));
            case 8 -> RandomZone.any(random).ceil(unit, time(below));
            default -> leaf(ColumnType.TIMESTAMP);
        };
    }
}
