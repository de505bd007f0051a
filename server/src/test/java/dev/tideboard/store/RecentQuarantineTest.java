package dev.tideboard.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tideboard.engine.Quarantine;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecentQuarantineTest {

    @Test
    void keepsTheLatestNewestFirstAndCountsAll() {
        RecentQuarantine quarantine = new RecentQuarantine(3);
        for (int i = 0; i < 5; i++) {
            quarantine.refuse(entry(i % 2 == 0 ? "even" : "odd", "value " + i));
        }

        assertThat(quarantine.latest(10))
                .extracting(Quarantine.Entry::value)
                .containsExactly("value 4", "value 3", "value 2");
        assertThat(quarantine.latest(1)).extracting(Quarantine.Entry::value).containsExactly("value 4");
        assertThat(quarantine.latest(-1)).isEmpty();
        assertThat(quarantine.counts()).isEqualTo(Map.of("even", 3L, "odd", 2L));
    }

    @Test
    void countsByTableAndCauseAndWhatNoTableTookApart() {
        RecentQuarantine quarantine = new RecentQuarantine(1);
        quarantine.refuse(entry("a", "x"));
        quarantine.refuse(entry("b", "y"));
        quarantine.refuse(
                new Quarantine.Entry(Instant.EPOCH, "a", "", "", "{", "not JSON", Quarantine.Cause.UNREADABLE));

        assertThat(quarantine.byTable())
                .isEqualTo(Map.of(
                        new Quarantine.Counted("readings", Quarantine.Cause.VALUE), 2L,
                        new Quarantine.Counted("", Quarantine.Cause.UNREADABLE), 1L));
    }

    @Test
    void staysBoundedWhenSourcesInventNamesAndValuesAreLong() {
        RecentQuarantine quarantine = new RecentQuarantine(10);
        for (int i = 0; i < 5_000; i++) {
            quarantine.refuse(entry("source " + i, "x".repeat(5_000)));
        }

        assertThat(quarantine.counts()).hasSize(1_001).containsEntry("(other sources)", 4_000L);
        assertThat(quarantine.latest(10))
                .allSatisfy(entry -> assertThat(entry.value()).hasSize(1_000).endsWith("…"));
    }

    @Test
    void refusesToKeepNothing() {
        assertThatThrownBy(() -> new RecentQuarantine(0)).hasMessageContaining("capacity=0 < 1");
    }

    private static Quarantine.Entry entry(String source, String value) {
        return new Quarantine.Entry(
                Instant.EPOCH, source, "readings", "power", value, "is not a number", Quarantine.Cause.VALUE);
    }
}
