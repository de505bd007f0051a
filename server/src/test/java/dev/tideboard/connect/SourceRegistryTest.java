package dev.tideboard.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tideboard.engine.SourceStatus;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SourceRegistryTest {
    private final SourceRegistry registry = new SourceRegistry(Nem.CLOCK);

    @Test
    void startsConnectingWithNothingReceived() {
        registry.register("feed", "mqtt");
        assertThat(registry.sources())
                .containsExactly(new SourceStatus.Source(
                        "feed", "mqtt", SourceStatus.State.CONNECTING, Instant.EPOCH, 0, 0, "not started"));
    }

    @Test
    void showsStateCountersAndDetail() {
        SourceEntry entry = registry.register("feed", "mqtt");
        entry.live("127.0.0.1:1883");
        entry.accepted(3, 0);
        entry.refused(2);
        entry.dropped(4);
        assertThat(registry.sources())
                .containsExactly(new SourceStatus.Source(
                        "feed",
                        "mqtt",
                        SourceStatus.State.LIVE,
                        Nem.NOW,
                        3,
                        2,
                        "127.0.0.1:1883; dropped=4 rows of QoS 0 while the queue was full"));
        entry.offline("broker refused: bad password");
        assertThat(registry.sources().getFirst().state()).isEqualTo(SourceStatus.State.OFFLINE);
    }

    @Test
    void refusesNameInUseUntilItIsRemoved() {
        registry.register("feed", "mqtt");
        assertThatThrownBy(() -> registry.register("feed", "mqtt"))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("source=feed is there already");
        registry.remove("feed");
        assertThat(registry.register("feed", "mqtt").name()).isEqualTo("feed");
    }
}
