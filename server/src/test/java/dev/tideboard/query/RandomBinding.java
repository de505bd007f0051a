package dev.tideboard.query;

import dev.tideboard.data.ColumnSchema;
import dev.tideboard.data.ColumnType;
import dev.tideboard.engine.Binding;
import dev.tideboard.query.RandomExpression.Named;
import dev.tideboard.query.RandomExpression.Sql;
import dev.tideboard.query.RandomQuery.Query;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What a random view is asked for: values of its parameters, and of the columns it is filtered by. */
final class RandomBinding {
    private static final String ZONE = "zone";

    /** What every random view declares. */
    static final Map<String, ParameterType> DECLARED = Map.of(
            "names",
            ParameterType.parse("text[]"),
            "least",
            ParameterType.parse("int"),
            ZONE,
            ParameterType.parse("text"));

    private final Random random;
    private final Map<String, List<String>> values = new TreeMap<>();

    /** A binding that gives no value to anything. */
    static RandomBinding none(Random random) {
        return new RandomBinding(random);
    }

    /** A binding of some parameters. */
    static RandomBinding some(Random random) {
        RandomBinding binding = new RandomBinding(random);
        if (random.nextBoolean()) {
            binding.values.put("names", binding.texts(ColumnType.TEXT));
        }
        if (random.nextBoolean()) {
            binding.values.put("least", List.of(Integer.toString(random.nextInt(5))));
        }
        if (random.nextBoolean()) {
            binding.values.put(ZONE, List.of(RandomZone.any(random).name()));
        }
        return binding;
    }

    /** {@code query} with the parameter, if chance wants it, wherever it names the zone that the parameter has, or else UTC. */
    Query zoned(Query query) {
        if (random.nextInt(3) == 0) {
            return query;
        }
        String zone = values.getOrDefault(ZONE, List.of("UTC")).getFirst();
        String ours = query.sql().ours().replace("'" + zone + "'", ":" + ZONE);
        return new Query(new Sql(ours, query.sql().duck()), query.columns());
    }

    private RandomBinding(Random random) {
        this.random = random;
    }

    /** A condition with a parameter on one of {@code scope}; true in DuckDB where it has no value; may be empty. */
    Sql condition(List<Named> scope) {
        ColumnType type = random.nextBoolean() ? ColumnType.TEXT : ColumnType.INT;
        List<Named> columns =
                scope.stream().filter(column -> column.type() == type).toList();
        if (columns.isEmpty() || random.nextBoolean()) {
            return Sql.same("");
        }
        Sql column = columns.get(random.nextInt(columns.size())).sql();
        boolean isText = type == ColumnType.TEXT;
        List<String> given = values.getOrDefault(isText ? "names" : "least", List.of());
        String ours = isText ? "$1 IN (:names)" : "$1 >= :least";
        String duck = isText ? "$1 IN (" + literals(given, type) + ")" : "$1 >= " + literals(given, type);
        return Sql.of(ours, given.isEmpty() ? "TRUE" : duck, column);
    }

    /** {@code query} asked for only some values of one of its columns, if chance wants it. */
    Query filtered(Query query) {
        ColumnSchema column = query.columns().get(random.nextInt(query.columns().size()));
        if (column.type() == ColumnType.DOUBLE || random.nextInt(3) > 0) {
            return query;
        }
        List<String> allowed = texts(column.type());
        values.put(column.name(), allowed);
        String duck = "SELECT * FROM (" + query.sql().duck() + ") WHERE \"" + column.name() + "\" IN ("
                + literals(allowed, column.type()) + ")";
        return new Query(new Sql(query.sql().ours(), duck), query.columns());
    }

    private List<String> texts(ColumnType type) {
        return IntStream.rangeClosed(0, random.nextInt(3))
                .mapToObj(i -> switch (type.kind()) {
                    case TEXT -> RandomRows.TEXTS.get(random.nextInt(RandomRows.TEXTS.size()));
                    case BOOLEAN -> Boolean.toString(random.nextBoolean());
                    case TIMESTAMP -> "2026-01-01 00:" + (10 + random.nextInt(50)) + ":00";
                    case DECIMAL -> (random.nextInt(16) - 4) * 0.25 + "";
                    case DATE -> "2026-01-0" + (1 + random.nextInt(9));
                    default -> Integer.toString(random.nextInt(9));
                })
                .toList();
    }

    private static String literals(List<String> values, ColumnType type) {
        return values.stream()
                .map(value -> switch (type.kind()) {
                    case TEXT -> "'" + value + "'";
                    case TIMESTAMP -> "TIMESTAMP '" + value + "'";
                    case DATE -> "DATE '" + value + "'";
                    default -> value;
                })
                .collect(Collectors.joining(", "));
    }

    Binding binding() {
        return Binding.of(values);
    }
}
