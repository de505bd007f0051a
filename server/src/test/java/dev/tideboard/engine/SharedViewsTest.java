package dev.tideboard.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tideboard.query.ParameterType;
import dev.tideboard.query.Planner;
import dev.tideboard.query.Relation;
import dev.tideboard.query.ViewDefinition;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Views that begin alike, in a running engine. */
class SharedViewsTest {
    private static final String SUMS = "SELECT facility, SUM(power) AS p FROM readings GROUP BY facility";
    private static final String LARGE = "SELECT facility, p FROM (" + SUMS + ") s WHERE p * 2 > 10";
    private static final String INVERSE = "SELECT facility, 100 / p AS i FROM (" + SUMS + ") s";
    private static final String ROOTS = "SELECT facility, SUM(SQRT(power)) AS r FROM readings GROUP BY facility";

    private final EngineFixture fixture = new EngineFixture();
    private final Engine engine = fixture.engine;
    private final Planner planner =
            new Planner(List.of(Relation.of(fixture.table("readings").spec())), fixture.dictionary);

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void keepOneStateAndTakeEachStepOnce() {
        follow(plan("sums", SUMS));
        long alone = stateBytes("sums");
        follow(plan("large", LARGE));
        fixture.put(List.of("A", 1L, 4.0), List.of("B", 1L, 8.0));
        fixture.put(List.of("A", 2L, 4.0));

        ViewReport.Node one = groupBy("sums");
        ViewReport.Node other = groupBy("large");
        assertThat(one).isEqualTo(other);
        assertThat(one.sharedWith()).isEqualTo(1);
        assertThat(one.deltaRows()).isEqualTo(4);
        assertThat(stateBytes("sums")).isGreaterThanOrEqualTo(alone).isPositive();
        assertThat(stateBytes("large")).as("counted for the older view").isZero();
    }

    @Test
    void columnsOfAnotherNameAreTheSameColumns() {
        Follower sums = follow(plan("sums", SUMS));
        Follower named =
                follow(plan("named", "SELECT facility AS f, SUM(power) AS total FROM readings GROUP BY facility"));
        fixture.put(List.of("A", 1L, 4.0));

        assertThat(groupBy("named").sharedWith()).isEqualTo(1);
        assertThat(named.rows()).isEqualTo(sums.rows());
        assertThat(EngineFixture.received(engine.snapshot("named", Binding.NONE))
                        .toRows()
                        .schema()
                        .names())
                .containsExactly("f", "total");
    }

    @Test
    void instancesOfOneViewShareWhatIsBelowTheirParameter() {
        ViewPlan plan = planner.plan(new ViewDefinition(
                "above",
                "SELECT facility, p FROM (" + SUMS + ") s WHERE p > :least",
                Map.of("least", ParameterType.parse("double")),
                List.of()));
        engine.addView(plan);
        Follower low = new Follower(0);
        low.follow(engine, "above", Binding.of(Map.of("least", List.of("1"))));
        fixture.put(List.of("A", 1L, 4.0), List.of("B", 1L, 8.0));
        Follower high = new Follower(0);
        high.follow(engine, "above", Binding.of(Map.of("least", List.of("5"))));
        fixture.put(List.of("A", 2L, 4.0));

        assertThat(low.rows()).containsOnlyKeys(List.of("A", 8.0), List.of("B", 8.0));
        assertThat(high.rows()).isEqualTo(low.rows());
        assertThat(operator(report("above", Binding.of(Map.of("least", List.of("5")))), "GroupBy")
                        .sharedWith())
                .isEqualTo(1);
        assertThat(usage("above").instances()).isEqualTo(2);
    }

    @Test
    void theSameTwiceInOneViewRunsOnce() {
        Follower pairs = follow(plan(
                "pairs", "WITH s AS (" + SUMS + ") SELECT a.facility, a.p, b.p AS q FROM s a JOIN s b ON a.p = b.p"));
        fixture.put(List.of("A", 1L, 4.0));

        assertThat(pairs.rows()).containsOnlyKeys(List.of(1L, "A", 4.0, 4.0));
        assertThat(report("pairs", Binding.NONE).nodes())
                .filteredOn(node -> node.operation().startsWith("GroupBy"))
                .hasSize(1);
    }

