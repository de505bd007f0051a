package dev.tideboard.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideboard.data.ColumnSchema;
import dev.tideboard.data.ColumnType;
import dev.tideboard.data.Delta;
import dev.tideboard.data.Dictionary;
import dev.tideboard.data.RowBatch;
import dev.tideboard.data.Schema;
import dev.tideboard.query.ParameterType;
import dev.tideboard.query.Planner;
import dev.tideboard.query.Relation;
import dev.tideboard.query.ViewDefinition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Views planned from SQL, in a running engine, against the same views computed afresh from what the tables hold. */
class SqlViewsTest {
    private static final Schema FACILITIES = Schema.of(
            ColumnSchema.of("code", ColumnType.TEXT),
            ColumnSchema.of("region", ColumnType.TEXT),
            ColumnSchema.of("capacity", ColumnType.DOUBLE));
    private static final TableSpec FACILITIES_TABLE = new TableSpec(
            "facilities",
            FACILITIES,
            List.of("code"),
            "",
            TableSpec.ClockKind.WALL,
            Duration.ZERO,
            Duration.ZERO,
            Map.of(),
            Duration.ZERO);
    private static final TableSpec READINGS_TABLE = new TableSpec(
            "readings",
            Rows.READINGS,
            EngineFixture.KEY,
            "at",
            TableSpec.ClockKind.EVENT,
            Duration.ofHours(1),
            Duration.ZERO,
            Map.of("facility", new TableSpec.Reference("facilities", "code")),
            Duration.ZERO);

    private static final Map<String, String> SQL = new LinkedHashMap<>();

    static {
        SQL.put(
                "output",
                "SELECT r.facility, r.at, f.region, r.power FROM readings r JOIN facilities f ON f.code = r.facility");
        SQL.put(
                "output_now",
                "SELECT * FROM output QUALIFY ROW_NUMBER() OVER (PARTITION BY facility ORDER BY at DESC) = 1");
        SQL.put(
                "power_now",
                "SELECT SUM(power) AS power, COUNT(*) AS facilities FROM output_now WHERE region IN (:region)");
        SQL.put(
                "power_by_region",
                "SELECT window_start AS at, region, SUM(power) AS power, MAX(power) AS peak"
                        + " FROM TABLE(TUMBLE(TABLE output, DESCRIPTOR(at), INTERVAL '5' MINUTE)) GROUP BY window_start, region");
        SQL.put("powers", "SELECT power FROM readings WHERE power IS NOT NULL");
        SQL.put(
                "known",
                "SELECT f.code, f.capacity, r.power FROM facilities f LEFT JOIN output_now r ON r.facility = f.code");
    }

    private final Dictionary dictionary = new Dictionary();
    private final Engine engine =
            Engine.start(new HeldLog(), new ListedQuarantine(), dictionary, new ManualClock(), EngineOptions.DEFAULTS);
    private final Map<String, ViewPlan> plans = new LinkedHashMap<>();

