package dev.tideboard.extract.openelectricity;

import java.net.URI;
import java.time.Duration;

/**
 * What to fetch and how patiently.
 *
 * @param base where the interface is, without a slash at the end
 * @param network the network's code
 * @param days how many days up to now
 * @param codesPerRequest how many facilities to ask for at once; the server takes at most 30
 * @param daysPerRequest how many days to ask for at once; the server gives at most 8 of 5-minute data
 * @param tries how often a request is sent at most
 * @param firstWait the wait before the second try, doubled from try to try unless the server says how long to wait
 * @param longestWait the most to wait, also if the server asks for more
 * @param timeout the most one request may take
 */
public record ExtractOptions(
        URI base,
        String network,
        int days,
        int codesPerRequest,
        int daysPerRequest,
        int tries,
        Duration firstWait,
        Duration longestWait,
        Duration timeout) {
    /** A week of the national market from the public server, six tries. */
    public static final ExtractOptions DEFAULT = new ExtractOptions(
            URI.create("https://api.openelectricity.org.au/v4"),
            "NEM",
            7,
            30,
            7,
            6,
            Duration.ofSeconds(1),
            Duration.ofMinutes(2),
            Duration.ofMinutes(2));

    private static final int MAX_DAYS = 366;
    private static final int MAX_CODES = 30;
    private static final int MAX_DAYS_PER_REQUEST = 8;
    private static final int MAX_TRIES = 20;

    public ExtractOptions {
        String scheme = String.valueOf(base.getScheme());
        boolean local = "localhost".equals(base.getHost()) || "127.0.0.1".equals(base.getHost());
        if (!scheme.equals("https") && !(scheme.equals("http") && local)) {
            throw new ExtractException("base=" + base
                    + ": expected an https address (http only on this machine), since the key travels with it");
        }
        require("days", days, MAX_DAYS);
        require("codes per request", codesPerRequest, MAX_CODES);
        require("days per request", daysPerRequest, MAX_DAYS_PER_REQUEST);
        require("tries", tries, MAX_TRIES);
        if (!network.matches("[A-Z0-9_]{1,16}")) {
            throw new ExtractException("network='" + network + "': expected a code such as NEM");
        }
    }

    private static void require(String name, int value, int limit) {
        if (value < 1 || value > limit) {
            throw new ExtractException(name + "=" + value + ": expected 1 to " + limit);
        }
    }

    public ExtractOptions withDays(int newDays) {
        return new ExtractOptions(
                base, network, newDays, codesPerRequest, daysPerRequest, tries, firstWait, longestWait, timeout);
    }

    public ExtractOptions withBase(URI newBase) {
        return new ExtractOptions(
                newBase, network, days, codesPerRequest, daysPerRequest, tries, firstWait, longestWait, timeout);
    }

    ExtractOptions withPatience(int newTries, Duration newFirstWait, Duration newLongestWait) {
        return new ExtractOptions(
                base, network, days, codesPerRequest, daysPerRequest, newTries, newFirstWait, newLongestWait, timeout);
    }

    ExtractOptions withTimeout(Duration newTimeout) {
        return new ExtractOptions(
                base, network, days, codesPerRequest, daysPerRequest, tries, firstWait, longestWait, newTimeout);
    }

    ExtractOptions withBatches(int newCodesPerRequest, int newDaysPerRequest) {
        return new ExtractOptions(
                base, network, days, newCodesPerRequest, newDaysPerRequest, tries, firstWait, longestWait, timeout);
    }
}