    @Test
    void oneThatComesLateHasTheRowsAndStaysWhenTheFirstGoes() {
        Follower first = follow(plan("sums", SUMS));
        fixture.put(List.of("A", 1L, 4.0), List.of("B", 1L, 8.0));
        ViewPlan large = plan("large", LARGE);
        Follower late = follow(large);
        assertThat(late.rows()).containsOnlyKeys(List.of("B", 8.0));
        fixture.put(List.of("A", 2L, 4.0));
        assertThat(late.rows()).containsOnlyKeys(List.of("A", 8.0), List.of("B", 8.0));

        engine.replaceViews(List.of(large));
        fixture.put(List.of("B", 2L, 1.0));

        assertThat(first.ends()).containsExactly("view sums was removed from the project");
        assertThat(late.rows()).containsOnlyKeys(List.of("A", 8.0), List.of("B", 9.0));
        assertThat(groupBy("large").sharedWith()).isZero();
        assertThat(groupBy("large").deltaRows()).as("it runs on").isEqualTo(6);
        assertThat(stateBytes("large")).isPositive();
    }

    @Test
    void nothingIsLeftOfOperatorsThatNobodyHas() {
        follow(plan("sums", SUMS));
        fixture.put(List.of("A", 1L, 4.0));
        engine.replaceViews(List.of());
        follow(plan("sums", SUMS));

        assertThat(groupBy("sums").deltaRows()).as("begun anew").isEqualTo(1);
    }

    @Test
    void aFailureAboveWhatIsSharedIsNobodyElses() {
        Follower inverse = follow(plan("inverse", INVERSE));
        Follower sums = follow(plan("sums", SUMS));
        fixture.put(List.of("A", 1L, 4.0));
        fixture.put(List.of("A", 2L, -4.0), List.of("B", 1L, 1.0));

        assertThat(fixture.view("inverse").failure()).contains("division by zero");
        assertThat(inverse.rows()).containsOnlyKeys(List.of("A", 25.0));
        assertThat(fixture.view("sums").failure()).isEmpty();
        assertThat(sums.rows()).containsOnlyKeys(List.of("A", 0.0), List.of("B", 1.0));

        fixture.advance(Duration.ofSeconds(1));
        fixture.put(List.of("A", 3L, 2.0));
        await().untilAsserted(
                        () -> assertThat(fixture.view("inverse").failure()).isEmpty());
        assertThat(inverse.rows()).containsOnlyKeys(List.of("A", 50.0), List.of("B", 100.0));
        assertThat(groupBy("inverse").sharedWith()).isEqualTo(1);
    }

    @Test
    void whatIsSharedFailsAllAlikeAndAllRecover() {
        Follower one = follow(plan("one", ROOTS));
        fixture.put(List.of("A", 1L, 4.0));
        Follower late = follow(plan("late", "SELECT facility, r + 1 AS r FROM (" + ROOTS + ") s"));
        fixture.put(List.of("A", 2L, -1.0));

        assertThat(fixture.view("one").failure()).contains("SQRT").contains("-1.0");
        assertThat(fixture.view("late").failure()).isEqualTo(fixture.view("one").failure());
        assertThat(one.rows()).containsOnlyKeys(List.of("A", 2.0));
        assertThat(late.rows()).containsOnlyKeys(List.of("A", 3.0));

        follow(plan("later", "SELECT facility, r + 2 AS r FROM (" + ROOTS + ") s"));
        assertThat(fixture.view("later").failure()).contains("SQRT");
        fixture.advance(Duration.ofSeconds(1));
        fixture.put(List.of("A", 2L, 9.0));

        for (String view : List.of("one", "late", "later")) {
            await().untilAsserted(() -> assertThat(fixture.view(view).failure()).isEmpty());
            assertThat(groupBy(view).sharedWith()).isEqualTo(2);
        }
        assertThat(one.rows()).containsOnlyKeys(List.of("A", 5.0));
        assertThat(late.rows()).containsOnlyKeys(List.of("A", 6.0));
    }

