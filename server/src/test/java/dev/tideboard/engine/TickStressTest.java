package dev.tideboard.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nobody sees a torn or unordered tick; {@code ./tideboard fuzz ticks} does the same for longer. */
class TickStressTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    @Timeout(120)
    void seesWholeTicksInOrderFromEveryThread(long seed) throws InterruptedException {
        TickStress.Outcome outcome = TickStress.run(seed, Duration.ofMillis(1500));

        assertThat(outcome.problems()).isEmpty();
        assertThat(outcome.ticks()).isPositive();
        assertThat(outcome.rounds()).isPositive();
    }
}
