package dev.tideboard.project;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One panel of a board.
 *
 * @param view the view it shows, or "" for a panel that shows none
 * @param options the other keys as the project spells them: text, whole numbers, decimals, booleans, lists and maps
 */
public record Panel(Kind kind, String view, Map<String, Object> options, Grid at) {

    /** What a panel looks like. */
    public enum Kind {
        STAT,
        CHART,
        MAP,
        TABLE,
        STATUS;

        /** The word for this kind in projects and in a board's definition. */
        public String spelling() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    public Panel {
        options = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(options));
    }

    /** The panel as the browser is told: {@code kind}, {@code view}, the options and, unless it has no cells, {@code at}. */
    public Map<String, Object> definition() {
        Map<String, Object> definition = new LinkedHashMap<>();
        definition.put("kind", kind.spelling());
        if (!view.isEmpty()) {
            definition.put("view", view);
        }
        definition.putAll(options);
        if (!at.equals(Grid.NONE)) {
            definition.put("at", List.of(at.column(), at.row(), at.width(), at.height()));
        }
        return definition;
    }
}
