package dev.tideboard.query;

import dev.tideboard.data.ColumnSchema;
import dev.tideboard.data.ColumnType;
import dev.tideboard.query.RandomExpression.Named;
import dev.tideboard.query.RandomExpression.Sql;
import dev.tideboard.query.RandomQuery.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Two things in FROM put together, written in our SQL and in DuckDB's. */
final class RandomJoin {
    private final Random random;

    RandomJoin(Random random) {
        this.random = random;
    }

    /** Rows of both sides where one or two columns are equal, and something else may hold. */
    Source join(Source left, Source right) {
        List<Sql> equalities = new ArrayList<>();
        for (Named one : left.scope()) {
            for (Named other : right.scope()) {
                boolean comparable = one.type() == other.type() || (isNumber(one.type()) && isNumber(other.type()));
                if (comparable && one.type() != ColumnType.BOOLEAN) {
                    equalities.add(Sql.of("$1 = $2", one.sql(), other.sql()));
                }
            }
        }
        if (equalities.isEmpty()) {
            return left;
        }
        Sql condition = equalities.get(random.nextInt(equalities.size()));
        if (random.nextInt(4) == 0) {
            condition = Sql.of("$1 AND $2", condition, equalities.get(random.nextInt(equalities.size())));
        }
        String kind = List.of("JOIN", "JOIN", "JOIN", "LEFT JOIN", "LEFT JOIN", "LEFT JOIN", "RIGHT JOIN", "FULL JOIN")
                .get(random.nextInt(8));
        if (random.nextInt(3) == 0) {
            List<Named> either = switch (random.nextInt(3)) {
                case 0 -> left.scope();
                case 1 -> right.scope();
                default -> both(left, right);
            };
            condition = Sql.of("$1 AND $2", condition, new RandomExpression(random, either).condition(1));
        }
        if (random.nextInt(3) == 0) {
            condition = near(left, right, condition);
        }
        return new Source(
                Sql.of("$1 " + kind + " $2 ON $3", left.sql(), right.sql(), condition), both(left, right), List.of());
    }

    /** {@code condition}, and that a time of one side is near one of the other, if they have any. */
    private Sql near(Source left, Source right, Sql condition) {
        List<Named> times = ofType(left.scope(), ColumnType.TIMESTAMP);
        List<Named> others = ofType(right.scope(), ColumnType.TIMESTAMP);
        if (times.isEmpty() || others.isEmpty()) {
            return condition;
        }
        String template = any(List.of(
                "$1 AND $2 BETWEEN $3 - INTERVAL '7' MINUTE AND $3 + INTERVAL '12' MINUTE",
                "$1 AND $2 <= $3 AND $2 + INTERVAL '30' MINUTE > $3",
                "$1 AND $3 - INTERVAL '1' MINUTE > $2 AND $3 < $2 + INTERVAL '40' MINUTE",
                "$1 AND $2 = $3"));
        boolean turned = random.nextBoolean();
        Sql one = any(turned ? others : times).sql();
        Sql other = any(turned ? times : others).sql();
        return Sql.of(template, condition, one, other);
    }

    private static boolean isNumber(ColumnType type) {
        return type.isNumber();
    }

    private static List<Named> both(Source left, Source right) {
        List<Named> both = new ArrayList<>(left.scope());
        both.addAll(right.scope());
        return both;
    }

