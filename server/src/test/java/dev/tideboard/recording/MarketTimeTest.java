package dev.tideboard.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class MarketTimeTest {
    @Test
    void isTenHoursAheadAllYear() {
        Instant day = Instant.parse("2025-01-01T02:00:00Z");
        for (int i = 0; i < 365; i++) {
            assertThat(MarketTime.format(day.toEpochMilli())).endsWith("T12:00:00+10:00");
            day = day.plusSeconds(86_400);
        }
    }

    @Test
    void readsAnyOffsetAndRefusesNone() {
        long expected = Instant.parse("2025-10-15T00:05:00Z").toEpochMilli();
        assertThat(MarketTime.parse("2025-10-15T10:05:00+10:00")).isEqualTo(expected);
        assertThat(MarketTime.parse("2025-10-15T11:05:00+11:00")).isEqualTo(expected);
        assertThat(MarketTime.parse("2025-10-15T00:05:00Z")).isEqualTo(expected);
        assertThatThrownBy(() -> MarketTime.parse("2025-10-15T10:05:00"))
                .isInstanceOf(RecordingException.class)
                .hasMessageContaining("with its offset");
    }
}
