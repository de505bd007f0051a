package dev.tideboard.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideboard.data.RowBatch;
import dev.tideboard.query.Planner;
import dev.tideboard.query.Relation;
import dev.tideboard.query.ViewDefinition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** First rows by time of a table whose rows leave oldest first. */
class AgeingViewsTest {
    private static final long START = 1_000_000_000_000L;
    private static final long MINUTE = 60_000;
    private static final Comparator<List<Object>> NEWEST_FIRST = Comparator.<List<Object>>comparingLong(
                    row -> -(long) row.get(1))
            .thenComparing(row -> (String) row.get(0))
            .thenComparing(row -> row.get(2) instanceof Double power ? power : Double.MAX_VALUE);

    /** Per view, how many rows for each facility, or 0 and how many in all. */
    private static final Map<String, Integer> FIRST = Map.of("latest", 1, "three_each", 3, "newest", 0);

    private final EngineFixture fixture = new EngineFixture();
    private final Engine engine = fixture.engine;
    private final Planner planner;
    private final Map<String, Follower> followers = new LinkedHashMap<>();

    AgeingViewsTest() {
        TableSpec table = new TableSpec(
                "kept",
                Rows.READINGS,
                List.of(),
                "at",
                TableSpec.ClockKind.EVENT,
                Duration.ofHours(1),
                Duration.ZERO,
                Map.of(),
                Duration.ZERO);
        engine.addTable(table);
        planner = new Planner(
                List.of(
                        Relation.of(table),
                        Relation.of(fixture.table("readings").spec())),
                fixture.dictionary);
        String each = " QUALIFY ROW_NUMBER() OVER (PARTITION BY facility ORDER BY at DESC) <= ";
        follow("all", "SELECT facility, at, power FROM kept");
        follow("latest", "SELECT facility, at, power FROM kept" + each + 1);
        follow("three_each", "SELECT facility, at, power FROM kept" + each + 3);
        follow("newest", "SELECT facility, at, power FROM kept ORDER BY at DESC LIMIT 4");
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void areTheFirstOfAllRowsThoughOnlyTheFirstAreKept() throws InterruptedException {
        Random random = new Random(20);
        long clock = START;
        List<List<Object>> sent = new ArrayList<>();
        for (int round = 0; round < 300; round++) {
            clock += MINUTE * random.nextInt(random.nextInt(20) == 0 ? 90 : 5);
            List<List<Object>> rows = new ArrayList<>();
            for (int i = random.nextInt(12); i >= 0; i--) {
                boolean again = !sent.isEmpty() && random.nextInt(5) == 0;
                rows.add(again ? sent.get(random.nextInt(sent.size())) : row(random, clock));
            }
            sent.addAll(rows);
            if (random.nextInt(15) == 0) {
                EngineFixture.received(engine.replaceRows("kept", batch(rows), "test"));
            } else {
                fixture.putInto("kept", batch(rows));
            }
            FIRST.forEach((view, count) -> assertThat(rowsOf(view)).as(view).isEqualTo(first(count)));
        }
        assertThat(fixture.table("kept").counters().late()).isPositive();
        assertThat(fixture.table("kept").counters().expired()).isPositive();
    }

    @Test
    void keepNoRowThatIsNotAmongTheFirst() {
        for (int i = 0; i < 50; i++) {
            fixture.putInto("kept", batch(List.of(List.of("A", START + i, 1.0), List.of("B", START + i, 2.0))));
        }

        assertThat(rowsKept("latest")).isEqualTo(2);
        assertThat(rowsKept("three_each")).isEqualTo(6);
        assertThat(rowsKept("newest")).isEqualTo(4);
    }

    @Test
    void ofATableWithAKeyKeepAllRowsSinceTheLatestMayBeRevisedAway() {
        follow("revised", "SELECT facility, at, power FROM readings ORDER BY at DESC LIMIT 1");

        fixture.put(List.of("A", START, 1.0), List.of("A", START + 1, 1.0), List.of("A", START + 2, 1.0));

        assertThat(rowsKept("revised")).isEqualTo(3);
    }

    private void follow(String name, String sql) {
        ViewPlan plan = planner.plan(new ViewDefinition(name, sql, Map.of(), List.of()));
        engine.addView(plan);
        int[] key = plan.key().isEmpty() ? new int[] {0} : plan.schema().indexesOf(plan.key());
        Follower follower = new Follower(key);
        follower.follow(engine, name, Binding.NONE);
        followers.put(name, follower);
    }

    private List<Object> row(Random random, long clock) {
        long at = clock - (random.nextBoolean() ? 0 : MINUTE * random.nextInt(70));
        Object power = random.nextInt(6) == 0 ? Rows.NULL : (Object) (double) random.nextInt(3);
        return List.of(String.valueOf((char) ('A' + random.nextInt(4))), at, power);
    }

    private RowBatch batch(List<List<Object>> rows) {
        return Rows.batch(Rows.READINGS, fixture.dictionary, rows);
    }

    /** The rows of a view, newest first, without the number that stands in front where there is no key. */
    private List<List<Object>> rowsOf(String view) {
        List<List<Object>> rows = new ArrayList<>();
        Objects.requireNonNull(followers.get(view))
                .rows()
                .forEach((row, copies) ->
                        rows.addAll(Collections.nCopies(copies, row.subList(row.size() - 3, row.size()))));
        rows.sort(NEWEST_FIRST);
        return rows;
    }

    private List<List<Object>> first(int count) {
        List<List<Object>> all = rowsOf("all");
        return count == 0
                ? all.subList(0, Math.min(4, all.size()))
                : all.stream().collect(Collectors.groupingBy(List::getFirst)).values().stream()
                        .flatMap(rows -> rows.stream().limit(count))
                        .sorted(NEWEST_FIRST)
                        .toList();
    }

    private long rowsKept(String view) {
        return EngineFixture.received(engine.explain(view, Binding.NONE)).nodes().stream()
                .mapToLong(ViewReport.Node::stateRows)
                .sum();
    }
}
