package dev.tideboard.query;

import dev.tideboard.data.ColumnType;
import dev.tideboard.query.RandomExpression.Named;
import dev.tideboard.query.RandomExpression.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Window functions over a few windows. Where it matters which row comes first, every column breaks ties, since DuckDB leaves
 * open how rows that tie are ordered.
 */
final class RandomOver {
    private final Random random;
    private final List<Named> scope;
    private final RandomExpression expressions;
    private final List<Sql> partitions = new ArrayList<>();
    private final List<Sql> orders = new ArrayList<>();
    private final List<Sql> firsts = new ArrayList<>();
    private final List<Sql> loose = new ArrayList<>();
    private final List<Sql> windows = new ArrayList<>();

    RandomOver(Random random, List<Named> scope) {
        this.random = random;
        this.scope = scope;
        this.expressions = new RandomExpression(random, scope);
        List<Sql> names = scope.stream().map(Named::sql).toList();
        for (int i = 0; i < 2; i++) {
            partitions.add(partition(names));
            Sql first = Sql.of(random.nextBoolean() ? "$1 DESC" : "$1", any(names));
            firsts.add(first);
            loose.add(random.nextInt(3) == 0 ? RandomQuery.join(List.of(first, any(names))) : first);
            List<Sql> all = new ArrayList<>(names);
            all.addFirst(first);
            orders.add(RandomQuery.join(all));
        }
    }

    /** By different columns: with one of them twice, DuckDB 1.5 mixes rows up where there is another window and QUALIFY. */
    private Sql partition(List<Sql> names) {
        Sql first = any(names);
        Sql second = any(names);
        return switch (random.nextInt(4)) {
            case 0 -> Sql.same("");
            case 1 ->
                first.equals(second)
                        ? Sql.of("PARTITION BY $1 ", first)
                        : Sql.of("PARTITION BY $1, $2 ", first, second);
            default -> Sql.of("PARTITION BY $1 ", first);
        };
    }

    /** A function of {@code type}; whole numbers are cast back to the only whole type that is generated. */
    Sql of(ColumnType type) {
        Sql call = switch (random.nextInt(4)) {
            case 0 -> neighbour(type);
            case 1 -> peers(type);
            case 2 -> rolling(type);
            default -> rows(type);
        };
        return type == ColumnType.INT ? Sql.of("CAST($1 AS INTEGER)", call) : call;
    }

    private Sql neighbour(ColumnType type) {
        String function = random.nextBoolean() ? "LAG" : "LEAD";
        Sql any = expressions.of(type, random.nextInt(2));
        // DuckDB takes 6.5 for a decimal and rounds a default of 9.75 to its one digit
        Sql value = type == ColumnType.DOUBLE ? Sql.of("$1", "CAST($1 AS DOUBLE)", any) : any;
        Sql call = switch (random.nextInt(3)) {
            case 0 -> Sql.of(function + "($1)", value);
            case 1 -> Sql.of(function + "($1, " + random.nextInt(4) + ")", value);
            default -> Sql.of(function + "($1, " + random.nextInt(3) + ", $2)", value, expressions.of(type, 0));
        };
        return over(call, orders, "");
    }

    /** Frames of rows: running, moving, and those up to the end. */
    private Sql rows(ColumnType type) {
        if (type == ColumnType.INT && random.nextInt(4) == 0) {
            return over(Sql.same("ROW_NUMBER()"), orders, "");
        }
        String from =
                any(List.of("UNBOUNDED PRECEDING", "UNBOUNDED PRECEDING", "2 PRECEDING", "1 PRECEDING", "CURRENT ROW"));
        String to = any(List.of("CURRENT ROW", "CURRENT ROW", "1 FOLLOWING", "2 FOLLOWING", "UNBOUNDED FOLLOWING"));
        String frame = switch (random.nextInt(8)) {
            case 0 -> " ROWS BETWEEN 3 PRECEDING AND 1 PRECEDING";
            case 1 -> " ROWS BETWEEN 1 FOLLOWING AND 2 FOLLOWING";
            case 2 -> " ROWS 2 PRECEDING";
            default -> " ROWS BETWEEN " + from + " AND " + to;
        };
        Sql call = random.nextInt(3) == 0
                ? Sql.of(random.nextBoolean() ? "FIRST_VALUE($1)" : "LAST_VALUE($1)", expressions.of(type, 1))
                : aggregate(type);
        return over(call, orders, frame);
    }

