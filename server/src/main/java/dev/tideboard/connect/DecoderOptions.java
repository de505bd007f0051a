package dev.tideboard.connect;

import java.time.DateTimeException;
import java.time.ZoneId;

/**
 * Limits of one message and the meaning of zone-less times.
 *
 * @param maxMessageBytes longer messages are refused unread
 * @param maxFields fields of one object
 * @param maxTextBytes one text value, in UTF-8
 * @param maxDepth nesting of objects and arrays, also inside fields that are ignored
 * @param zone the zone of a time without offset, as in {@code +10:00} or {@code Australia/Brisbane}; with "" such a time
 *     is refused
 */
public record DecoderOptions(int maxMessageBytes, int maxFields, int maxTextBytes, int maxDepth, String zone) {
    public static final DecoderOptions DEFAULTS = new DecoderOptions(256 * 1024, 256, 10 * 1024, 16, "");

    /** Checks every limit and the zone. */
    public DecoderOptions {
        check("maxMessageBytes", maxMessageBytes, 64 * 1024 * 1024);
        check("maxFields", maxFields, 10_000);
        check("maxTextBytes", maxTextBytes, 1024 * 1024);
        check("maxDepth", maxDepth, 500);
        if (!zone.isEmpty()) {
            try {
                ZoneId.of(zone);
            } catch (DateTimeException e) {
                throw new IllegalArgumentException(
                        "zone=" + zone + ", expected an offset such as +10:00 or a name such as Australia/Brisbane", e);
            }
        }
    }

    public DecoderOptions withZone(String zone) {
        return new DecoderOptions(maxMessageBytes, maxFields, maxTextBytes, maxDepth, zone);
    }

    private static void check(String name, int value, int most) {
        if (value < 1 || value > most) {
            throw new IllegalArgumentException(name + "=" + value + ", expected 1 to " + most);
        }
    }
}
