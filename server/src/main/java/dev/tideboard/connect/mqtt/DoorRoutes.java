package dev.tideboard.connect.mqtt;

import dev.tideboard.connect.Intake;
import dev.tideboard.connect.Shortened;
import dev.tideboard.connect.SourceEntry;
import dev.tideboard.engine.Quarantine;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Which sources a message is for, among those its sender may publish to. Thread-safe. */
final class DoorRoutes {
    private static final int REMEMBERED_TOPICS = 10_000;

    private final String door;
    private final List<DoorRoute> routes;
    private final Quarantine quarantine;
    private final InstantSource clock;
    private final Map<List<Credential>, DoorRoutes> byCredentials = new ConcurrentHashMap<>();
    private final Map<String, List<Intake>> byTopic = new ConcurrentHashMap<>();

    DoorRoutes(String door, List<DoorRoute> routes, Quarantine quarantine, InstantSource clock) {
        this.door = door;
        this.routes = List.copyOf(routes);
        this.quarantine = quarantine;
        this.clock = clock;
    }

    /**
     * The routes of a client that gave these credentials; clients of the same ones share them.
     *
     * @param given those of the door that the client's user and password match
     */
    DoorRoutes of(List<Credential> given) {
        return byCredentials.computeIfAbsent(
                given,
                known -> new DoorRoutes(
                        door,
                        routes.stream().filter(route -> route.isFor(known)).toList(),
                        quarantine,
                        clock));
    }

    /** The sources that take messages of {@code topic}; empty when none does. */
    List<Intake> of(String topic) {
        List<Intake> known = byTopic.get(topic);
        if (known != null) {
            return known;
        }
        List<Intake> found = routes.stream()
                .filter(route -> route.filter().matches(topic))
                .map(DoorRoute::intake)
                .toList();
        if (!found.isEmpty() && byTopic.size() < REMEMBERED_TOPICS) {
            byTopic.put(topic, found);
        }
        return found;
    }

    /** Puts a message that no source takes from this client into the quarantine and says why. */
    String refuseTopic(DoorPacket.Publish message) {
        String reason = "no source takes topic " + Shortened.quoted(message.topic()) + ", expected "
                + Shortened.forReason(
                        routes.stream().map(DoorRoute::filter).toList().toString());
        refuse(message, reason);
        return reason;
    }

    void refuse(DoorPacket.Publish message, String reason) {
        // The door is no source of its own: it counts with the first of those that share it, so that the board's sum is
        // right.
        routes.stream().findFirst().ifPresent(route -> route.intake().entry().refused(1));
        int shown = Math.min(message.payload().length, 4000);
        String value = new String(message.payload(), 0, shown, StandardCharsets.UTF_8);
        quarantine.refuse(new Quarantine.Entry(
                clock.instant(), door, "", "", Shortened.forQuarantine(value), reason, Quarantine.Cause.UNREADABLE));
    }

    /** The entries of all sources behind this door. */
    List<SourceEntry> entries() {
        return routes.stream().map(route -> route.intake().entry()).distinct().toList();
    }
}
