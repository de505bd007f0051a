package dev.tideboard.engine;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a client asked a view for: per parameter or output column the values it may have, as text. Names and values are
 * sorted and values distinct, so that equal questions share one instance of the plan.
 */
public record Binding(SortedMap<String, List<String>> values) {
    public static final Binding NONE = new Binding(new TreeMap<>());

    public Binding {
        TreeMap<String, List<String>> sorted = new TreeMap<>();
        values.forEach((name, allowed) ->
                sorted.put(name, allowed.stream().distinct().sorted().toList()));
        values = java.util.Collections.unmodifiableSortedMap(sorted);
    }

    public static Binding of(Map<String, List<String>> values) {
        return new Binding(new TreeMap<>(values));
    }

    public boolean isEmpty() {
        return values.isEmpty();
    }
}
