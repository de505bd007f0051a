package dev.tideboard.recording;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** The clock of the Australian market: ten hours ahead of UTC all year, in every region, without daylight saving. */
public final class MarketTime {
    public static final ZoneOffset OFFSET = ZoneOffset.ofHours(10);

    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxxx");

    private MarketTime() {}

    /** The time in the market's offset, such as {@code 2025-10-15T10:05:00+10:00}. */
    public static String format(long epochMillis) {
        return SECONDS.format(Instant.ofEpochMilli(epochMillis).atOffset(OFFSET));
    }

    /** Reads a time that states its offset, whatever it is; a time without one is refused rather than guessed. */
    public static long parse(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant().toEpochMilli();
        } catch (DateTimeException failure) {
            throw new RecordingException(
                    "time '" + text + "': expected a date and time with its offset, such as 2025-10-15T10:05:00+10:00",
                    failure);
        }
    }

    /** The instant of a market-time date and time that was written without an offset. */
    public static long of(LocalDateTime local) {
        return local.toInstant(OFFSET).toEpochMilli();
    }
}
