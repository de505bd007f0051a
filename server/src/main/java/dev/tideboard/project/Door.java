package dev.tideboard.project;

import java.util.List;
import java.util.Map;

/**
 * An extra HTTP path that takes rows in, so that the clients of an older system need no change.
 *
 * @param method POST or PUT
 * @param reply the JSON object answered when the rows are accepted
 */
public record Door(String path, String method, List<Route> routes, Map<String, Object> reply, Position position) {

    public Door {
        routes = List.copyOf(routes);
        reply = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(reply));
    }
}
