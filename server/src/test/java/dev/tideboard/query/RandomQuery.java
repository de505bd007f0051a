package dev.tideboard.query;

import dev.tideboard.data.ColumnSchema;
import dev.tideboard.data.ColumnType;
import dev.tideboard.data.Schema;
import dev.tideboard.query.RandomExpression.Named;
import dev.tideboard.query.RandomExpression.Sql;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/** Random queries in any composition of what views support, written in our SQL and in DuckDB's. */
final class RandomQuery {
    /** Names of result columns: words that a parser would rather keep for itself. */
    private static final List<String> WORDS =
            List.of("at", "power", "value", "time", "hour", "day", "date", "key", "position", "end", "group", "user");

    private final Random random;
    private final List<Relation> relations;
    private final RandomBinding parameters;
    private final RandomJoin joins;
    private int aliases;

    RandomQuery(Random random, List<Relation> relations, RandomBinding parameters) {
        this.random = random;
        this.relations = relations;
        this.parameters = parameters;
        this.joins = new RandomJoin(random);
    }

    /** A query with the names and types of its columns. */
    record Query(Sql sql, List<ColumnSchema> columns) {}

    /** Something in FROM, and the columns it brings into scope. */
    record Source(Sql sql, List<Named> scope, List<ColumnSchema> columns) {}

    Query query(int depth) {
        return switch (random.nextInt(depth > 0 ? 11 : 9)) {
            case 0, 1 -> projection(depth);
            case 2, 3 -> grouping(depth);
            case 4 -> total(depth);
            case 5 -> latest(depth);
            case 6 -> first(depth);
            case 7, 8 -> neighbours(depth);
            case 9 -> union(depth);
            default -> projection(depth);
        };
    }

    static Sql quoted(String qualifier, String name) {
        return new Sql(qualifier + "." + name, qualifier + ".\"" + name + "\"");
    }

    private Source relation() {
        Relation relation = relations.get(random.nextInt(relations.size()));
        List<String> times = relation.schema().columns().stream()
                .filter(column -> column.type() == ColumnType.TIMESTAMP)
                .map(ColumnSchema::name)
                .toList();
        String alias = "s" + aliases++;
        if (times.isEmpty() || random.nextInt(4) > 0) {
            return source(
                    Sql.same(relation.name() + " " + alias),
                    alias,
                    relation.schema().columns());
        }
        String time = times.get(random.nextInt(times.size()));
        Sql windows = RandomWindow.any(random, relation, time);
        return source(Sql.of("$1 " + alias, windows), alias, RandomWindow.columns(relation));
    }

    static Source source(Sql sql, String alias, List<ColumnSchema> columns) {
        return new Source(
                sql,
                columns.stream()
                        .map(column -> new Named(quoted(alias, column.name()), column.type()))
                        .toList(),
                columns);
    }

    private Source source(int depth) {
        if (depth <= 0 || random.nextInt(3) == 0) {
            return relation();
        }
        return random.nextInt(2) == 0 ? subquery(depth) : joined(depth);
    }

    private Source joined(int depth) {
        if (random.nextInt(5) == 0) {
            return new RandomNameJoin(random, relations, aliases++).source();
        }
        Source left = source(depth - 1);
        return random.nextInt(4) == 0
                ? joins.asOf(left, relations.get(random.nextInt(relations.size())), "s" + aliases++)
                : joins.join(left, simple(depth - 1));
    }

    /** What may stand on the right of JOIN without parentheses. */
    private Source simple(int depth) {
        return depth > 0 && random.nextBoolean() ? subquery(depth) : relation();
    }

    private Source subquery(int depth) {
        Query inner = query(depth - 1);
        String alias = "s" + aliases++;
        return source(Sql.of("($1) " + alias, inner.sql()), alias, inner.columns());
    }

