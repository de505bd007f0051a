package dev.tideboard.query;

import dev.tideboard.data.ColumnSchema;
import dev.tideboard.data.ColumnType;
import dev.tideboard.query.RandomExpression.Named;
import dev.tideboard.query.RandomExpression.Sql;
import dev.tideboard.query.RandomQuery.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Two or three queries joined by a column of one name, which is used without saying whose it is. */
final class RandomNameJoin {
    private static final List<String> KINDS = List.of("JOIN", "JOIN", "LEFT JOIN", "RIGHT JOIN", "FULL JOIN");

    private final Random random;
    private final List<Relation> relations;
    private final ColumnType type;
    private final String key;
    private final List<Named> scope = new ArrayList<>();

    /** @param number no other source has it in its names */
    RandomNameJoin(Random random, List<Relation> relations, int number) {
        this.random = random;
        this.relations = relations;
        this.type = random.nextInt(3) == 0 ? ColumnType.INT : ColumnType.TEXT;
        this.key = "k" + number;
    }

    Source source() {
        Sql own = Sql.same(key);
        scope.add(new Named(own, type));
        boolean natural = random.nextInt(4) == 0;
        Sql two = Sql.of(
                natural ? "$1 NATURAL " + kind() + " $2" : "$1 " + kind() + " $2 USING (" + key + ")",
                side("a"),
                side("b"));
        Sql from = switch (random.nextInt(3)) {
            case 0 -> two;
            case 1 -> Sql.of("$1 " + kind() + " $2 USING (" + key + ")", two, side("c"));
            default -> {
                Sql third = other("c" + key);
                yield Sql.of("$1 " + kind() + " $2 ON c" + key + ".o = " + key, two, third);
            }
        };
        return new Source(from, List.copyOf(scope), List.of());
    }

    private String kind() {
        return any(KINDS);
    }

    /** A query with the key, and a column of a name that no other has. */
    private Sql side(String letter) {
        String alias = letter + key;
        return query(alias, key, "v" + letter);
    }

    /** A query whose key has another name. */
    private Sql other(String alias) {
        return query(alias, "o", "vc");
    }

    private Sql query(String alias, String keyName, String valueName) {
        Relation relation = any(relations);
        List<String> keys = relation.schema().columns().stream()
                .filter(column -> column.type() == type)
                .map(ColumnSchema::name)
                .toList();
        ColumnSchema value = any(relation.schema().columns());
        String constant = type == ColumnType.INT ? "1" : "'a'";
        Sql by = keys.isEmpty() ? Sql.same(constant) : RandomQuery.quoted("i", any(keys));
        scope.add(new Named(Sql.same(alias + "." + valueName), value.type()));
        return Sql.of(
                "(SELECT $1 AS " + keyName + ", $2 AS " + valueName + " FROM " + relation.name() + " i) " + alias,
                by,
                RandomQuery.quoted("i", value.name()));
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
