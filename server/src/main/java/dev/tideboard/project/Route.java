package dev.tideboard.project;

import java.util.List;
import java.util.Map;

/**
 * Which messages of a source become rows of a table, and how their fields are called there.
 *
 * @param has the route takes a message that has any of these fields; empty takes every message
 * @param rename field of the message to column of the table; other fields go to the column of their own name
 */
public record Route(String table, List<String> has, Map<String, String> rename) {

    public Route {
        has = List.copyOf(has);
        rename = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(rename));
    }
}
