package dev.tideboard.query;

import dev.tideboard.data.ColumnSchema;
import dev.tideboard.data.ColumnType;
import dev.tideboard.data.Delta;
import dev.tideboard.data.Dictionary;
import dev.tideboard.data.RowBatch;
import dev.tideboard.data.Schema;
import dev.tideboard.engine.Binding;
import dev.tideboard.engine.Circuit;
import dev.tideboard.engine.RowFailure;
import dev.tideboard.engine.RowGroups;
import dev.tideboard.engine.SharingCircuits;
import dev.tideboard.engine.SharingCircuits.Moment;
import dev.tideboard.engine.ViewPlan;
import dev.tideboard.query.RandomExpression.Sql;
import dev.tideboard.query.RandomQuery.Query;
import dev.tideboard.query.RandomRows.Change;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Random views that begin with the same random query, each under several bindings. They start and end at random moments of a
 * random history, also in the middle of a tick when some of the others have it behind them; some fail on a row, leave, and try
 * again. After every tick each must have the rows that operators of its own compute from scratch.
 */
final class SharingFuzz {
    private static final int TICKS = 16;
    private static final int TICK_MS = 70 * 60_000 / TICKS;
    private static final int VIEWS = 4;

    private final Random random;
    private final List<Relation> tables;
    private final Dictionary dictionary = new Dictionary();
    private final SharingCircuits circuits = new SharingCircuits();
    private final Map<String, Delta> contents = new TreeMap<>();
    private final List<RandomRows> rows = new ArrayList<>();
    private final List<Instance> instances = new ArrayList<>();
    private final StringBuilder story = new StringBuilder();
    private int operators;
    private int shared;
    private int failures;

    SharingFuzz(long seed, List<Relation> tables) {
        this.random = new Random(seed * 1_000_003); // seeds that follow each other begin alike
        this.tables = tables;
        tables.forEach(table -> {
            contents.put(table.name(), Delta.empty(table.schema()));
            rows.add(new RandomRows(random, table, RandomRows.START));
        });
    }

    /** One view under one binding. */
    private final class Instance {
        private final ViewPlan plan;
        private final Binding binding;
        private final Map<List<Object>, Integer> counted = new HashMap<>();
        private @Nullable Circuit circuit;
        private boolean failed;

        Instance(ViewPlan plan, Binding binding) {
            this.plan = plan;
            this.binding = binding;
        }

        void start(Moment moment) {
            counted.clear();
            failed = false;
            Circuit joined = circuits.join(plan.instantiate(binding));
            circuit = joined;
            run(() -> circuits.start(joined, moment));
        }

        void step(Moment moment) {
            Circuit running = circuit;
            if (running != null) {
                run(() -> circuits.step(running, moment));
            } else if (failed) {
                start(moment);
            }
        }

        private void run(Supplier<Delta> step) {
            try {
                ViewRun.add(step.get(), counted);
            } catch (RowFailure e) {
                failures++;
                stop();
                failed = true;
            }
        }

        void stop() {
            Circuit running = circuit;
            if (running != null) {
                circuits.leave(running);
            }
            circuit = null;
            failed = false;
        }

        boolean isIdle() {
            return circuit == null && !failed;
        }

        /** What is wrong with its rows, or "". */
        String difference(Moment moment) {
            if (isIdle()) {
                return "";
            }
            Map<List<Object>, Integer> fresh = new HashMap<>();
            try {
                Map<String, Delta> everything = new HashMap<>();
                contents.keySet().forEach(name -> everything.put(name, Delta.inserts(table(name))));
                ViewRun.add(plan.instantiate(binding).step(everything, moment.relations(), moment.nowMs()), fresh);
            } catch (RowFailure e) {
                return failed ? "" : "failed not: " + e.getMessage();
            }
            return failed ? "failed" : Bags.difference(ViewRun.listed(counted), ViewRun.listed(fresh));
        }

        @Override
        public String toString() {
            return plan.name() + binding.values();
        }
    }

    private RowBatch table(String name) {
        return ViewRun.copies(Objects.requireNonNull(contents.get(name)));
    }

    /** How many operators the views would run, each for itself. */
    int operators() {
        return operators;
    }

    /** How many of them ran for another view, too. */
    int shared() {
        return shared;
    }

    /** How often a view failed. */
    int failures() {
        return failures;
    }

    /** Runs the history; gives a report when rows differ. Empty also where the random views cannot be planned. */
    Optional<String> run() {
        make();
        for (int tick = 0; tick < TICKS; tick++) {
            story.append("\ntick ").append(tick).append(':');
            long nowMs = RandomRows.START + (long) tick * TICK_MS;
            Moment moment = new Moment(changes(tick), this::table, nowMs);
            move(moment);
            for (Instance instance : instances) {
                String difference = instance.difference(moment);
                if (!difference.isEmpty()) {
                    return Optional.of(
                            "tick " + tick + ", " + instance + "\n" + instance.plan.sql() + "\n" + difference + story);
                }
            }
            count();
            betweenTicks(new Moment(Map.of(), this::table, nowMs + random.nextInt(TICK_MS)));
        }
        instances.forEach(Instance::stop);
        return circuits.running() == 0 ? Optional.empty() : Optional.of(circuits.running() + " operators left behind");
    }

