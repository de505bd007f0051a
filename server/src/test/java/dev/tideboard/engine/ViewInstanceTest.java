package dev.tideboard.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ViewInstanceTest {
    private final EngineFixture fixture = new EngineFixture(
            new EngineOptions(1_000, 1_000, 2, Duration.ofSeconds(60), Duration.ofSeconds(1), Duration.ofSeconds(1)));
    private final Engine engine = fixture.engine;
    private final HandMadePlan plan = HandMadePlan.over("readings", "all", "facility", "at");

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void isSharedByEqualBindings() {
        engine.addView(plan);
        follow(binding("A", "B"));
        follow(binding("B", "A", "B"));

        assertThat(plan.instances()).hasValue(1);
    }

    @Test
    void outlivesItsLastReaderForAMinute() throws Exception {
        engine.addView(plan);
        Follower follower = new Follower(0, 1);
        LiveViews.Subscription subscription = follower.follow(engine, "all", Binding.NONE);
        subscription.close();
        fixture.settle();
        fixture.put(List.of("A", 1L, 1.0));
        fixture.advance(Duration.ofSeconds(59));
        follow(Binding.NONE).close();
        fixture.settle();
        assertThat(plan.instances()).as("somebody came back in time").hasValue(1);

        assertThat(fixture.view("all").rows()).isEqualTo(1);
        fixture.advance(Duration.ofSeconds(60));
        await().untilAsserted(() ->
                assertThat(fixture.view("all").rows()).as("nobody counts").isEqualTo(-1));

        assertThat(EngineFixture.received(engine.snapshot("all", Binding.NONE)).size())
                .isEqualTo(1);
        assertThat(plan.instances()).hasValue(2);
        assertThat(follower.changes()).as("closed before the first change").isEmpty();
    }

    @Test
    void isKeptWhileAnotherViewReadsIt() {
        HandMadePlan reader = HandMadePlan.over("all", "reader", "facility", "at");
        engine.addView(plan);
        engine.addView(reader);
        LiveViews.Subscription subscription = new Follower(0, 1).follow(engine, "reader", Binding.NONE);
        fixture.advance(Duration.ofHours(1));
        fixture.put(List.of("A", 1L, 1.0));
        assertThat(fixture.view("all").rows()).isEqualTo(1);

        subscription.close();
        fixture.settle();
        for (String view : List.of("reader", "all")) {
            fixture.advance(Duration.ofSeconds(60));
            await().untilAsserted(() -> assertThat(fixture.view(view).rows()).isEqualTo(-1));
        }
    }

    @Test
    void isRefusedBeyondTheLimitUnlessOneIsIdle() {
        engine.addView(plan);
        follow(binding("A"));
        LiveViews.Subscription second = follow(binding("B"));

        assertThatThrownBy(() -> follow(binding("C")))
                .hasCauseInstanceOf(EngineBusyException.class)
                .hasMessageContaining("view=all filters in use=2 is the limit");
        second.close();
        follow(binding("C"));

        assertThat(plan.instances()).hasValue(4); // the refused one was made, too, to see whether its question is right
    }

    @Test
    void ofUnchangedViewRunsOnAcrossReload() {
        HandMadePlan reader = HandMadePlan.over("all", "reader", "facility", "at");
        HandMadePlan other = HandMadePlan.over("readings", "other", "facility", "at");
        HandMadePlan gone = HandMadePlan.over("readings", "gone", "facility", "at");
        List.of(plan, reader, other, gone).forEach(engine::addView);
        Follower ofChanged = following("all");
        Follower ofReader = following("reader");
        Follower ofOther = following("other");
        Follower ofGone = following("gone");

        long epoch = engine.epoch();
        engine.replaceViews(List.of(reader, plan, other, gone));
        assertThat(engine.epoch()).as("nothing changed").isEqualTo(epoch);
        engine.replaceViews(List.of(reader, plan.withSql("SELECT facility, at, power FROM readings"), other));
        assertThat(engine.epoch()).as("positions of before lead nowhere").isNotEqualTo(epoch);
        fixture.put(List.of("A", 1L, 1.0));

        assertThat(ofOther.ends()).isEmpty();
        assertThat(ofOther.changes()).hasSize(1);
        assertThat(ofChanged.ends()).containsExactly("view all was changed in the project");
        assertThat(ofReader.ends())
                .as("what it reads is another view now")
                .containsExactly("view reader was changed in the project");
        assertThat(ofGone.ends()).containsExactly("view gone was removed from the project");
        assertThat(ofChanged.changes()).isEmpty();
        assertThat(engine.views()).extracting(LiveViews.View::name).containsExactly("all", "other", "reader");
        assertThat(following("reader").rows()).hasSize(1);
    }

    @Test
    void endsWhenOnlyTheTypeOfAParameterChanged() {
        HandMadePlan other = HandMadePlan.over("readings", "other").withParameter("least", "int");
        engine.addView(plan.withParameter("least", "int"));
        engine.addView(other);
        Follower ofChanged = following("all");
        Follower ofOther = following("other");

        engine.replaceViews(List.of(plan.withParameter("least", "double"), other));
        fixture.settle();

        assertThat(ofChanged.ends()).containsExactly("view all was changed in the project");
        assertThat(ofOther.ends()).isEmpty();
        assertThat(engine.views().getFirst().parameters()).containsExactly("least");
    }

    @Test
    void runsOnWhenAReloadIsRefused() {
        engine.addView(plan);
        Follower follower = new Follower(0, 1);
        follower.follow(engine, "all", Binding.NONE);
        HandMadePlan one = HandMadePlan.over("two", "one");
        HandMadePlan two = HandMadePlan.over("one", "two");

        assertThatThrownBy(() -> engine.replaceViews(List.of(one, two))).hasMessageContaining("in a circle");
        assertThatThrownBy(() -> engine.replaceViews(List.of(one))).hasMessageContaining("reads two, which is neither");
        assertThatThrownBy(() -> engine.addView(plan)).hasMessageContaining("view=all is there already");
        assertThatThrownBy(() -> engine.addTable(new TableSpec(
                        "all",
                        Rows.READINGS,
                        List.of(),
                        "",
                        TableSpec.ClockKind.WALL,
                        Duration.ZERO,
                        Duration.ZERO,
                        Map.of(),
                        Duration.ZERO)))
                .hasMessageContaining("table=all is a view already");
        fixture.put(List.of("A", 1L, 1.0));

        assertThat(follower.ends()).isEmpty();
        assertThat(follower.changes()).hasSize(1);
    }

    @Test
    void tellsWhatItCosts() {
        engine.addView(plan);
        follow(Binding.NONE);
        fixture.put(List.of("A", 1L, 1.0), List.of("B", 1L, 1.0));

        ViewReport report = EngineFixture.received(engine.explain("all", Binding.NONE));

        assertThat(report.rows()).isEqualTo(2);
        assertThat(report.nodes()).singleElement().satisfies(node -> {
            assertThat(node.operation()).isEqualTo("pass through");
            assertThat(node.inputs()).containsExactly(new Circuit.Input.Relation("readings"));
            assertThat(node.deltaRows()).isEqualTo(2);
        });
    }

    private LiveViews.Subscription follow(Binding binding) {
        return new Follower(0, 1).follow(engine, "all", binding);
    }

    private Follower following(String view) {
        Follower follower = new Follower(0, 1);
        follower.follow(engine, view, Binding.NONE);
        return follower;
    }

    private static Binding binding(String... facilities) {
        return Binding.of(Map.of("facility", List.of(facilities)));
    }
}
