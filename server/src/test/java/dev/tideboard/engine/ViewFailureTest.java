package dev.tideboard.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ViewFailureTest {
    private final EngineFixture fixture = new EngineFixture();
    private final Engine engine = fixture.engine;
    private final Follower all = new Follower(0, 1);
    private final Follower reader = new Follower(0, 1);

    @BeforeEach
    void follow() {
        engine.addView(HandMadePlan.over("readings", "all", "facility", "at"));
        engine.addView(HandMadePlan.over("all", "reader", "facility", "at"));
        fixture.put(List.of("A", 1L, 1.0), List.of("B", 1L, 1.0));
        all.follow(engine, "all", Binding.NONE);
        reader.follow(engine, "reader", Binding.NONE);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void keepsLastGoodRowsAndNamesExpressionAndRowWhileIngestGoesOn() {
        Receipt receipt = fixture.put(List.of("A", 2L, -1.0), List.of("C", 1L, 1.0));
        fixture.put(List.of("D", 1L, 1.0));

        assertThat(receipt.accepted()).isEqualTo(2);
        assertThat(fixture.table("readings").rows()).isEqualTo(5);
        assertThat(fixture.view("all").failure())
                .isEqualTo("SQRT(power): negative, row {facility=A, at=1970-01-01 00:00:00.002, power=-1.0}");
        assertThat(fixture.view("reader").failure()).startsWith("reads all, which failed: SQRT(power)");
        assertThat(fixture.view("all").rows()).isEqualTo(2);
        assertThat(all.changes()).isEmpty();
        assertThat(all.failures()).containsExactly(fixture.view("all").failure());
        assertThat(reader.changes()).isEmpty();
        assertThat(reader.failures()).containsExactly(fixture.view("reader").failure());
        assertThat(Rows.bag(EngineFixture.received(engine.snapshot("all", Binding.NONE))))
                .isEqualTo(all.rows());
    }

    @Test
    void otherViewsGoOn() {
        engine.addView(new FilteredPlan("positive", "readings"));
        Follower positive = new Follower(0, 1);
        positive.follow(engine, "positive", Binding.NONE);

        fixture.put(List.of("A", 2L, -1.0), List.of("C", 1L, 1.0));

        assertThat(fixture.view("positive").failure()).isEmpty();
        assertThat(positive.rows()).hasSize(3).containsKey(List.of("C", 1L, 1.0));
    }

    @Test
    void recoversWithTheDifferenceOnlyWhenTheRowChangesAndASecondHasPassed() {
        fixture.put(List.of("A", 2L, -1.0));
        fixture.put(List.of("A", 2L, 4.0));
        assertThat(fixture.view("all").failure()).as("the second is not over").isNotEmpty();

        fixture.advance(Duration.ofSeconds(1));
        await().untilAsserted(() -> assertThat(reader.changes()).isNotEmpty());

        assertThat(fixture.view("all").failure()).isEmpty();
        assertThat(fixture.view("reader").failure()).isEmpty();
        for (Follower follower : List.of(all, reader)) {
            assertThat(follower.changes()).hasSize(1);
            assertThat(Rows.list(follower.changes().getFirst().put())).containsExactly(List.of("A", 2L, 4.0));
            assertThat(follower.changes().getFirst().del().isEmpty()).isTrue();
            assertThat(follower.rows()).isEqualTo(Rows.bag(EngineFixture.received(engine.tableSnapshot("readings"))));
        }
        assertThat(all.failures()).hasSize(2).last().isEqualTo("");
        assertThat(reader.failures()).hasSize(2).last().isEqualTo("");
        fixture.put(List.of("E", 3L, 4.0));
        assertThat(reader.rows()).containsKey(List.of("E", 3L, 4.0));
    }

    @Test
    void tellsThatItRecoveredAlsoWhenTheRowsAreAsBefore() {
        fixture.put(List.of("C", 1L, -1.0));
        long failedAt = engine.tick();
        fixture.put(List.of("C", 1L, 1.0), List.of("B", 1L, 1.0));
        fixture.advance(Duration.ofSeconds(1));
        await().untilAsserted(() -> assertThat(all.failures()).hasSize(2).last().isEqualTo(""));

        assertThat(engine.tick()).isGreaterThan(failedAt);
        assertThat(EngineFixture.received(engine.snapshot("all", Binding.NONE)).failure())
                .isEmpty();
    }

    @Test
    void staysFailedWhileTheRowIsThereWithoutTryingAtEveryTick() {
        HandMadePlan counted = HandMadePlan.over("readings", "counted", "facility", "at");
        engine.addView(counted);
        new Follower(0, 1).follow(engine, "counted", Binding.NONE);
        fixture.put(List.of("A", 2L, -1.0));
        for (long at = 10; at < 20; at++) {
            fixture.put(List.of("A", at, 1.0));
        }
        assertThat(counted.instances()).hasValue(1);

        fixture.advance(Duration.ofSeconds(1));
        await().untilAsserted(() -> assertThat(counted.instances()).hasValue(2));
        fixture.put(List.of("A", 30L, 1.0));

        assertThat(counted.instances()).hasValue(2);
        assertThat(fixture.view("counted").failure()).contains("negative");
    }

    @Test
    void failsFromTheStartWithoutRowsAndRecovers() {
        fixture.put(List.of("A", 2L, -1.0));
        engine.addView(HandMadePlan.over("readings", "late", "facility", "at"));
        engine.addView(HandMadePlan.over("late", "later"));
        Follower late = new Follower(0, 1);
        late.follow(engine, "late", Binding.NONE);
        Follower later = new Follower(0);
        later.follow(engine, "later", Binding.NONE);
        assertThat(late.failures()).singleElement().asString().contains("negative");
        assertThat(fixture.view("late").failure()).contains("negative");
        assertThat(fixture.view("later").failure()).contains("reads late");

        fixture.advance(Duration.ofSeconds(1));
        fixture.put(List.of("A", 2L, 1.0));

        await().untilAsserted(() -> assertThat(later.rows()).hasSize(3));
        assertThat(late.rows()).isEqualTo(Rows.bag(EngineFixture.received(engine.tableSnapshot("readings"))));
        assertThat(fixture.view("later").failure()).isEmpty();
    }

    @Test
    void aKeyThatIsNotUniqueFailsTheViewWithThatReason() {
        engine.addView(HandMadePlan.over("readings", "wrong", "facility"));
        Follower wrong = new Follower(0);
        wrong.follow(engine, "wrong", Binding.NONE);

        fixture.put(List.of("A", 2L, 1.0));

        assertThat(fixture.view("wrong").failure()).contains("key=[facility] is not unique");
        assertThat(fixture.view("wrong").rows()).isEqualTo(2);
        assertThat(wrong.changes()).isEmpty();
    }

    @Test
    void aListenerThatThrowsIsEndedAndOthersHearOn() {
        CompletableFuture<String> ended = new CompletableFuture<>();
        AtomicInteger heard = new AtomicInteger();
        EngineFixture.received(engine.subscribe("all", Binding.NONE, new ViewListener() {
            @Override
            public void changed(ViewChange change) {
                heard.incrementAndGet();
                throw new IllegalStateException("no room");
            }

            @Override
            public void ended(String reason) {
                ended.complete(reason);
            }
        }));

        fixture.put(List.of("C", 1L, 1.0));
        fixture.put(List.of("D", 1L, 1.0));

        assertThat(EngineFixture.received(ended)).contains("no room");
        assertThat(heard).hasValue(1);
        assertThat(all.changes()).hasSize(2);
    }
}
