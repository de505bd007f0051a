package dev.tideboard.project;

import dev.tideboard.project.Value.Entries;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
    private final MqttReader mqtt;
    private final Problems problems;

    SourceReader(Map<String, Table> tables, Problems problems) {
        this.routes = new RouteReader(tables, problems);
        this.mqtt = new MqttReader(problems);
        this.problems = problems;
    }

    List<Source> sources(Collection<Definition> definitions) {
        List<Source> sources = new ArrayList<>();
        for (Definition definition : definitions) {
            String path = "sources." + definition.name();
            List<Route> into = routes.read(definition.entries(), path);
            mqtt.transport(definition, path + ".mqtt")
                    .ifPresent(transport ->
                            sources.add(new Source(definition.name(), transport, into, definition.position())));
        }
        return sources;
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