    private Sql where(Source source) {
        if (random.nextInt(3) == 0) {
            return Sql.same("");
        }
        Sql condition = new RandomExpression(random, source.scope()).condition(2);
        if (random.nextInt(5) == 0) {
            condition = joins.matched(source, simple(1), condition);
        }
        condition = recent(source, condition);
        Sql parameter = parameters.condition(source.scope());
        return parameter.ours().isEmpty()
                ? Sql.of(" WHERE $1", condition)
                : Sql.of(" WHERE $1 AND $2", condition, parameter);
    }

    /** {@code condition}, and now and then that a time is near the present. */
    private Sql recent(Source source, Sql condition) {
        List<Named> times = source.scope().stream()
                .filter(column -> column.type() == ColumnType.TIMESTAMP)
                .toList();
        if (times.isEmpty() || random.nextInt(4) > 0) {
            return condition;
        }
        Sql time = new RandomExpression(random, List.of(any(times))).of(ColumnType.TIMESTAMP, 1);
        String order = any(List.of(">", ">=", "<", "<="));
        String minutes = "" + (random.nextInt(60) - 20);
        return Sql.of(
                "$1 AND $2 " + order + " NOW() - INTERVAL '" + minutes + "' MINUTE",
                "$1 AND $2 " + order + " CAST(getvariable('now') AS TIMESTAMP) - INTERVAL '" + minutes + "' MINUTE",
                condition,
                time);
    }

    private Query projection(int depth) {
        Source source = source(depth);
        Columns columns = new Columns();
        int count = 1 + random.nextInt(4);
        for (int i = 0; i < count; i++) {
            ColumnType type = RandomExpression.any(random);
            columns.add(new RandomExpression(random, source.scope()).of(type, random.nextInt(3)), type);
        }
        String distinct = random.nextInt(6) == 0 ? "DISTINCT " : "";
        return columns.query("SELECT " + distinct + "$1 FROM $2$3", source.sql(), where(source));
    }

    private Query grouping(int depth) {
        Source source = source(depth);
        List<Named> keys = source.scope().stream()
                .filter(column -> column.type() != ColumnType.DOUBLE)
                .filter(column -> random.nextInt(4) == 0)
                .limit(3)
                .map(this::key)
                .toList();
        Columns columns = new Columns();
        keys.forEach(key -> columns.add(key.sql(), key.type()));
        if (keys.isEmpty()) {
            return total(depth);
        }
        Sql all = join(keys.stream().map(Named::sql).toList());
        Sql by = random.nextInt(4) == 0
                ? new Sql("ALL", all.duck())
                : sets(keys.stream().map(Named::sql).toList(), columns);
        aggregates(source, columns);
        Sql having = random.nextInt(3) == 0
                ? Sql.of(" HAVING $1 > $2", aggregate(source, ColumnType.INT), Sql.same("1"))
                : Sql.same("");
        return columns.query("SELECT $1 FROM $2$3 GROUP BY $4$5", source.sql(), where(source), by, having);
    }

    /** The keys of one grouping, mostly; else of several, which GROUPING tells apart. */
    private Sql sets(List<Sql> keys, Columns columns) {
        Sql all = join(keys);
        if (random.nextInt(4) > 0) {
            return all;
        }
        if (random.nextBoolean()) {
            columns.add(Sql.of("CAST(GROUPING($1) AS INTEGER)", all), ColumnType.INT);
        }
        return switch (random.nextInt(4)) {
            case 0 -> Sql.of("ROLLUP($1)", all);
            case 1 -> Sql.of("CUBE($1)", all);
            case 2 -> Sql.of("GROUPING SETS (($1), ($2))", all, keys.getFirst());
            default -> Sql.of("GROUPING SETS (($1), ($2), ())", all, keys.getLast());
        };
    }

