package dev.tideboard.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static final Instant START = Instant.parse("2026-11-22T02:00:00Z");

    @Test
    void isTheIntervalOfTheProjectUntilItCanBeMeasured() {
        Pace pace = Pace.of(Duration.ofMinutes(5));
        assertThat(pace.period(START)).isEqualTo(Duration.ofMinutes(5));
        assertThat(pace.moved(START).period(START)).isEqualTo(Duration.ofMinutes(5));
        assertThat(pace.moved(START).moved(START.plusSeconds(1)).period(START.plusSeconds(1)))
                .isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void isNotKnownWithoutAnIntervalBeforeTheSecondMove() {
        Pace pace = Pace.of(Duration.ZERO);
        assertThat(pace.isKnown()).isFalse();
        assertThat(pace.moved(START).isKnown()).isFalse();
        assertThat(pace.moved(START).moved(START.plusMillis(10)).isKnown()).isTrue();
    }

    @Test
    void isTheLongestGapOfThoseThatComeInBursts() {
        Pace pace = Pace.of(Duration.ZERO);
        for (int burst = 0; burst < 10; burst++) {
            for (int message = 0; message < 30; message++) {
                pace = pace.moved(START.plusSeconds(60L * burst).plusMillis(10L * message));
            }
        }
        assertThat(pace.period(START.plusSeconds(541))).isBetween(Duration.ofSeconds(59), Duration.ofSeconds(60));
    }

    @Test
    void forgetsAnOutageAfterThreeTimesItsLength() {
        Pace pace = Pace.of(Duration.ZERO).moved(START).moved(START.plusMillis(500));
        Instant back = START.plusSeconds(600);
        pace = pace.moved(back);
        assertThat(pace.period(back.plusSeconds(60))).isGreaterThan(Duration.ofSeconds(590));
        for (int i = 1; i <= 4000; i++) {
            pace = pace.moved(back.plusMillis(500L * i));
        }
        assertThat(pace.period(back.plusSeconds(2000))).isEqualTo(Duration.ZERO);
    }
}
