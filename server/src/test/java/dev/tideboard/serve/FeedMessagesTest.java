package dev.tideboard.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class FeedMessagesTest {
    @Test
    void aBeatTellsHowLongAgoEachSourceAndTableTookARow() {
        try (FakeViews views = new FakeViews(1, "a")) {
            ServedParts parts = new FakeParts(views).parts();
            FeedMessages.Fed fed = new FeedMessages.Fed(
                    parts.sources().sources(), parts.tables().tables(), parts.staleAfter());

            byte[] beat = FeedMessages.beat(new Token(0xabc, 12), FakeParts.START, 7, fed);

            assertThat(new String(beat, StandardCharsets.UTF_8)).isEqualTo("""
                {"tick":12,"now":"%s","epoch":"abc","boards":7,\
                "sources":{"feed":{"age_ms":140,"state":"live","refused":2},\
                "other":{"age_ms":null,"state":"connecting","refused":0}},\
                "tables":{"readings":{"age_ms":2000,"data_time":%d,"period_ms":5000,"stale_ms":60000}}}""".formatted(
                            FakeParts.START, FakeParts.START.minusSeconds(3).toEpochMilli()));
        }
    }
}
