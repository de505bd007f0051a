package dev.tideboard.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpanTest {
    @ParameterizedTest
    @CsvSource({
        "PT0S, 0s",
        "PT1.5S, 1.5s",
        "PT59.999S, 59.999s",
        "PT10M, 10m",
        "PT1M1S, 1m 1s",
        "PT25H, 25h",
        "PT47H59M, 47h 59m",
        "PT48H, 2d",
        "PT60459H45M32.43S, 2519d 3h",
        "PT-90S, -1m 30s"
    })
    void tellsItsTwoLargestUnits(Duration span, String text) {
        assertThat(Span.text(span)).isEqualTo(text);
    }
}
