package dev.tideboard.extract.openelectricity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RetryAfterTest {
    private final RetryAfter retryAfter =
            new RetryAfter(InstantSource.fixed(Instant.parse("2025-10-15T00:00:00Z")), Duration.ofMinutes(2));

    @Test
    void readsSecondsAndDatesAndWaitsNoLongerThanAllowed() {
        assertThat(retryAfter.delay(Optional.of(" 7 "))).isEqualTo(Duration.ofSeconds(7));
        assertThat(retryAfter.delay(Optional.of("Wed, 15 Oct 2025 00:00:30 GMT")))
                .isEqualTo(Duration.ofSeconds(30));
        assertThat(retryAfter.delay(Optional.of("Wed, 15 Oct 2025 09:00:00 GMT")))
                .isEqualTo(Duration.ofMinutes(2));
        assertThat(retryAfter.delay(Optional.of("86400"))).isEqualTo(Duration.ofMinutes(2));
        assertThat(retryAfter.delay(Optional.of("Tue, 14 Oct 2025 09:00:00 GMT")))
                .isEqualTo(Duration.ZERO);
    }

    @Test
    void leavesTheWaitToTheBackOffWhenNothingReadableIsSaid() {
        assertThat(retryAfter.delay(Optional.empty())).isNegative();
        assertThat(retryAfter.delay(Optional.of("soon"))).isNegative();
    }
}