    private void make() {
        Query prefix = switch (random.nextInt(6)) {
            case 0 -> failing();
            case 1 -> recent();
            case 2 -> unmatched();
            default -> query(tables, 1 + random.nextInt(2));
        };
        Relation common = new Relation("common", new Schema(prefix.columns()), List.of());
        for (int i = 0; i < VIEWS; i++) {
            List<Relation> read = new ArrayList<>(List.of(common, common, common));
            read.addAll(tables);
            Query query = i == 0
                    ? new Query(Sql.same("SELECT * FROM common"), prefix.columns())
                    : query(read, random.nextInt(2));
            String sql = "WITH common AS (" + prefix.sql().ours() + ") "
                    + query.sql().ours();
            ViewPlan plan = new Planner(tables, dictionary)
                    .plan(new ViewDefinition("view" + i, sql, RandomBinding.DECLARED, List.of()));
            for (int bindings = random.nextInt(3); bindings >= 0; bindings--) {
                RandomBinding binding = RandomBinding.some(random);
                binding.filtered(query);
                instances.add(new Instance(plan, binding.binding()));
            }
        }
    }

    private Query query(List<Relation> relations, int depth) {
        RandomBinding unbound = RandomBinding.none(random);
        return unbound.zoned(new RandomQuery(random, relations, unbound).query(depth));
    }

    private static Query failing() {
        return readings("SELECT facility, at, value, 12 / (value - 7) AS hour FROM readings");
    }

    private static Query recent() {
        return readings(
                "SELECT facility, at, value, value + 1 AS hour FROM readings WHERE at > NOW() - INTERVAL '9' MINUTE");
    }

    /** Left rows without a key, too. */
    private Query unmatched() {
        String join = random.nextBoolean()
                ? "LEFT JOIN readings s ON s.facility = r.facility AND s.value = r.value"
                : "LEFT ASOF JOIN readings s MATCH_CONDITION r.at > s.at ON s.facility = r.facility";
        return readings("SELECT r.facility, r.at, r.value, s.value AS hour FROM readings r " + join);
    }

    private static Query readings(String sql) {
        return new Query(
                Sql.same(sql),
                List.of(
                        ColumnSchema.of("facility", ColumnType.TEXT),
                        ColumnSchema.of("at", ColumnType.TIMESTAMP),
                        ColumnSchema.of("value", ColumnType.INT),
                        ColumnSchema.of("hour", ColumnType.INT)));
    }

    /** What a tick does, rows that only pass left out: a view may fail on those. */
    private Map<String, Delta> changes(int tick) {
        Map<String, Delta> changes = new HashMap<>();
        for (int i = 0; i < tables.size(); i++) {
            Relation table = tables.get(i);
            if (random.nextInt(3) == 0) {
                continue;
            }
            List<Change> changed = rows.get(i).tick(1 + random.nextInt(tick == 0 ? 20 : 5));
            int[] weights = changed.stream().mapToInt(Change::weight).toArray();
            List<List<Object>> values = changed.stream().map(Change::row).toList();
            Delta delta = RowGroups.consolidate(ViewRun.delta(table.schema(), dictionary, values, weights));
            if (!delta.isEmpty()) {
                changes.put(table.name(), delta);
                contents.merge(table.name(), delta, ViewRun::sum);
            }
        }
        return changes;
    }

    private void move(Moment moment) {
        List<Instance> order = new ArrayList<>(instances);
        Collections.shuffle(order, random);
        circuits.beginTick();
        for (Instance instance : order) {
            if (instance.isIdle()) {
                if (random.nextInt(8) == 0) {
                    story.append(" in ").append(instance);
                    instance.start(moment);
                }
            } else if (random.nextInt(12) == 0) {
                story.append(" out ").append(instance);
                instance.stop();
            } else {
                instance.step(moment);
            }
        }
        circuits.endTick();
    }

    private void betweenTicks(Moment moment) {
        for (Instance instance : instances) {
            if (instance.isIdle() && random.nextInt(3) == 0) {
                story.append(" then in ").append(instance);
                instance.start(moment);
            } else if (random.nextInt(8) == 0) {
                story.append(" then out ").append(instance);
                instance.stop();
            }
        }
    }

    private void count() {
        int all = 0;
        for (Instance instance : instances) {
            Circuit running = instance.circuit;
            all += running == null ? 0 : running.nodes().size();
        }
        operators += all;
        shared += all - circuits.running();
    }
}
