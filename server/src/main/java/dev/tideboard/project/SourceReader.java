package dev.tideboard.project;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Makes {@link Source}s of checked values. One thread at a time. */
final class SourceReader {
    private final RouteReader routes;
    private final MqttReader mqtt;

    SourceReader(Map<String, Table> tables, Problems problems) {
        this.routes = new RouteReader(tables, problems);
        this.mqtt = new MqttReader(problems);
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
}
