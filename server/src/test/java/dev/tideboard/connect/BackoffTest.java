package dev.tideboard.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BackoffTest {

    @Test
    void doublesUpToTheLongestWithJitterInTheUpperHalf() {
        Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5), new Random(1));
        long ceiling = 100;
        for (int i = 0; i < 20; i++) {
            assertThat(backoff.next().toMillis()).isBetween(ceiling / 2, ceiling);
            ceiling = Math.min(5000, ceiling * 2);
        }
    }

    @Test
    void startsShortAgainAfterReset() {
        Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5), new Random(1));
        for (int i = 0; i < 10; i++) {
            backoff.next();
        }
        backoff.reset();
        assertThat(backoff.next().toMillis()).isLessThanOrEqualTo(100);
    }

    @Test
    void givesDifferentWaitsToDifferentClients() {
        Backoff one = new Backoff(Duration.ofSeconds(10), Duration.ofSeconds(10), new Random(1));
        Backoff other = new Backoff(Duration.ofSeconds(10), Duration.ofSeconds(10), new Random(2));
        assertThat(one.next()).isNotEqualTo(other.next());
    }

    @Test
    void refusesBoundsThatMakeNoSense() {
        assertThatThrownBy(() -> new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(1), new Random(1)))
                .hasMessage("first=PT2S longest=PT1S, expected 1 ms <= first <= longest");
    }
}
