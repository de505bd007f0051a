package dev.tideboard.query;

import dev.tideboard.data.ColumnType;
import dev.tideboard.data.Delta;
import dev.tideboard.data.Dictionary;
import dev.tideboard.data.Schema;
import dev.tideboard.engine.Binding;
import dev.tideboard.engine.ViewPlan;
import dev.tideboard.query.RandomQuery.Query;
import dev.tideboard.query.RandomRows.Change;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Random views over random tables that change at random. A seed makes one pair of views and several histories of their
 * tables: in the first the operators' result after every tick must be the bag of rows that DuckDB computes from scratch; in
 * the others, which are longer, what fresh operators make of all rows at once. Both are given by the seed alone.
 */
final class SqlFuzz implements AutoCloseable {
    /** Histories of each pair of views. */
    static final int CASES_PER_SEED = 8;

    private static final int TICKS = 6;
    private static final int LONG_TICKS = 20;

    /** What random views read. */
    static final List<Relation> TABLES = List.of(
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

    private final DuckOracle oracle;
    private final List<Relation> tables = TABLES;

    SqlFuzz() throws SQLException {
        this.oracle = new DuckOracle();
    }

    /**
     * Two views, the second of which may read the first, and a history.
     *
     * @param duck whether DuckDB says what is right
     */
    private record Case(Query first, Query second, Binding binding, History history, boolean duck) {

        Case after(History other, boolean judgedByDuck) {
            return new Case(first, second, binding, other, judgedByDuck);
        }

        List<Map<Integer, List<Change>>> ticks() {
            return history.ticks();
        }
    }

    /**
     * What happens to the tables.
     *
     * @param start when it begins, in milliseconds since the epoch
     * @param ticks per table, by its place in the list, what changes
     */
    private record History(long start, List<Map<Integer, List<Change>>> ticks) {
        /** A few rows are of the past then, a few of the future, and the hour is over in the end. */
        long nowMs(int tick) {
            return start + 70 * 60_000L * tick / ticks.size();
        }
    }

    /** Runs the cases of {@code seed}; gives a report when the results of one differ. */
    Optional<String> run(long seed) throws SQLException {
        Random random = new Random(seed);
        Case made = make(random);
        Planned plans;
        try {
            plans = new Planned(made);
        } catch (RuntimeException e) {
            String views = "\nview inner: " + made.first().sql() + "\nview outer: "
                    + made.second().sql();
            throw new IllegalStateException(e.getMessage() + views, e);
        }
        Optional<String> report = report(seed, made, plans);
        for (int i = 1; i < CASES_PER_SEED && report.isEmpty(); i++) {
            long start = i % 2 == 0 ? RandomRows.START : RandomRows.CLOCK_CHANGE;
            report = report(seed, made.after(history(random, LONG_TICKS, start), false), plans);
        }
        return report;
    }

    private Optional<String> report(long seed, Case made, Planned plans) throws SQLException {
        Optional<String> failure;
        try {
            failure = failure(made, plans);
        } catch (RuntimeException | SQLException e) {
            throw new IllegalStateException(
                    "seed " + seed + "\nview inner: " + made.first().sql() + "\nview outer: "
                            + made.second().sql(),
                    e);
        }
        if (failure.isEmpty()) {
            return failure;
        }
        Case small = shrink(made);
        return Optional.of("seed " + seed + (made.duck() ? "" : ", recomputed") + "\nview inner: "
                + small.first().sql().ours() + "\nview outer: "
                + small.second().sql().ours() + "\nDuckDB inner: "
                + small.first().sql().duck() + "\nDuckDB outer: "
                + small.second().sql().duck() + "\nticks: " + small.ticks() + "\n"
                + failure(small, new Planned(small)).orElseThrow());
    }

    private Case make(Random random) {
        Query first = new RandomQuery(random, tables, RandomBinding.none(random)).query(random.nextInt(3));
        List<Relation> more = new ArrayList<>(tables);
        Relation inner = new Relation("inner_view", new Schema(first.columns()), List.of());
        more.add(inner);
        more.add(inner); // twice as likely to be read as a table
        RandomBinding binding = RandomBinding.some(random);
        Query second = binding.filtered(new RandomQuery(random, more, binding).query(random.nextInt(2)));
        return new Case(first, second, binding.binding(), history(random, TICKS, RandomRows.START), true);
    }

    private History history(Random random, int length, long start) {
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

    /** The plans of a case, which all its histories share. */
    private final class Planned {
        private final Dictionary dictionary = new Dictionary();
        private final ViewPlan inner;
        private final ViewPlan outer;

        Planned(Case made) {
            Planner planner = new Planner(tables, dictionary);
            inner = planner.plan(definition("inner_view", made.first()));
            outer = planner.with(Relation.of(inner)).plan(definition("outer_view", made.second()));
        }
    }

    /** The first difference, with its tick. */
    private Optional<String> failure(Case fuzz, Planned plans) throws SQLException {
        ViewRun inner = new ViewRun(plans.inner, plans.dictionary);
        ViewRun outer = new ViewRun(plans.outer, plans.dictionary, fuzz.binding());
        List<List<List<Object>>> live = new ArrayList<>();
        tables.forEach(table -> live.add(new ArrayList<>()));
        if (fuzz.duck()) {
            for (Relation table : tables) {
                oracle.create(table);
            }
            oracle.execute(
                    "CREATE OR REPLACE VIEW inner_view AS " + fuzz.first().sql().duck());
        }
        for (int tick = 0; tick < fuzz.ticks().size(); tick++) {
            for (Map.Entry<Integer, List<Change>> entry : fuzz.ticks().get(tick).entrySet()) {
                Relation table = tables.get(entry.getKey());
                apply(entry.getValue(), live.get(entry.getKey()));
                if (fuzz.duck()) {
                    oracle.replace(table, live.get(entry.getKey()));
                }
                Delta delta = delta(table, plans.dictionary, entry.getValue());
                inner.put(table.name(), delta);
                outer.put(table.name(), delta);
            }
            long nowMs = fuzz.history().nowMs(tick);
            if (fuzz.duck()) {
                oracle.tellTime(nowMs);
            }
            outer.at(nowMs).put("inner_view", inner.at(nowMs).tick().last());
            outer.tick();
            String problem = problem(plans.inner, inner, fuzz.duck() ? fuzz.first() : null)
                    + problem(plans.outer, outer, fuzz.duck() ? fuzz.second() : null);
            if (!problem.isEmpty()) {
                return Optional.of("tick " + tick + ": " + problem);
            }
        }
        return Optional.empty();
    }

    /** @param query what DuckDB is to answer; without it the plan's own operators do, from scratch */
    private String problem(ViewPlan plan, ViewRun run, @Nullable Query query) throws SQLException {
        List<List<Object>> rows = run.rows();
        List<List<Object>> right =
                query == null ? run.recomputed() : oracle.query(query.sql().duck());
        String difference = Bags.difference(rows, right);
        if (!difference.isEmpty()) {
            return plan.name() + ": " + difference + "; ";
        }
        List<Integer> key = plan.key().stream().map(plan.schema()::indexOf).toList();
        Set<List<Object>> seen = new HashSet<>();
        for (List<Object> row : rows) {
            if (!key.isEmpty() && !seen.add(key.stream().map(row::get).toList())) {
                return plan.name() + ": key " + plan.key() + " is not unique, as in row " + row + "; ";
            }
        }
        return "";
    }

    private static ViewDefinition definition(String name, Query query) {
        return new ViewDefinition(name, query.sql().ours(), RandomBinding.DECLARED, List.of());
    }

    private static Delta delta(Relation table, Dictionary dictionary, List<Change> changes) {
        int[] weights = changes.stream().mapToInt(Change::weight).toArray();
        List<List<Object>> rows = changes.stream().map(Change::row).toList();
        return ViewRun.delta(table.schema(), dictionary, rows, weights);
    }

    private static void apply(List<Change> changes, List<List<Object>> live) {
        changes.stream().filter(change -> change.weight() > 0).forEach(change -> live.add(change.row()));
        changes.stream().filter(change -> change.weight() < 0).forEach(change -> live.remove(change.row()));
    }

    /** Leaves out ticks and then rows (with what later undoes them) as long as the case keeps failing. */
    private Case shrink(Case fuzz) throws SQLException {
        Case best = fuzz;
        boolean smaller = true;
        while (smaller) {
            smaller = false;
            for (int tick = 0; tick < best.ticks().size() && !smaller; tick++) {
                for (Map.Entry<Integer, List<Change>> entry :
                        best.ticks().get(tick).entrySet()) {
                    for (Change change : entry.getValue()) {
                        Case less = without(best, entry.getKey(), change.row());
                        if (!less.equals(best) && fails(less)) {
                            best = less;
                            smaller = true;
                            break;
                        }
                    }
                    if (smaller) {
                        break;
                    }
                }
            }
        }
        return best;
    }

    private boolean fails(Case fuzz) throws SQLException {
        try {
            return failure(fuzz, new Planned(fuzz)).isPresent();
        } catch (RuntimeException broken) {
            return false;
        }
    }

    private static Case without(Case fuzz, int table, List<Object> row) {
        List<Map<Integer, List<Change>>> ticks = new ArrayList<>();
        for (Map<Integer, List<Change>> tick : fuzz.ticks()) {
            Map<Integer, List<Change>> kept = new LinkedHashMap<>(tick);
            kept.computeIfPresent(
                    table,
                    (index, changes) -> changes.stream()
                            .filter(change -> !change.row().equals(row))
                            .toList());
            ticks.add(kept);
        }
        return fuzz.after(new History(fuzz.history().start(), ticks), fuzz.duck());
    }

    @Override
    public void close() throws SQLException {
        oracle.close();
    }
}
