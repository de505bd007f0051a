package dev.tideboard.project;

import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A page of panels.
 *
 * @param zone the zone its times are shown in
 * @param notice a word every viewer must see, such as "simulated"; "" for none
 */
public record Board(
        String name,
        String title,
        ZoneId zone,
        String notice,
        List<Control> controls,
        List<Panel> panels,
        Position position) {

    public Board {
        controls = List.copyOf(controls);
        panels = List.copyOf(panels);
    }

    /** The same board with another notice. */
    public Board withNotice(String changed) {
        return new Board(name, title, zone, changed, controls, panels, position);
    }

    /** The board as the browser is told, ready to be written as JSON. */
    public Map<String, Object> definition() {
        Map<String, Object> definition = new LinkedHashMap<>();
        definition.put("name", name);
        definition.put("title", title);
        definition.put("zone", zone.getId());
        if (!notice.isEmpty()) {
            definition.put("notice", notice);
        }
        definition.put("controls", controls.stream().map(Board::definition).toList());
        definition.put("panels", panels.stream().map(Panel::definition).toList());
        return definition;
    }

    private static Map<String, Object> definition(Control control) {
        Map<String, Object> definition = new LinkedHashMap<>();
        definition.put("filter", control.filter());
        definition.put("from", control.view() + "." + control.column());
        definition.put("title", control.title());
        return definition;
    }
}
