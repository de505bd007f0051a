package dev.tideboard.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideboard.engine.Quarantine;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** How much one message may hold, and what its sender is told beyond that. */
class MessageLimitsTest {
    private final Nem nem = new Nem();
    private final RowDecoder decoder = nem.decoder();

    @Test
    void boundsTextMessageDepthAndFields() {
        assertThat(reason(Nem.READING.replace("BAYSW", "é".repeat(5_200))))
                .contains("text of 10400 bytes, expected at most 10240 (option message.max-text-bytes)");
        assertThat(decode(Nem.READING.replace("BAYSW", "é".repeat(5_120))).refused())
                .isZero();
        Nem other = new Nem();
        RowDecoder strict = new RowDecoder(
                "feed", other.routes(), new DecoderOptions(200, 4, 100, 3, ""), other.quarantine, Nem.CLOCK);
        strict.decode(" ".repeat(201).getBytes(StandardCharsets.UTF_8));
        strict.decode("[[[[1]]]]".getBytes(StandardCharsets.UTF_8));
        strict.decode("{\"a\":1,\"b\":1,\"c\":1,\"d\":1,\"e\":1}".getBytes(StandardCharsets.UTF_8));
        assertThat(other.quarantine.latest(9).reversed())
                .extracting(Quarantine.Entry::reason)
                .satisfiesExactly(
                        size -> assertThat(size)
                                .isEqualTo(
                                        "message of 201 bytes, expected at most 200 (option message.max-message-bytes)"),
                        depth -> assertThat(depth)
                                .isEqualTo(
                                        "objects and arrays nested 4 deep or more, at byte 3, expected at most 3 (option"
                                                + " message.max-depth)"),
                        fields -> assertThat(fields)
                                .isEqualTo("an object of 5 fields or more, expected at most 4 (option"
                                        + " message.max-fields)"));
    }

    @Test
    void namesTheLimitsThatNoOptionChanges() {
        assertThat(reason("{\"" + "a".repeat(1_025) + "\":1}"))
                .contains("beyond a limit, at byte", "(1025)", "1024; no option changes that")
                .doesNotContain("StreamReadConstraints");
        assertThat(reason(Nem.READING.replace("1840.5", "1".repeat(101))))
                .contains("(101)", "100; no option changes that");
    }

    private Decoded decode(String message) {
        return decoder.decode(message.getBytes(StandardCharsets.UTF_8));
    }

    private String reason(String message) {
        assertThat(decode(message).refused()).isEqualTo(1);
        return nem.quarantine.latest(1).getFirst().reason();
    }
}
