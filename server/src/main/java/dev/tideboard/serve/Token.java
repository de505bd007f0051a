package dev.tideboard.serve;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A client's position in the feed: the run of ticks it belongs to and the last tick the client has. Opaque to clients.
 */
public record Token(long epoch, long tick) {
    /** That of positions at which nobody may continue. */
    static final long NO_EPOCH = 0;

    private static final Pattern TEXT = Pattern.compile("([0-9a-f]{1,16})-([0-9]{1,18})");

    /** As sent in {@code id:}. */
    public String text() {
        return Long.toHexString(epoch) + "-" + tick;
    }

    /** Empty for anything that this server never sent: such a client starts with snapshots. */
    public static Optional<Token> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return Optional.of(new Token(Long.parseUnsignedLong(matcher.group(1), 16), Long.parseLong(matcher.group(2))));
    }
}