    /** Frames whose ends are the same for rows that tie, so that it does not matter which of them comes first. */
    private Sql peers(ColumnType type) {
        String frame = any(List.of(
                "",
                "",
                " RANGE UNBOUNDED PRECEDING",
                " RANGE BETWEEN CURRENT ROW AND CURRENT ROW",
                " RANGE BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING"));
        if (type == ColumnType.INT && random.nextBoolean()) {
            return over(Sql.same(random.nextBoolean() ? "RANK()" : "DENSE_RANK()"), loose, "");
        }
        if (random.nextInt(5) == 0) {
            return Sql.of("$1 OVER ($2)", aggregate(type), any(partitions));
        }
        return over(aggregate(type), frame.isEmpty() ? loose : firsts, frame);
    }

    /** The rows of the last minutes, or of keys that are a little less. */
    private Sql rolling(ColumnType type) {
        boolean times = random.nextInt(3) > 0;
        List<Named> keys = scope.stream()
                .filter(column -> column.type() == (times ? ColumnType.TIMESTAMP : ColumnType.INT))
                .toList();
        if (keys.isEmpty()) {
            return rows(type);
        }
        String descending = random.nextBoolean() ? " DESC" : "";
        String before = times ? "INTERVAL '" + (1 + random.nextInt(20)) + "' MINUTE" : "" + random.nextInt(4);
        return Sql.of(
                "$1 OVER ($2ORDER BY $3" + descending + " RANGE BETWEEN " + before + " PRECEDING AND CURRENT ROW)",
                aggregate(type),
                any(partitions),
                any(keys).sql());
    }

    private Sql aggregate(ColumnType type) {
        int kinds = type == ColumnType.INT || type == ColumnType.DOUBLE ? 5 : type == RandomMoney.TYPE ? 4 : 2;
        Sql call = switch (random.nextInt(kinds)) {
            case 0 -> Sql.of("MIN($1)", expressions.of(type, 1));
            case 1 -> Sql.of("MAX($1)", expressions.of(type, 1));
            case 2, 3 -> Sql.of("SUM($1)", expressions.of(type, 1));
            default ->
                type == ColumnType.DOUBLE
                        ? Sql.of("AVG($1)", expressions.of(any(List.of(ColumnType.INT, type, RandomMoney.TYPE)), 0))
                        : random.nextBoolean()
                                ? Sql.same("COUNT(*)")
                                : Sql.of("COUNT($1)", expressions.of(ColumnType.TEXT, 1));
        };
        return random.nextInt(6) == 0 ? Sql.of("$1 FILTER (WHERE $2)", call, expressions.condition(1)) : call;
    }

    private Sql over(Sql call, List<Sql> order, String frame) {
        // two orders of copies of one row may pair their numbers in either way
        int window = order.equals(orders) ? 0 : random.nextInt(partitions.size());
        Sql partition = partitions.get(window);
        Sql spelled = Sql.of("$1 OVER ($2ORDER BY $3" + frame + ")", call, partition, order.get(window));
        return switch (random.nextInt(6)) {
            case 0 -> named(call, Sql.of("$1ORDER BY $2", partition, order.get(window)), frame, spelled);
            case 1 ->
                named(
                        call,
                        partition,
                        Sql.of(" ORDER BY $1" + frame, order.get(window)).ours(),
                        spelled);
            case 2 -> named(call, Sql.of("$1ORDER BY $2" + frame, partition, order.get(window)), "", spelled);
            default -> spelled;
        };
    }

    /** The call with a window that {@link #clause} names, in our SQL, to which it adds {@code more}. */
    private Sql named(Sql call, Sql window, String more, Sql spelled) {
        if (!windows.contains(window)) {
            windows.add(window);
        }
        String name = "w" + windows.indexOf(window);
        String over = more.isEmpty() ? name : "(" + name + more + ")";
        return new Sql(call.ours() + " OVER " + over, spelled.duck());
    }

    /** Names the windows that calls were given, for behind WHERE; DuckDB gets them spelled out. */
    Sql clause() {
        List<String> named = new ArrayList<>();
        for (int i = 0; i < windows.size(); i++) {
            named.add("w" + i + " AS (" + windows.get(i).ours().strip() + ")");
        }
        return new Sql(named.isEmpty() ? "" : " WINDOW " + String.join(", ", named), "");
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
