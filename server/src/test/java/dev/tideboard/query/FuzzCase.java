package dev.tideboard.query;

import dev.tideboard.data.Schema;
import dev.tideboard.engine.Binding;
import dev.tideboard.query.RandomQuery.Query;
import dev.tideboard.query.RandomRows.Change;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Tables, two views of them, the second of which may read the first, and a history.
 *
 * @param duck whether DuckDB says what is right
 */
record FuzzCase(List<Relation> tables, Query first, Query second, Binding binding, History history, boolean duck) {
    private static final int TICKS = 6;
    private static final int LONG_TICKS = 20;

    /**
     * What happens to the tables.
     *
     * @param start when it begins, in milliseconds since the epoch
     * @param ticks per table, by its place in the list, what changes
     */
    record History(long start, List<Map<Integer, List<Change>>> ticks) {
        /** A few rows are of the past then, a few of the future, and the hour is over in the end. */
        long nowMs(int tick) {
            return start + 70 * 60_000L * tick / ticks.size();
        }

        private static History random(Random random, List<Relation> tables, int length, long start) {
            List<RandomRows> rows = tables.stream()
                    .map(table -> new RandomRows(random, table, start))
                    .toList();
            List<Map<Integer, List<Change>>> ticks = new ArrayList<>();
            for (int tick = 0; tick < length; tick++) {
                Map<Integer, List<Change>> changes = new LinkedHashMap<>();
                for (int i = 0; i < tables.size(); i++) {
                    if (random.nextInt(3) > 0) {
                        changes.put(i, rows.get(i).tick(1 + random.nextInt(tick == 0 ? 25 : 5)));
                    }
                }
                ticks.add(changes);
            }
            return new History(start, ticks);
        }
    }

    /** The first case of a pair of views, short and judged by DuckDB. */
    static FuzzCase random(Random random) {
        List<Relation> tables = RandomTables.any(random);
        RandomBinding unbound = RandomBinding.none(random);
        Query first = unbound.zoned(new RandomQuery(random, tables, unbound).query(random.nextInt(3)));
        List<Relation> more = new ArrayList<>(tables);
        Relation inner = new Relation("inner_view", new Schema(first.columns()), List.of());
        more.add(inner);
        more.add(inner); // twice as likely to be read as a table
        RandomBinding binding = RandomBinding.some(random);
        Query second = binding.zoned(binding.filtered(new RandomQuery(random, more, binding).query(random.nextInt(2))));
        History history = History.random(random, tables, TICKS, RandomRows.START);
        return new FuzzCase(tables, first, second, binding.binding(), history, true);
    }

    /** The same views after a longer history, the {@code number}th, judged by recomputation. */
    FuzzCase another(Random random, int number) {
        long start = number % 2 == 0 ? RandomRows.START : RandomRows.CLOCK_CHANGE;
        return after(History.random(random, tables, LONG_TICKS, start), false);
    }

    private FuzzCase after(History other, boolean judgedByDuck) {
        return new FuzzCase(tables, first, second, binding, other, judgedByDuck);
    }

    List<Map<Integer, List<Change>>> ticks() {
        return history.ticks();
    }

    /** Without what happens to one row. */
    FuzzCase without(int table, List<Object> row) {
        List<Map<Integer, List<Change>>> ticks = new ArrayList<>();
        for (Map<Integer, List<Change>> tick : ticks()) {
            Map<Integer, List<Change>> kept = new LinkedHashMap<>(tick);
            kept.computeIfPresent(
                    table,
                    (index, changes) -> changes.stream()
                            .filter(change -> !change.row().equals(row))
                            .toList());
            ticks.add(kept);
        }
        return after(new History(history.start(), ticks), duck);
    }

    /** All that is needed to see it by hand. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Relation table : tables) {
            text.append("table ")
                    .append(table.name())
                    .append(" key ")
                    .append(table.agesBy().isEmpty() ? table.key() : "ages by " + table.agesBy())
                    .append(' ')
                    .append(table.schema().columns().stream()
                            .map(column -> column.name() + " " + column.type())
                            .toList())
                    .append('\n');
        }
        text.append("view inner: ").append(first.sql().ours());
        text.append("\nview outer: ").append(second.sql().ours());
        text.append("\nwith ").append(binding);
        text.append("\nDuckDB inner: ").append(first.sql().duck());
        text.append("\nDuckDB outer: ").append(second.sql().duck());
        return text.append("\nfrom ")
                .append(history.start())
                .append(", ticks: ")
                .append(ticks())
                .append('\n')
                .toString();
    }
}