    /** {@code condition}, and that some row of a relation, or none, has the value of one of our columns. */
    Sql matched(Source source, Source inner, Sql condition) {
        List<Sql[]> pairs = new ArrayList<>();
        for (Named one : source.scope()) {
            for (Named other : inner.scope()) {
                boolean comparable = one.type() == other.type() || (isNumber(one.type()) && isNumber(other.type()));
                if (comparable && one.type() != ColumnType.BOOLEAN) {
                    pairs.add(new Sql[] {one.sql(), other.sql()});
                }
            }
        }
        if (pairs.isEmpty()) {
            return condition;
        }
        Sql[] pair = pairs.get(random.nextInt(pairs.size()));
        Sql within = new RandomExpression(random, inner.scope()).condition(1);
        String template = switch (random.nextInt(3)) {
            case 0 -> "$1 AND $2 IN (SELECT $3 FROM $4 WHERE $5)";
            case 1 -> "EXISTS (SELECT 1 FROM $4 WHERE $3 = $2 AND $5) AND $1";
            default -> "$1 AND NOT EXISTS (SELECT * FROM $4 WHERE $5 AND $2 = $3)";
        };
        return Sql.of(template, condition, pair[0], pair[1], inner.sql(), within);
    }

    /**
     * Each row with the one nearest in time; without times or keys to compare just {@code left}. Of rows that tie DuckDB takes
     * any: it gets one per key and time, which in half of the cases is what we have to take of all of them, the least.
     */
    Source asOf(Source left, Relation relation, String alias) {
        List<Named> times = ofType(left.scope(), ColumnType.TIMESTAMP);
        List<String> others = names(relation, ColumnType.TIMESTAMP);
        ColumnType type = random.nextInt(3) == 0 ? ColumnType.INT : ColumnType.TEXT;
        // what a FULL JOIN merged is no column, which an ASOF JOIN takes alone
        boolean merges = left.sql().ours().contains("FULL JOIN");
        List<Named> keys = ofType(left.scope(), type).stream()
                .filter(column -> !merges || column.sql().ours().contains("."))
                .toList();
        List<String> otherKeys = names(relation, type);
        if (times.isEmpty() || others.isEmpty() || keys.isEmpty() || otherKeys.isEmpty()) {
            return left;
        }
        Sql key = RandomQuery.quoted("i", any(otherKeys));
        Sql time = RandomQuery.quoted("i", any(others));
        ColumnSchema value = any(relation.schema().columns().stream()
                .filter(column -> column.type() != ColumnType.BOOLEAN)
                .toList());
        Sql right = others(relation, alias, List.of(key, time, RandomQuery.quoted("i", value.name())));
        Source other = RandomQuery.source(
                right,
                alias,
                List.of(
                        ColumnSchema.of("k", type),
                        ColumnSchema.of("t", ColumnType.TIMESTAMP),
                        ColumnSchema.of("v", value.type())));
        String order = any(List.of(">=", ">", "<=", "<"));
        String outer = random.nextBoolean() ? "LEFT " : "";
        Sql joined = Sql.of(
                "$1 " + outer + "ASOF JOIN $2 MATCH_CONDITION $3 " + order + " " + alias + ".t ON $4 = " + alias + ".k",
                // DuckDB takes a null for the latest of times
                "$1 ASOF " + outer + "JOIN $2 ON (CASE WHEN $3 IS NOT NULL THEN $4 END) = " + alias + ".k AND $3 "
                        + order + " " + alias + ".t",
                left.sql(),
                right,
                any(times).sql(),
                any(keys).sql());
        return new Source(joined, both(left, other), List.of());
    }

    /** @param columns key, time and value */
    private Sql others(Relation relation, String alias, List<Sql> columns) {
        boolean ties = random.nextBoolean();
        String grouped = "(SELECT $1 AS k, $2 AS t, " + (ties ? "MIN" : "MAX") + "($3) AS v FROM " + relation.name()
                + " i GROUP BY $1, $2) " + alias;
        String all = "(SELECT $1 AS k, $2 AS t, $3 AS v FROM " + relation.name() + " i) " + alias;
        return Sql.of(ties ? all : grouped, grouped, columns.toArray(Sql[]::new));
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private static List<Named> ofType(List<Named> scope, ColumnType type) {
        return scope.stream().filter(column -> column.type() == type).toList();
    }

    private static List<String> names(Relation relation, ColumnType type) {
        return relation.schema().columns().stream()
                .filter(column -> column.type() == type)
                .map(ColumnSchema::name)
                .toList();
    }
}
