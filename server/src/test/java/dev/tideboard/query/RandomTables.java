package dev.tideboard.query;

import dev.tideboard.data.ColumnType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** What random views read: three tables, mostly like those of a project, else of any columns. */
final class RandomTables {
    static final List<Relation> FIXED = List.of(
            RandomRows.table(
                    "readings",
                    0,
                    "facility",
                    ColumnType.TEXT,
                    "at",
                    ColumnType.TIMESTAMP,
                    "power",
                    ColumnType.DOUBLE,
                    "value",
                    ColumnType.INT,
                    "good",
                    ColumnType.BOOLEAN),
            RandomRows.table(
                    "facilities",
                    1,
                    "code",
                    ColumnType.TEXT,
                    "region",
                    ColumnType.TEXT,
                    "size",
                    ColumnType.DOUBLE,
                    "key",
                    ColumnType.INT,
                    "rate",
                    ColumnType.decimal(4)),
            RandomRows.table(
                    "market",
                    0,
                    "region",
                    ColumnType.TEXT,
                    "time",
                    ColumnType.TIMESTAMP,
                    "price",
                    ColumnType.DOUBLE,
                    "day",
                    ColumnType.INT,
                    "fee",
                    RandomMoney.TYPE,
                    "due",
                    ColumnType.DATE));

    private static final List<String> WORDS = List.of(
            "at",
            "power",
            "value",
            "time",
            "hour",
            "day",
            "date",
            "key",
            "position",
            "end",
            "group",
            "user",
            "code",
            "region",
            "price",
            "good");

    private RandomTables() {}

    static List<Relation> any(Random random) {
        List<Relation> tables = random.nextInt(3) > 0
                ? FIXED
                : List.of(
                        table(random, "readings", true),
                        table(random, "facilities", false),
                        table(random, "market", true));
        return tables.stream()
                .map(table -> random.nextInt(3) == 0 ? ageing(table) : table)
                .toList();
    }

    /** The same table as one whose rows leave oldest first; where it has neither a key nor a time, the table itself. */
    private static Relation ageing(Relation table) {
        return table.schema().columns().stream()
                .filter(column -> table.key().isEmpty() && column.type() == ColumnType.TIMESTAMP)
                .findFirst()
                .map(time -> Relation.ageing(table.name(), table.schema(), time.name()))
                .orElse(table);
    }

    /** @param timed whether it surely has a text, a time and a number, so that most of the grammar has something to read */
    private static Relation table(Random random, String name, boolean timed) {
        int keys = random.nextInt(timed ? 3 : 2) == 0 ? 1 + random.nextInt(2) : 0;
        List<ColumnType> types = new ArrayList<>(Collections.nCopies(keys, ColumnType.TEXT));
        if (timed) {
            types.addAll(List.of(ColumnType.TEXT, ColumnType.TIMESTAMP, ColumnType.INT));
        }
        int more = 1 + random.nextInt(4);
        for (int i = 0; i < more; i++) {
            types.add(random.nextInt(6) == 0 ? ColumnType.decimal(4) : RandomExpression.any(random));
        }
        List<String> names = new ArrayList<>(WORDS);
        Collections.shuffle(names, random);
        List<Object> columns = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            columns.add(names.get(i));
            columns.add(types.get(i));
        }
        return RandomRows.table(name, keys, columns.toArray());
    }
}
