package dev.tideboard.extract.openelectricity;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * Reads the header by which a server says when to come back: seconds, or a date.
 *
 * @param longest the most that is waited, whatever the server says
 */
record RetryAfter(InstantSource clock, Duration longest) {

    Duration delay(Optional<String> header) {
        if (header.isEmpty()) {
            return BusyException.UNSAID;
        }
        String text = header.get().strip();
        try {
            Duration asked = text.matches("\\d{1,9}")
                    ? Duration.ofSeconds(Long.parseLong(text))
                    : Duration.between(
                            clock.instant(),
                            ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                                    .toInstant());
            Duration wait = asked.isNegative() ? Duration.ZERO : asked;
            return wait.compareTo(longest) > 0 ? longest : wait;
        } catch (DateTimeException unreadable) {
            return BusyException.UNSAID;
        }
    }
}
