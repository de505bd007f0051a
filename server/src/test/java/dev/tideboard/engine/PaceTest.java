package dev.tideboard.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static final Instant START = Instant.parse("2026-11-22T02:00:00Z");

    private Pace pace = Pace.of(Duration.ZERO);

    /** Moves at so many seconds after the start. */
    private void moves(double... seconds) {
        for (double second : seconds) {
            pace = pace.moved(START.plusMillis((long) (second * 1_000)));
        }
    }

    /** Moves so often, each so many seconds after the last one. */
    private void moves(int times, double apart) {
        for (int i = 0; i < times; i++) {
            pace = pace.moved(pace.last().plusMillis((long) (apart * 1_000)));
        }
    }

    @Test
    void isNoLessThanTheIntervalOfTheProjectUntilItIsMeasured() {
        pace = Pace.of(Duration.ofMinutes(5));
        assertThat(pace.period()).isEqualTo(Duration.ofMinutes(5));
        moves(0, 1, 2);
        assertThat(pace.period()).isEqualTo(Duration.ofMinutes(5));
        moves(3);
        assertThat(pace.period()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void isNotKnownWithoutAnIntervalBeforeTheSecondSecond() {
        assertThat(pace.isKnown()).isFalse();
        moves(0, 0.01, 0.02);
        assertThat(pace.isKnown()).isFalse();
        moves(1);
        assertThat(pace.isKnown()).isTrue();
    }

    @Test
    void ofATableThatBeganWithABurstIsNotThatOfTheBurst() {
        moves(0, 0.1, 0.2, 1.5);
        assertThat(pace.period()).as("a few rows typed in").isEqualTo(Duration.ofMinutes(1));
        moves(3_601.5);
        assertThat(pace.period()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void isThatOfThePausesOfATableThatComesInBursts() {
        for (int burst = 0; burst < 10; burst++) {
            moves(60 * burst);
            moves(29, 0.01);
        }
        assertThat(pace.period()).isBetween(Duration.ofSeconds(59), Duration.ofSeconds(60));
    }

    @Test
    void remembersThePausesBetweenLongBursts() {
        for (int burst = 0; burst < 5; burst++) {
            moves(100 * burst);
            moves(30, 1.1);
        }
        assertThat(pace.period()).isEqualTo(Duration.ofSeconds(67));
    }

    @Test
    void survivesSilenceAndIsNotThatOfAnOutage() {
        moves(0);
        moves(10, 60);
        assertThat(pace.period()).as("however long ago that was").isEqualTo(Duration.ofMinutes(1));
        moves(1, 36_000);
        moves(3, 60);
        assertThat(pace.period()).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void ofAFastTableIsLessThanASecondAlsoAfterAnOutage() {
        moves(0);
        moves(20, 0.5);
        assertThat(pace.period()).isEqualTo(Duration.ZERO);
        moves(1, 600);
        assertThat(pace.period()).isEqualTo(Duration.ZERO);
        moves(20, 0.5);
        assertThat(pace.period()).isEqualTo(Duration.ZERO);
    }

    @Test
    void followsATableThatBecomesSlowAtTheSecondSlowMove() {
        moves(0);
        moves(20, 0.5);
        moves(2, 60);
        assertThat(pace.period()).isEqualTo(Duration.ofMinutes(1));
    }
}