    /** A column to group by, or something computed of it. */
    private Named key(Named column) {
        if (random.nextInt(3) > 0) {
            return column;
        }
        Sql computed = switch (column.type().kind()) {
            case TEXT -> Sql.of("UPPER($1)", column.sql());
            case TIMESTAMP -> Sql.of("FLOOR($1 TO HOUR)", "date_trunc('hour', $1)", column.sql());
            case INT -> Sql.of("MOD($1, 3)", "($1 % 3)", column.sql());
            default -> column.sql();
        };
        return new Named(computed, column.type());
    }

    private Query total(int depth) {
        Source source = source(depth);
        Columns columns = new Columns();
        aggregates(source, columns);
        Sql having = random.nextInt(5) == 0 ? Sql.same(" HAVING COUNT(*) > 2") : Sql.same("");
        return columns.query("SELECT $1 FROM $2$3$4", source.sql(), where(source), having);
    }

    private void aggregates(Source source, Columns columns) {
        int count = 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            ColumnType type = List.of(
                            ColumnType.INT,
                            ColumnType.DOUBLE,
                            ColumnType.TEXT,
                            ColumnType.TIMESTAMP,
                            RandomMoney.TYPE,
                            ColumnType.DATE)
                    .get(random.nextInt(6));
            columns.add(aggregate(source, type), type);
        }
    }

    /** An aggregate of {@code type}; whole sums are cast back to the only whole type that is generated. */
    private Sql aggregate(Source source, ColumnType type) {
        RandomExpression expression = new RandomExpression(random, source.scope());
        Sql filter = random.nextInt(5) == 0 ? Sql.of(" FILTER (WHERE $1)", expression.condition(1)) : Sql.same("");
        if (random.nextInt(4) == 0) {
            Sql picked = new RandomRank(random, expression).of(type, filter);
            return type == ColumnType.INT ? Sql.of("CAST($1 AS INTEGER)", picked) : picked;
        }
        if (type == ColumnType.DOUBLE && random.nextInt(5) == 0) {
            return spread(expression, filter);
        }
        int kinds = type == ColumnType.INT ? 5 : type == ColumnType.DOUBLE ? 4 : type == RandomMoney.TYPE ? 3 : 2;
        Sql call = switch (random.nextInt(kinds)) {
            case 0 -> Sql.of("MIN($1)", expression.of(type, 1));
            case 1 -> Sql.of("MAX($1)", expression.of(type, 1));
            case 2 -> Sql.of("SUM($1)", expression.of(type, 1));
            case 3 ->
                type == ColumnType.INT
                        ? Sql.of("COUNT($1)", expression.of(ColumnType.TEXT, 1))
                        : Sql.of("AVG($1)", expression.of(any(List.of(ColumnType.INT, type, RandomMoney.TYPE)), 0));
            default ->
                random.nextBoolean()
                        ? Sql.same("COUNT(*)")
                        : Sql.of("COUNT(DISTINCT $1)", expression.of(ColumnType.TEXT, 0));
        };
        Sql filtered = Sql.of("$1$2", call, filter);
        return type == ColumnType.INT ? Sql.of("CAST($1 AS INTEGER)", filtered) : filtered;
    }

    /** A variance or deviation, whose last digits may differ: rounded where no value that occurs lies on the edge. */
    private Sql spread(RandomExpression expression, Sql filter) {
        String function =
                List.of("VAR_POP", "VAR_SAMP", "STDDEV_POP", "STDDEV_SAMP").get(random.nextInt(4));
        Sql of = expression.of(any(List.of(ColumnType.INT, ColumnType.DOUBLE, RandomMoney.TYPE)), 1);
        return Sql.of("ROUND(1000 * " + function + "($1)$2 + 0.3719, 0)", of, filter);
    }

    /** The latest rows per partition; every column breaks ties, so that the rows are the same on both sides. */
    private Query latest(int depth) {
        Source source = source(depth);
        List<Sql> names = source.scope().stream().map(Named::sql).toList();
        List<Sql> order = new ArrayList<>();
        order.add(Sql.of(random.nextBoolean() ? "$1 DESC" : "$1", any(names)));
        order.addAll(names);
        Columns columns = new Columns();
        for (int i = 0; i < 5; i++) {
            Named column = any(source.scope());
            columns.add(column.sql(), column.type());
        }
        String limit = random.nextInt(3) == 0 ? "<= " + (1 + random.nextInt(3)) : "= 1";
        Set<Sql> partition = new LinkedHashSet<>();
        partition.add(any(names));
        if (random.nextInt(3) == 0) {
            partition.add(any(names));
        }
        return columns.query(
                "SELECT $1 FROM $2$3 QUALIFY ROW_NUMBER() OVER (PARTITION BY $4 ORDER BY $5) " + limit,
                source.sql(),
                where(source),
                join(List.copyOf(partition)),
                join(order));
    }

    /** Columns with window functions beside them, and now and then a condition on one. */
    private Query neighbours(int depth) {
        Source source = source(depth);
        RandomOver over = new RandomOver(random, source.scope());
        Columns columns = new Columns();
        for (int i = random.nextInt(3); i > 0; i--) {
            Named column = any(source.scope());
            columns.add(column.sql(), column.type());
        }
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            ColumnType type = any(List.of(ColumnType.INT, ColumnType.DOUBLE, ColumnType.TEXT, ColumnType.TIMESTAMP));
            columns.add(over.of(type), type);
        }
        Sql qualify = random.nextInt(5) == 0 ? Sql.of(" QUALIFY $1 > 1", over.of(ColumnType.INT)) : Sql.same("");
        return columns.query("SELECT $1 FROM $2$3$4$5", source.sql(), where(source), over.clause(), qualify);
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    /** The first rows of all; again every column breaks ties. */
    private Query first(int depth) {
        Query all = projection(depth);
        List<Sql> order = new ArrayList<>();
        for (ColumnSchema column : all.columns()) {
            String descending = random.nextBoolean() ? " DESC" : "";
            order.add(new Sql(column.name() + descending, "\"" + column.name() + "\"" + descending));
        }
        String limit = " LIMIT " + (1 + random.nextInt(4));
        return new Query(Sql.of("$1 ORDER BY $2" + limit, all.sql(), join(order)), all.columns());
    }

    private Query union(int depth) {
        Query one = projection(depth - 1);
        Query other = one;
        for (int i = 0; i < 20 && (other.equals(one) || !types(other).equals(types(one))); i++) {
            other = projection(depth - 1);
        }
        if (!types(other).equals(types(one))) {
            other = one;
        }
        return new Query(
                Sql.of(
                        any(List.of(
                                "$1 UNION ALL $2",
                                "$1 UNION ALL $2",
                                "$1 UNION $2",
                                "$1 INTERSECT $2",
                                "$1 EXCEPT $2")),
                        one.sql(),
                        other.sql()),
                one.columns());
    }

    private static List<ColumnType> types(Query query) {
        return query.columns().stream().map(ColumnSchema::type).toList();
    }

    static Sql join(List<Sql> parts) {
        return new Sql(
                parts.stream().map(Sql::ours).collect(Collectors.joining(", ")),
                parts.stream().map(Sql::duck).collect(Collectors.joining(", ")));
    }

    /** The SELECT list under construction. */
    private static final class Columns {
        private final List<Sql> items = new ArrayList<>();
        private final List<ColumnSchema> schema = new ArrayList<>();

        void add(Sql expression, ColumnType type) {
            String word = WORDS.get(items.size() % WORDS.size());
            items.add(Sql.of("$1 AS " + word, "$1 AS \"" + word + "\"", expression));
            schema.add(ColumnSchema.of(word, type));
        }

        Query query(String template, Sql... parts) {
            Sql[] all = new Sql[parts.length + 1];
            all[0] = join(items);
            System.arraycopy(parts, 0, all, 1, parts.length);
            return new Query(Sql.of(template, all), new Schema(schema).columns());
        }
    }
}
