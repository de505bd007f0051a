package dev.tideboard.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideboard.data.ColumnSchema;
import dev.tideboard.data.ColumnType;
import dev.tideboard.data.Dictionary;
import dev.tideboard.data.Schema;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random histories against window functions written down as they are defined: for each row, the list of its frame. */
class OverWindowHistoryTest {
    private static final Schema ROWS = Schema.of(
            ColumnSchema.of("name", ColumnType.TEXT),
            ColumnSchema.of("at", ColumnType.TIMESTAMP),
            ColumnSchema.of("x", ColumnType.DOUBLE));
    private static final int MANY = 100_000;
    private static final String NULL = ViewRun.NULL;

    /** The rows from one to another around a row, by their places among all of the partition; some may lie outside. */
    interface Frame {
        int from(List<List<Object>> rows, int index);

        int to(List<List<Object>> rows, int index);
    }

    record RowFrame(int from, int to) implements Frame {
        @Override
        public int from(List<List<Object>> rows, int index) {
            return Math.max(0, index + from);
        }

        @Override
        public int to(List<List<Object>> rows, int index) {
            return Math.min(rows.size() - 1, index + to);
        }
    }

    /** The rows of times at most so much before, up to all of the same time. */
    record TimeFrame(long span) implements Frame {
        @Override
        public int from(List<List<Object>> rows, int index) {
            int from = index;
            while (from > 0
                    && isWithin(rows.get(from - 1).get(1), rows.get(index).get(1))) {
                from--;
            }
            return from;
        }

        private boolean isWithin(Object earlier, Object later) {
            return earlier.equals(later)
                    || span == Long.MAX_VALUE
                    || (!later.equals(NULL) && (Long) later - (Long) earlier <= span);
        }

        @Override
        public int to(List<List<Object>> rows, int index) {
            int to = index;
            while (to + 1 < rows.size()
                    && rows.get(to + 1).get(1).equals(rows.get(index).get(1))) {
                to++;
            }
            return to;
        }
    }

    /** A window function, and the rows that it looks at. */
    record Kind(String name, String sql, Frame frame) {
        @Override
        public String toString() {
            return name;
        }

        private Object value(List<List<Object>> rows, int index) {
            int from = frame.from(rows, index);
            int to = frame.to(rows, index);
            if (name.equals("number")) {
                return index + 1L;
            }
            if (name.equals("before") || name.equals("later")) {
                return from > to ? NULL : rows.get(from).get(2);
            }
            List<Double> known = new ArrayList<>();
            for (int i = from; i <= to; i++) {
                if (!rows.get(i).get(2).equals(NULL)) {
                    known.add((Double) rows.get(i).get(2));
                }
            }
            if (name.equals("most") && !known.isEmpty()) {
                return Collections.max(known);
            }
            return known.isEmpty()
                    ? NULL
                    : known.stream().mapToDouble(value -> value).sum();
        }
    }

    static List<Kind> kinds() {
        String window = " OVER (PARTITION BY name ORDER BY at";
        return List.of(
                new Kind("before", "LAG(x, 2)" + window + ")", new RowFrame(-2, -2)),
                new Kind("later", "LEAD(x)" + window + ")", new RowFrame(1, 1)),
                new Kind(
                        "moving",
                        "SUM(x)" + window + " ROWS BETWEEN 2 PRECEDING AND 1 FOLLOWING)",
                        new RowFrame(-2, 1)),
                new Kind(
                        "rolling",
                        "SUM(x)" + window + " RANGE BETWEEN INTERVAL '0.004' SECOND PRECEDING AND CURRENT ROW)",
                        new TimeFrame(4)),
                new Kind("running", "SUM(x)" + window + " ROWS UNBOUNDED PRECEDING)", new RowFrame(-MANY, 0)),
                new Kind("upto", "SUM(x)" + window + ")", new TimeFrame(Long.MAX_VALUE)),
                new Kind("most", "MAX(x)" + window + ")", new TimeFrame(Long.MAX_VALUE)),
                new Kind("number", "ROW_NUMBER()" + window + ")", new RowFrame(-MANY, 0)),
                new Kind(
                        "rest",
                        "SUM(x)" + window + " ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING)",
                        new RowFrame(0, MANY)),
                new Kind("whole", "SUM(x) OVER (PARTITION BY name)", new RowFrame(-MANY, MANY)));
    }

    private final Dictionary dictionary = new Dictionary();
    private final Planner planner = new Planner(List.of(new Relation("rows_", ROWS, List.of())), dictionary);

