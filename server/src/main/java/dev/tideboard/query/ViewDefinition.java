package dev.tideboard.query;

import java.util.List;
import java.util.Map;

/**
 * A view as its author wrote it.
 *
 * @param parameters the names that SQL may use as {@code :name}, with their types
 * @param key the asserted key; empty to derive it from the plan
 */
public record ViewDefinition(String name, String sql, Map<String, ParameterType> parameters, List<String> key) {
    public ViewDefinition {
        parameters = Map.copyOf(parameters);
        key = List.copyOf(key);
    }

    /** A view without parameters and with the key that its plan gives. */
    public static ViewDefinition of(String name, String sql) {
        return new ViewDefinition(name, sql, Map.of(), List.of());
    }
}
