package dev.tideboard.project;

import java.util.List;

/**
 * Where rows come from.
 *
 * @param routes tried in order: the first that takes a message wins
 */
public record Source(String name, Transport transport, List<Route> routes, Position position) {

    public Source {
        routes = List.copyOf(routes);
    }
}