    private ViewRun run(List<Kind> kinds) {
        StringBuilder sql = new StringBuilder("SELECT name, at, x");
        kinds.forEach(kind -> sql.append(", ").append(kind.sql()).append(" AS ").append(kind.name()));
        return new ViewRun(planner.plan(ViewDefinition.of("test", sql + " FROM rows_")), dictionary);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void everyHistoryGivesWhatTheDefinitionSays(Kind kind) {
        follow(List.of(kind), 40);
    }

    @Test
    void everyHistoryGivesWhatTheDefinitionsSayOfFunctionsThatShareAWindow() {
        follow(kinds().subList(0, 4), 40);
        follow(kinds(), 40);
    }

    private void follow(List<Kind> kinds, int seeds) {
        for (int seed = 0; seed < seeds; seed++) {
            Random random = new Random(seed);
            ViewRun run = run(kinds);
            List<List<Object>> live = new ArrayList<>();
            boolean large = seed % 8 == 0;
            for (int tick = 0; tick < 25; tick++) {
                change(run, random, live, large);
                assertThat(run.rows()).as("seed %s, tick %s", seed, tick).isEqualTo(expected(live, kinds));
                assertOnlyChanges(run);
            }
        }
    }

    @Test
    void revisionsInALongPartitionGiveWhatTheDefinitionsSay() {
        List<Kind> kinds = kinds().stream()
                .filter(kind -> List.of("before", "number", "most", "rolling").contains(kind.name()))
                .toList();
        Random random = new Random(7);
        ViewRun run = run(kinds);
        List<List<Object>> live = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            live.add(List.of("n", (long) i / 2, random.nextInt(i + 1) / 4.0));
        }
        run.put("rows_", ViewRun.delta(ROWS, dictionary, live)).tick();
        for (int tick = 0; tick < 8; tick++) {
            List<List<Object>> changes = new ArrayList<>();
            for (int i = random.nextInt(3); i >= 0; i--) {
                List<Object> old = live.remove(random.nextInt(live.size()));
                List<Object> revised = List.of("n", old.get(1), random.nextInt(3000) / 4.0);
                live.add(revised);
                changes.add(old);
                changes.add(revised);
            }
            run.put("rows_", ViewRun.delta(ROWS, dictionary, changes, -1, 1)).tick();
            assertThat(run.rows()).as("tick %s", tick).isEqualTo(expected(live, kinds));
        }
    }

    /** A row that is given back as it was should not have been given. */
    private static void assertOnlyChanges(ViewRun run) {
        Map<List<Object>, Integer> weights = new LinkedHashMap<>();
        for (int row = 0; row < run.last().size(); row++) {
            List<Object> values = new ArrayList<>();
            for (int column = 0; column < run.last().schema().size(); column++) {
                values.add(run.last().column(column).boxed(row, NULL));
            }
            int weight = run.last().weight(row);
            assertThat(weights.getOrDefault(values, weight) * weight)
                    .as("%s", values)
                    .isPositive();
            weights.put(values, weight);
        }
    }

    private void change(ViewRun run, Random random, List<List<Object>> live, boolean large) {
        List<List<Object>> rows = new ArrayList<>();
        List<Integer> weights = new ArrayList<>();
        for (int i = random.nextInt(large ? 300 : 6); i >= 0; i--) {
            boolean goes = !live.isEmpty() && random.nextInt(5) < 2;
            List<Object> row = goes ? live.remove(random.nextInt(live.size())) : row(random, large ? 500 : 25);
            if (!goes) {
                live.add(row);
            }
            rows.add(row);
            weights.add(goes ? -1 : 1);
        }
        int[] all = weights.stream().mapToInt(Integer::intValue).toArray();
        run.put("rows_", ViewRun.delta(ROWS, dictionary, rows, all)).tick();
    }

    private static List<Object> row(Random random, int times) {
        return List.of(
                random.nextInt(10) == 0 ? NULL : "n" + random.nextInt(2),
                random.nextInt(12) == 0 ? NULL : (Object) (long) random.nextInt(times),
                random.nextInt(8) == 0 ? NULL : (Object) (random.nextInt(12) / 4.0));
    }

    private static List<List<Object>> expected(List<List<Object>> live, List<Kind> kinds) {
        Map<Object, List<List<Object>>> partitions = new LinkedHashMap<>();
        live.forEach(row -> partitions
                .computeIfAbsent(row.getFirst(), name -> new ArrayList<>())
                .add(row));
        List<List<Object>> expected = new ArrayList<>();
        for (List<List<Object>> rows : partitions.values()) {
            rows.sort(Comparator.<List<Object>>comparingDouble(row -> number(row.get(1)))
                    .thenComparingDouble(row -> number(row.get(2))));
            for (int i = 0; i < rows.size(); i++) {
                List<Object> row = new ArrayList<>(rows.get(i));
                for (Kind kind : kinds) {
                    row.add(kind.value(rows, i));
                }
                expected.add(row);
            }
        }
        expected.sort(Comparator.comparing(Object::toString));
        return expected;
    }

    private static double number(Object value) {
        return value.equals(NULL) ? Double.POSITIVE_INFINITY : ((Number) value).doubleValue();
    }
}
