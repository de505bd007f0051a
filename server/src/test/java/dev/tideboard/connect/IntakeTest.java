package dev.tideboard.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideboard.engine.SourceStatus;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class IntakeTest {
    private static final byte[] BOTH = ("[" + Nem.READING + "," + Nem.PRICE + "]").getBytes(StandardCharsets.UTF_8);

    @Test
    void completesOnlyAfterEveryTableAppliedItsRows() throws Exception {
        Nem nem = new Nem();
        nem.readings.hold();
        nem.market.hold();
        CompletableFuture<Outcome> outcome = nem.intake().put(BOTH);
        nem.readings.tick();
        assertThat(outcome).isNotDone();
        nem.market.tick();
        assertThat(outcome).isCompletedWithValue(new Outcome(2, 0, 0, ""));
        assertThat(status(nem).accepted()).isEqualTo(2);
        assertThat(status(nem).lastAccepted()).isEqualTo(Nem.NOW);
    }

    @Test
    void keepsWhatDidNotFitAndOffersItAgain() {
        Nem nem = new Nem(1);
        nem.readings.hold();
        nem.market.hold();
        Intake intake = nem.intake();
        assertThat(intake.offer(BOTH).isComplete()).isTrue();
        Intake.Handover second = intake.offer(BOTH);
        assertThat(second.isComplete()).isFalse();
        nem.readings.tick();
        assertThat(second.offerRest()).isFalse();
        nem.market.tick();
        assertThat(second.offerRest()).isTrue();
        nem.readings.tick();
        nem.market.tick();
        assertThat(second.outcome()).isCompletedWithValue(new Outcome(2, 0, 0, ""));
    }

    @Test
    void countsWhatItDropped() {
        Nem nem = new Nem(1);
        nem.readings.hold();
        Intake intake = nem.intake();
        intake.offer(Nem.READING.getBytes(StandardCharsets.UTF_8));
        Intake.Handover second = intake.offer(Nem.READING.getBytes(StandardCharsets.UTF_8));
        second.dropRest();
        assertThat(second.isComplete()).isTrue();
        assertThat(status(nem).detail()).contains("dropped=1 rows");
    }

    @Test
    void tellsWhyTheTableRefused() throws Exception {
        Nem nem = new Nem();
        nem.readings.refuse("unknown facility");
        Outcome outcome = nem.intake().put(BOTH).join();
        assertThat(outcome).isEqualTo(new Outcome(1, 0, 1, "unknown facility"));
        assertThat(outcome.allRefused()).isFalse();
        assertThat(status(nem).refused()).isEqualTo(1);
    }

    @Test
    void answersAtOnceForMessageWithoutRows() {
        Nem nem = new Nem();
        Intake.Handover handover = nem.intake().offer("starting...".getBytes(StandardCharsets.UTF_8));
        assertThat(handover.isComplete()).isTrue();
        assertThat(handover.outcome()).isDone();
        assertThat(handover.outcome().join().allRefused()).isTrue();
        assertThat(status(nem).refused()).isEqualTo(1);
        assertThat(status(nem).lastAccepted()).isEqualTo(Instant.EPOCH);
    }

    @Test
    void isMadeFreshByNewRowsOnly() {
        SourceRegistry registry = new SourceRegistry(Nem.CLOCK);
        SourceEntry entry = registry.register("feed", "mqtt");
        entry.refused(3);
        entry.accepted(0, 5);
        assertThat(registry.sources().getFirst().lastAccepted()).isEqualTo(Instant.EPOCH);
        assertThat(registry.sources().getFirst().accepted()).isEqualTo(5);
        entry.accepted(1, 0);
        assertThat(registry.sources().getFirst().lastAccepted()).isEqualTo(Nem.NOW);
    }

    @Test
    void failsWhenTheEngineStops() throws Exception {
        Nem nem = new Nem();
        nem.readings.hold();
        CompletableFuture<Outcome> outcome = nem.intake().put(BOTH);
        nem.readings.fail();
        assertThat(outcome).isCompletedExceptionally();
    }

    private static SourceStatus.Source status(Nem nem) {
        return nem.registry.sources().getFirst();
    }
}
