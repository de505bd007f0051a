package dev.tideboard.query;

import dev.tideboard.data.Delta;
import dev.tideboard.data.Dictionary;
import dev.tideboard.engine.ViewPlan;
import dev.tideboard.query.RandomQuery.Query;
import dev.tideboard.query.RandomRows.Change;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Random views over random tables that change at random. A seed makes one pair of views and several histories of their
 * tables: in the first the operators' result after every tick must be the bag of rows that DuckDB computes from scratch; in
 * the others, which are longer, what fresh operators make of all rows at once. Both are given by the seed alone, and what
 * fails is made smaller: tables, views and rows.
 */
final class SqlFuzz implements AutoCloseable {
    /** Histories of each pair of views. */
    static final int CASES_PER_SEED = 8;

    private static final int SHRINKING_ATTEMPTS = 4_000;

    private final DuckOracle oracle;

    SqlFuzz() throws SQLException {
        this.oracle = new DuckOracle();
    }

    /** Runs the cases of {@code seed}; gives a report when the results of one differ or it breaks. */
    Optional<String> run(long seed) {
        Choices choices = new Choices(seed);
        FuzzCase made = FuzzCase.random(choices);
        int common = choices.count();
        Optional<Planned> plans = Optional.empty();
        for (int number = 0; number < CASES_PER_SEED; number++) {
            int from = choices.count();
            FuzzCase one = number == 0 ? made : made.another(choices, number);
            Outcome outcome;
            try {
                Planned planned = plans.isPresent() ? plans.get() : new Planned(made);
                plans = Optional.of(planned);
                outcome = new Outcome("difference", failure(one, planned).orElse(""));
            } catch (RuntimeException | SQLException e) {
                outcome = Outcome.broken(e);
            }
            if (!outcome.report().isEmpty()) {
                return Optional.of("seed " + seed + ", history " + number + "\n"
                        + shrunk(outcome, number, choices.between(0, common), choices.between(from, choices.count())));
            }
        }
        return Optional.empty();
    }

    /** How a case ended: what kind of failure, and its description, "" for none. */
    private record Outcome(String kind, String report) {
        static Outcome broken(Throwable failure) {
            Throwable root = failure;
            while (root.getCause() != null) {
                root = root.getCause();
            }
            StackTraceElement[] trace = root.getStackTrace();
            String at = trace.length == 0 ? "" : " at " + trace[0];
            return new Outcome(root.getClass() + at, failure + ", caused by " + root + at);
        }
    }

    private Outcome outcome(FuzzCase fuzz) {
        try {
            return new Outcome("difference", failure(fuzz, new Planned(fuzz)).orElse(""));
        } catch (RuntimeException | SQLException e) {
            return Outcome.broken(e);
        }
    }

    private boolean failsAs(Outcome known, FuzzCase fuzz) {
        Outcome now = outcome(fuzz);
        return !now.report().isEmpty() && now.kind().equals(known.kind());
    }

    /** The smallest case found that ends like {@code outcome}: of fewer choices, then of fewer rows. */
    private String shrunk(Outcome outcome, int number, int[] views, int[] history) {
        int[] fewerViews = new ChoiceShrinking(
                        less -> failsAs(outcome, remade(number, less, history)), SHRINKING_ATTEMPTS)
                .shrunk(views);
        FuzzCase small = fewerRows(remade(number, fewerViews, history), outcome);
        return small + outcome(small).report();
    }

    /** A case of recorded choices; the first one has its history among those of the views. */
    private static FuzzCase remade(int number, int[] views, int[] history) {
        FuzzCase made = FuzzCase.random(new Choices(views));
        return number == 0 ? made : made.another(new Choices(history), number);
    }

    /** Leaves out rows (with what later undoes them) as long as the case keeps failing. */
    private FuzzCase fewerRows(FuzzCase fuzz, Outcome outcome) {
        FuzzCase best = fuzz;
        boolean smaller = true;
        while (smaller) {
            FuzzCase now = best;
            smaller = false;
            for (Map<Integer, List<Change>> tick : now.ticks()) {
                for (Map.Entry<Integer, List<Change>> entry : tick.entrySet()) {
                    for (Change change : entry.getValue()) {
                        FuzzCase less = best.without(entry.getKey(), change.row());
                        if (!less.equals(best) && failsAs(outcome, less)) {
                            best = less;
                            smaller = true;
                        }
                    }
                }
            }
        }
        return best;
    }

    /** The plans of a case, which all its histories share. */
    private static final class Planned {
        private final Dictionary dictionary = new Dictionary();
        private final ViewPlan inner;
        private final ViewPlan outer;

        Planned(FuzzCase made) {
            Planner planner = new Planner(made.tables(), dictionary);
            inner = planner.plan(definition("inner_view", made.first()));
            outer = planner.with(Relation.of(inner)).plan(definition("outer_view", made.second()));
        }
    }

    /** The first difference, with its tick. */
    private Optional<String> failure(FuzzCase fuzz, Planned plans) throws SQLException {
        ViewRun inner = new ViewRun(plans.inner, plans.dictionary);
        ViewRun outer = new ViewRun(plans.outer, plans.dictionary, fuzz.binding());
        List<List<List<Object>>> live = new ArrayList<>();
        List<Relation> tables = fuzz.tables();
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

    @Override
    public void close() throws SQLException {
        oracle.close();
    }
}
