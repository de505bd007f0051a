package dev.tideboard.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampTextTest {

    @Test
    void agreesWithTheStandardLibrary() throws RefusedValueException {
        Random random = new Random(7);
        DateTimeFormatter format = DateTimeFormatter.ISO_OFFSET_DATE_TIME;
        for (int i = 0; i < 50_000; i++) {
            long millis = random.nextLong(-62_100_000_000_000L, 253_300_000_000_000L);
            ZoneOffset offset = ZoneOffset.ofTotalSeconds(random.nextInt(-18 * 60, 18 * 60 + 1) * 60);
            String text = format.format(OffsetDateTime.ofInstant(Instant.ofEpochMilli(millis), offset));
            assertThat(TimestampText.parse(text, "")).as(text).isEqualTo(millis);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2025-10-15T10:05:00+10:00, 2025-10-15T00:05:00Z",
        "2025-10-15T10:05+1000, 2025-10-15T00:05:00Z",
        "2025-10-15 10:05:00+10, 2025-10-15T00:05:00Z",
        "2025-10-15t00:05:00z, 2025-10-15T00:05:00Z",
        "2025-10-15T00:05:00.5Z, 2025-10-15T00:05:00.5Z",
        "2025-10-15T00:05:00.123456789Z, 2025-10-15T00:05:00.123Z",
        "2024-02-29T23:59:59-03:30, 2024-03-01T03:29:59Z",
    })
    void readsSpellingsInUse(String text, Instant expected) throws RefusedValueException {
        assertThat(TimestampText.parse(text, "")).isEqualTo(expected.toEpochMilli());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "starting...",
                "2025-10-15",
                "2025-10-15T10",
                "2025-10-15T10:05:00+",
                "2025-10-15T10:05:00+1",
                "2025-10-15T10:05:00+10:0",
                "2025-10-15T10:05:00+10:00x",
                "2025-10-15T10:05:00.Z",
                "2025-10-15T10:05:00.1234567890Z",
                "2025-02-29T10:05:00Z",
                "2025-13-01T10:05:00Z",
                "2025-10-15T24:00:00Z",
                "2025-10-15T10:60:00Z",
                "2025-10-15T10:05:60Z",
                "2025-10-15T10:05:00+19:00",
                "20251015T100500Z",
                " 2025-10-15T10:05:00Z",
                "2025-10-15T10:05:00+10:00[Australia/Brisbane]",
                "２０２５-10-15T10:05:00Z"
            })
    void refusesEverythingElse(String text) {
        assertThatThrownBy(() -> TimestampText.parse(text, ""))
                .isInstanceOf(RefusedValueException.class)
                .hasMessageContaining("expected a date and time with offset");
    }

    @Test
    void refusesTimeWithoutOffsetUnlessAZoneIsGiven() throws RefusedValueException {
        assertThatThrownBy(() -> TimestampText.parse("2025-10-15T10:05:00", ""))
                .isInstanceOf(RefusedValueException.class)
                .hasMessage(
                        "no offset in '2025-10-15T10:05:00', expected one such as +10:00 or Z, or the option --message-zone for"
                                + " all that have none");
        long brisbane = Instant.parse("2025-10-15T00:05:00Z").toEpochMilli();
        assertThat(TimestampText.parse("2025-10-15T10:05:00", "Australia/Brisbane"))
                .isEqualTo(brisbane);
        assertThat(TimestampText.parse("2025-10-15T10:05", "+10:00")).isEqualTo(brisbane);
    }
}