    @AfterEach
    void close() {
        engine.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void equalTheSqlOnTheTablesAfterEveryRound(long seed) throws Exception {
        Random random = new Random(seed);
        engine.addTable(FACILITIES_TABLE);
        engine.addTable(READINGS_TABLE);
        plan();
        Map<String, Follower> followers = new LinkedHashMap<>();
        Binding north = Binding.of(Map.of("region", List.of("R0", "R1")));
        for (ViewPlan plan : plans.values()) {
            followers.put(plan.name(), follow(plan, Binding.NONE));
        }
        Follower northern = follow(plan("power_now"), north);
        long clock = 1_000_000_000_000L;
        for (int round = 0; round < 60; round++) {
            if (round % 10 == 0) {
                EngineFixture.received(engine.replaceRows("facilities", facilities(random), "file"));
            }
            clock += 60_000L * random.nextInt(15);
            EngineFixture.received(engine.inlet("readings").put(readings(random, clock), "test"));

            Map<String, List<List<Object>>> expected = compute();
            for (ViewPlan plan : plans.values()) {
                assertThat(withoutNumbers(plan, Objects.requireNonNull(followers.get(plan.name()))))
                        .as("%s in round %d", plan.name(), round)
                        .isEqualTo(Rows.bag(expected.getOrDefault(plan.name(), List.of())));
                assertThat(engine.views()).extracting(LiveViews.View::failure).containsOnly("");
            }
            RowBatch outputNow =
                    Rows.batch(plan("output_now").schema(), dictionary, expected.getOrDefault("output_now", List.of()));
            assertThat(withoutNumbers(plan("power_now"), northern))
                    .isEqualTo(Rows.bag(Rows.list(compute(plan("power_now"), north, Map.of("output_now", outputNow)))));
        }
    }

    private void plan() {
        Planner planner = new Planner(List.of(Relation.of(FACILITIES_TABLE), Relation.of(READINGS_TABLE)), dictionary);
        for (Map.Entry<String, String> view : SQL.entrySet()) {
            Map<String, ParameterType> parameters =
                    view.getValue().contains(":region") ? Map.of("region", ParameterType.parse("text[]")) : Map.of();
            ViewPlan plan = planner.plan(new ViewDefinition(view.getKey(), view.getValue(), parameters, List.of()));
            planner = planner.with(Relation.of(plan));
            plans.put(plan.name(), plan);
            engine.addView(plan);
        }
    }

    private ViewPlan plan(String name) {
        return Objects.requireNonNull(plans.get(name));
    }

    private Follower follow(ViewPlan plan, Binding binding) {
        int[] key = plan.key().isEmpty() ? new int[] {0} : plan.schema().indexesOf(plan.key());
        Follower follower = new Follower(key);
        follower.follow(engine, plan.name(), binding);
        return follower;
    }

    private static Map<List<Object>, Integer> withoutNumbers(ViewPlan plan, Follower follower) {
        Map<List<Object>, Integer> rows = new HashMap<>();
        int from = plan.key().isEmpty() ? 1 : 0;
        follower.rows().forEach((row, count) -> rows.merge(row.subList(from, row.size()), count, Integer::sum));
        return rows;
    }

    /** All views from nothing but the tables. */
    private Map<String, List<List<Object>>> compute() {
        Map<String, RowBatch> relations = new HashMap<>();
        for (String table : List.of("facilities", "readings")) {
            relations.put(
                    table, EngineFixture.received(engine.tableSnapshot(table)).toRows());
        }
        Map<String, List<List<Object>>> computed = new LinkedHashMap<>();
        for (ViewPlan plan : plans.values()) {
            RowBatch rows = compute(plan, Binding.NONE, relations);
            relations.put(plan.name(), rows);
            computed.put(plan.name(), Rows.list(rows));
        }
        return computed;
    }

    private static RowBatch compute(ViewPlan plan, Binding binding, Map<String, RowBatch> relations) {
        Map<String, Delta> inputs = new HashMap<>();
        relations.forEach((name, rows) -> inputs.put(name, Delta.inserts(rows)));
        Delta result = RowGroups.consolidate(
                plan.instantiate(binding).step(inputs, name -> Objects.requireNonNull(relations.get(name))));
        int[] copies = IntStream.range(0, result.size())
                .flatMap(row -> IntStream.generate(() -> row).limit(result.weight(row)))
                .toArray();
        return result.rows().gather(copies, copies.length);
    }

    private RowBatch facilities(Random random) {
        List<List<Object>> rows = new ArrayList<>();
        for (int facility = 0; facility < 12; facility++) {
            if (random.nextInt(4) > 0) {
                Object region = random.nextInt(8) == 0 ? Rows.NULL : "R" + random.nextInt(3);
                rows.add(List.of("F" + facility, region, 100.0 * random.nextInt(3)));
            }
        }
        return Rows.batch(FACILITIES, dictionary, rows);
    }

    private RowBatch readings(Random random, long clock) {
        List<List<Object>> rows = new ArrayList<>();
        for (int i = random.nextInt(40); i >= 0; i--) {
            Object power = random.nextInt(6) == 0 ? Rows.NULL : (Object) (double) random.nextInt(50);
            rows.add(List.of("F" + random.nextInt(14), clock - 60_000L * random.nextInt(20), power));
        }
        return Rows.batch(Rows.READINGS, dictionary, rows);
    }
}
