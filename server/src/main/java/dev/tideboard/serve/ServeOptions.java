package dev.tideboard.serve;

import java.time.Duration;
import java.util.List;

/**
 * The settings of the HTTP server and its feed.
 *
 * @param host the address to listen at; anything but loopback is refused as long as there are no keys
 * @param port 0 for any free one
 * @param allowOrigins origins besides the server's own whose pages may use it, as {@code https://host[:port]}
 * @param flushEvery least time between two flushes to one client
 * @param beatEvery how often each client hears that the server lives
 * @param lingerAfterLast how long a view stays known after its last client left, so that it may resume
 * @param stalledAfter how long a connection may take no bytes before it is closed
 * @param maxClients feed connections; more are told to come back
 * @param maxViews views of one connection
 * @param historyChanges ticks per view and filter that a client may resume across
 * @param historyRows changed rows per view and filter kept for that; twice the view's rows if that is more
 * @param eventLoops threads that serve connections
 */
public record ServeOptions(
        String host,
        int port,
        List<String> allowOrigins,
        Duration flushEvery,
        Duration beatEvery,
        Duration lingerAfterLast,
        Duration stalledAfter,
        int maxClients,
        int maxViews,
        int historyChanges,
        int historyRows,
        int eventLoops) {

    public ServeOptions {
        allowOrigins = List.copyOf(allowOrigins);
        allowOrigins.forEach(OriginPolicy::requireOrigin);
        if (host.isBlank()) {
            throw new IllegalArgumentException("host is empty: name an address to listen at, such as 127.0.0.1");
        }
        require("port", port, 0, 65_535);
        require("flush-every", flushEvery.toMillis(), 0, 60_000);
        require("beat-every", beatEvery.toMillis(), 10, 2_000);
        require("linger-after-last", lingerAfterLast.toMillis(), 0, 3_600_000);
        require("stalled-after", stalledAfter.toSeconds(), 1, 3_600);
        require("max-clients", maxClients, 1, 1_000_000);
        require("max-views", maxViews, 1, 1_000);
        require("history-changes", historyChanges, 1, 1_000_000);
        require("history-rows", historyRows, 1, 100_000_000);
        require("event-loops", eventLoops, 1, 256);
    }

    /** Loopback, port 8080, a flush each 50 ms at most, a beat each second. */
    public static ServeOptions defaults() {
        return new ServeOptions(
                "127.0.0.1",
                8080,
                List.of(),
                Duration.ofMillis(50),
                Duration.ofSeconds(1),
                Duration.ofSeconds(60),
                Duration.ofSeconds(30),
                20_000,
                64,
                1_024,
                100_000,
                Runtime.getRuntime().availableProcessors());
    }

    /** The same at another port. */
    public ServeOptions withPort(int other) {
        return new ServeOptions(
                host,
                other,
                allowOrigins,
                flushEvery,
                beatEvery,
                lingerAfterLast,
                stalledAfter,
                maxClients,
                maxViews,
                historyChanges,
                historyRows,
                eventLoops);
    }

    private static void require(String name, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + "=" + value + " not in " + least + ".." + most);
        }
    }
}