    @Test
    void operatorsOverAViewThatAReloadReplacedAreNotFoundAgain() {
        ViewPlan positive = plan("positive", "SELECT facility, at, power FROM readings WHERE power > 0");
        ViewPlan above = over(positive, "above");
        engine.addView(positive);
        Follower before = follow(above);
        fixture.put(List.of("A", 1L, 4.0), List.of("B", 1L, -8.0));

        ViewPlan negative = plan("positive", "SELECT facility, at, power FROM readings WHERE power < 0");
        ViewPlan beside = over(negative, "beside");
        engine.replaceViews(List.of(negative, over(negative, "above"), beside));
        Follower after = new Follower(0);
        after.follow(engine, "above", Binding.NONE);
        Follower other = new Follower(0);
        other.follow(engine, "beside", Binding.NONE);
        fixture.put(List.of("C", 1L, -1.0));

        assertThat(before.ends()).hasSize(1);
        assertThat(after.rows()).containsOnlyKeys(List.of("B", -8.0), List.of("C", -1.0));
        assertThat(other.rows()).isEqualTo(after.rows());
        assertThat(groupBy("above").sharedWith()).isEqualTo(1);
    }

    @Test
    void rowsLeaveAllViewsOfOneClockAtOnce() {
        long now = fixture.clock.millis();
        TableSpec live = liveTable();
        engine.addTable(live);
        Planner clocks = planner.with(Relation.of(live));
        String recent = "SELECT facility, at, power FROM live WHERE at > NOW() - INTERVAL '5' MINUTE";
        Follower rows = follow(clocks.plan(new ViewDefinition("recent", recent, Map.of(), List.of())));
        Follower counts = follow(clocks.plan(new ViewDefinition(
                "counts",
                "SELECT facility, MAX(at) AS at, SUM(power) AS p FROM (" + recent + ") s GROUP BY facility",
                Map.of(),
                List.of())));
        Follower events = follow(clocks.plan(new ViewDefinition(
                "events",
                "SELECT s.facility, s.at, s.power, r.power AS q FROM (" + recent
                        + ") s JOIN readings r ON r.facility = s.facility",
                Map.of(),
                List.of())));
        fixture.put(List.of("A", now - 3_600_000, 7.0));
        fixture.putInto("live", fixture.rows(List.of("A", now - 60_000, 1.0), List.of("B", now, 1.0)));
        assertThat(temporal("recent").sharedWith()).isEqualTo(1);
        assertThat(temporal("events").sharedWith())
                .as("its clock is that of readings")
                .isZero();

        fixture.advance(Duration.ofMinutes(4));
        await().untilAsserted(() -> assertThat(counts.rows()).containsOnlyKeys(List.of("B", now, 1.0)));
        assertThat(rows.rows()).containsOnlyKeys(List.of("B", now, 1.0));
        fixture.advance(Duration.ofMinutes(1));
        await().untilAsserted(() -> assertThat(counts.rows()).isEmpty());
        assertThat(rows.rows()).isEmpty();
        assertThat(events.rows()).isNotEmpty();
    }

    private static TableSpec liveTable() {
        return new TableSpec(
                "live",
                Rows.READINGS,
                EngineFixture.KEY,
                "at",
                TableSpec.ClockKind.WALL,
                Duration.ZERO,
                Duration.ZERO,
                Map.of(),
                Duration.ZERO);
    }

    private ViewPlan plan(String name, String sql) {
        return planner.plan(new ViewDefinition(name, sql, Map.of(), List.of()));
    }

    private ViewPlan over(ViewPlan view, String name) {
        String sql = "SELECT facility, SUM(power) AS p FROM " + view.name() + " GROUP BY facility";
        return planner.with(Relation.of(view)).plan(new ViewDefinition(name, sql, Map.of(), List.of()));
    }

    /** Adds a view and reads it; its first column is its key. */
    private Follower follow(ViewPlan plan) {
        engine.addView(plan);
        Follower follower = new Follower(0);
        follower.follow(engine, plan.name(), Binding.NONE);
        return follower;
    }

    private ViewReport report(String view, Binding binding) {
        return EngineFixture.received(engine.explain(view, binding));
    }

    private ViewReport.Node groupBy(String view) {
        return operator(report(view, Binding.NONE), "GroupBy");
    }

    private ViewReport.Node temporal(String view) {
        return operator(report(view, Binding.NONE), "TemporalFilter");
    }

    private static ViewReport.Node operator(ViewReport report, String kind) {
        return report.nodes().stream()
                .filter(node -> node.operation().startsWith(kind))
                .findFirst()
                .orElseThrow();
    }

    private long stateBytes(String view) {
        return usage(view).stateBytes();
    }

    private LiveViews.Usage usage(String view) {
        return Objects.requireNonNull(EngineFixture.received(engine.usage()).get(view));
    }
}
