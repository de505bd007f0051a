package dev.tideboard.project;

import java.util.List;
import java.util.Map;

/**
 * A view in SQL.
 *
 * @param parameters name to type, in the order of the project; {@code :name} in the SQL
 * @param key the key the project asserts; empty where it asserts none
 * @param polled what holds where the SQL can only be polled
 */
public record View(
        String name,
        SqlText sql,
        Map<String, ParameterType> parameters,
        List<String> key,
        Polled polled,
        Position position) {

    public View {
        parameters = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(parameters));
        key = List.copyOf(key);
    }
}
