package dev.tideboard.serve;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A board as pages receive it.
 *
 * @param definition the rest of its JSON, in order: zone, controls, panels
 */
public record Board(String name, String title, Map<String, Object> definition) {
    public Board {
        definition = Collections.unmodifiableMap(new LinkedHashMap<>(definition));
    }

    /** The board's JSON: name and title first. */
    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", name);
        json.put("title", title);
        json.putAll(definition);
        return json;
    }
}
