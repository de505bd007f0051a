package dev.tideboard.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class EngineOptionsTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void hasDefaults() {
        assertThat(EngineOptions.DEFAULTS)
                .isEqualTo(new EngineOptions(131_072, 65_536, 256, Duration.ofMinutes(1), SECOND, SECOND));
    }

    @Test
    void takesEveryValue() {
        EngineOptions options =
                new EngineOptions(1, 2, 3, Duration.ofSeconds(4), Duration.ofSeconds(5), Duration.ofSeconds(6));

        assertThat(options)
                .extracting(
                        EngineOptions::queueRows,
                        EngineOptions::tickRows,
                        EngineOptions::instancesPerView,
                        EngineOptions::instanceIdle,
                        EngineOptions::retryFailed,
                        EngineOptions::expireEvery)
                .containsExactly(1, 2, 3, Duration.ofSeconds(4), Duration.ofSeconds(5), Duration.ofSeconds(6));
    }

    @Test
    void refusesValuesThatCannotWork() {
        assertThatThrownBy(() -> new EngineOptions(0, 2, 3, SECOND, SECOND, SECOND))
                .hasMessageContaining("queueRows=0 < 1");
        assertThatThrownBy(() -> new EngineOptions(1, 0, 3, SECOND, SECOND, SECOND))
                .hasMessageContaining("tickRows=0 < 1");
        assertThatThrownBy(() -> new EngineOptions(1, 2, 0, SECOND, SECOND, SECOND))
                .hasMessageContaining("instancesPerView=0 < 1");
        Duration negative = Duration.ofSeconds(-1);
        assertThatThrownBy(() -> new EngineOptions(1, 2, 3, negative, SECOND, SECOND))
                .hasMessageContaining("instanceIdle=PT-1S");
        assertThatThrownBy(() -> new EngineOptions(1, 2, 3, SECOND, negative, SECOND))
                .hasMessageContaining("retryFailed=PT-1S");
        assertThatThrownBy(() -> new EngineOptions(1, 2, 3, SECOND, SECOND, negative))
                .hasMessageContaining("expireEvery=PT-1S");
    }
}
