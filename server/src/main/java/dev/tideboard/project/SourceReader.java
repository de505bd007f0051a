package dev.tideboard.project;

import dev.tideboard.project.Transport.MqttBroker;
import dev.tideboard.project.Transport.MqttDoor;
import dev.tideboard.project.Transport.MqttVersion;
import dev.tideboard.project.Value.Entries;
import dev.tideboard.project.Value.Scalar;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes {@link Source}s and {@link Door}s of checked values. One thread at a time. */
final class SourceReader {
    /** Where the server's own routes live. */
    private static final List<String> OWN_PATHS = List.of(
            "/api/v1",
            "/api/v2",
            "/b",
            "/boards",
            "/docs",
            "/elements.js",
            "/health",
            "/metrics",
            "/openapi.yaml",
            "/perspective",
            "/schema.json");

    private final RouteReader routes;
    private final Problems problems;

    SourceReader(Map<String, Table> tables, Problems problems) {
        this.routes = new RouteReader(tables, problems);
        this.problems = problems;
    }

    List<Source> sources(Collection<Definition> definitions) {
        List<Source> sources = new ArrayList<>();
        for (Definition definition : definitions) {
            String path = "sources." + definition.name();
            List<Route> into = routes.read(definition.entries(), path);
            transport(definition.entries().map("mqtt"), path + ".mqtt")
                    .ifPresent(transport ->
                            sources.add(new Source(definition.name(), transport, into, definition.position())));
        }
        return sources;
    }

    private Optional<Transport> transport(Entries mqtt, String path) {
        if (mqtt.has("topic")) {
            checkTopic(mqtt, path);
        }
        return switch (mqtt.form()) {
            case "mqtt_door" -> door(mqtt, path);
            case "mqtt_broker" -> broker(mqtt, path);
            default -> Optional.empty();
        };
    }

    private Optional<Transport> door(Entries mqtt, String path) {
        Credentials credentials = credentials(mqtt, path);
        String listen = mqtt.text("listen", "");
        int colon = listen.lastIndexOf(':');
        if (colon < 0) {
            return Optional.empty();
        }
        int port = Integer.parseInt(listen, colon + 1, listen.length(), 10);
        if (port > 65535) {
            problems.add(
                    mqtt.at("listen"), Rule.BAD_VALUE, path + ".listen: the port is " + port, "a port from 0 to 65535");
            return Optional.empty();
        }
        String host = listen.substring(0, colon).replaceAll("[\\[\\]]", "");
        if (!isLoopback(host) && credentials.isNone()) {
            problems.add(
                    mqtt.at("listen"),
                    Rule.CONFLICT,
                    path + ".listen: others than this machine can reach the address",
                    "user and password beside it, or 127.0.0.1");
        }
        return Optional.of(new MqttDoor(host, port, mqtt.text("topic", ""), credentials));
    }

    private static boolean isLoopback(String host) {
        return host.equals("localhost") || host.equals("::1") || host.matches("127(\\.[0-9]{1,3}){3}");
    }

    private Optional<Transport> broker(Entries mqtt, String path) {
        Credentials credentials = credentials(mqtt, path);
        if (mqtt.scalars("url").isEmpty()) {
            return Optional.empty();
        }
        try {
            URI url = new URI(mqtt.text("url", ""));
            if (url.getHost() != null && url.getPort() <= 65535) {
                MqttVersion version = mqtt.text("version", "5").equals("5") ? MqttVersion.V5 : MqttVersion.V3_1_1;
                return Optional.of(
                        new MqttBroker(url, mqtt.text("topic", ""), mqtt.whole("qos", 1), version, credentials));
            }
        } catch (URISyntaxException _) {
            // reported below; the exception would show the value, which may come from the environment
        }
        Scalar url = mqtt.scalars("url").getFirst();
        problems.add(url.at(), Rule.BAD_VALUE, path + ".url: found " + url.quoted(), "mqtt://host:port");
        return Optional.empty();
    }

    private Credentials credentials(Entries mqtt, String path) {
        if (mqtt.has("user") != mqtt.has("password")) {
            String lone = mqtt.has("user") ? "user" : "password";
            problems.add(
                    mqtt.keyAt(lone),
                    Rule.CONFLICT,
                    path + ": " + lone + " stands alone",
                    mqtt.has("user") ? "password beside it" : "user beside it");
        }
        return new Credentials(mqtt.text("user", ""), mqtt.text("password", ""));
    }

    private void checkTopic(Entries mqtt, String path) {
        List<String> levels = List.of(mqtt.text("topic", "").split("/", -1));
        for (int i = 0; i < levels.size(); i++) {
            String level = levels.get(i);
            boolean misplaced = level.equals("#") && i < levels.size() - 1;
            boolean mixed = level.length() > 1 && (level.contains("#") || level.contains("+"));
            if (misplaced || mixed) {
                problems.add(
                        mqtt.at("topic"),
                        Rule.BAD_VALUE,
                        path + ".topic: the level " + Quote.of(level) + " is not what MQTT allows",
                        "+ as a whole level, # as the last one");
                return;
            }
        }
    }

    List<Door> doors(List<Definition> definitions) {
        Map<String, Door> doors = new LinkedHashMap<>();
        for (Definition definition : definitions) {
            Entries entries = definition.entries();
            String path = entries.text("path", "");
            Door door = new Door(
                    path,
                    entries.text("method", "POST"),
                    routes.read(entries, "doors"),
                    reply(entries),
                    definition.position());
            OWN_PATHS.stream()
                    .filter(own -> path.equals(own) || path.startsWith(own + "/"))
                    .findFirst()
                    .ifPresent(own -> problems.add(
                            entries.at("path"),
                            Rule.RESERVED_NAME,
                            "doors: " + Quote.of(path) + " belongs to the server itself",
                            "a path outside " + own));
            Door first = doors.putIfAbsent(door.method() + " " + path, door);
            if (first != null && !path.isEmpty()) {
                problems.add(
                        entries.at("path"),
                        Rule.DUPLICATE_NAME,
                        "doors: " + door.method() + " " + path + " is taken by the door at " + first.position(),
                        "another path or method");
            }
        }
        return List.copyOf(doors.values());
    }

    private static Map<String, Object> reply(Entries entries) {
        Map<String, Object> reply = new LinkedHashMap<>();
        entries.map("reply")
                .entries()
                .forEach((key, entry) -> reply.put(key, entry.value().json()));
        return reply;
    }
}
