package dev.tideboard.project;

import dev.tideboard.data.NearestName;
import dev.tideboard.project.Value.Entries;
import dev.tideboard.project.Value.Scalar;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes {@link Board}s of checked values: every view and column named must exist, no panel may cover another. One thread at a time. */
final class BoardReader {
    private final Map<String, Relation> views;
    private final Set<String> sources;
    private final Problems problems;
    private final PanelColumns columns;

    BoardReader(Map<String, Relation> views, Set<String> sources, Problems problems) {
        this.views = views;
        this.sources = sources;
        this.problems = problems;
        this.columns = new PanelColumns(views, problems);
    }

    List<Board> read(Collection<Definition> definitions) {
        return definitions.stream().map(this::board).toList();
    }

    private Board board(Definition definition) {
        Entries entries = definition.entries();
        String path = "boards." + definition.name();
        List<Panel> panels = new ArrayList<>();
        Map<Grid, Integer> taken = new LinkedHashMap<>();
        int number = 0;
        for (Value value : entries.list("panels")) {
            number++;
            if (value instanceof Entries panel) {
                String place = path + ".panels[" + number + "]";
                Optional<Grid> grid = grid(panel, place);
                Panel read = panel(panel, grid.orElse(Grid.NONE), place);
                panels.add(read);
                if (grid.isPresent()) {
                    checkOverlap(panel, grid.get(), taken, place);
                    taken.putIfAbsent(grid.get(), number);
                }
            }
        }
        return new Board(
                definition.name(),
                entries.text("title", definition.name()),
                zone(entries, path),
                entries.text("notice", ""),
                controls(entries, panels, path),
                panels,
                definition.position());
    }

    private ZoneId zone(Entries entries, String path) {
        String name = entries.text("zone", "UTC");
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            problems.add(
                    entries.at("zone"),
                    Rule.BAD_VALUE,
                    path + ".zone: there is no time zone " + Quote.of(name),
                    "a name such as Australia/Brisbane",
                    NearestName.to(name, ZoneId.getAvailableZoneIds()).orElse(""));
            return ZoneOffset.UTC;
        }
    }

    private Panel panel(Entries panel, Grid grid, String path) {
        Panel.Kind kind = switch (panel.form()) {
            case "stat" -> Panel.Kind.STAT;
            case "chart" -> Panel.Kind.CHART;
            case "map" -> Panel.Kind.MAP;
            case "table_panel" -> Panel.Kind.TABLE;
            default -> Panel.Kind.STATUS;
        };
        Map<String, Object> options = new LinkedHashMap<>();
        panel.entries().forEach((key, entry) -> {
            if (!key.equals(kind.spelling()) && !key.equals("at")) {
                options.put(key, entry.value().json());
            }
        });
        if (kind == Panel.Kind.STATUS) {
            options.put("sources", statusSources(panel, path));
            return new Panel(kind, "", options, grid);
        }
        columns.check(panel, path);
        return new Panel(kind, panel.text(kind.spelling(), ""), options, grid);
    }

    private List<String> statusSources(Entries panel, String path) {
        List<String> shown = new ArrayList<>();
        for (Scalar source : panel.scalars("status")) {
            if (!source.shape().equals(Grammar.NAME)) {
                return List.copyOf(sources); // the word all
            }
            if (sources.contains(source.text())) {
                shown.add(source.text());
            } else {
                problems.unknown(
                        source.at(),
                        Rule.UNKNOWN_NAME,
                        path + ".status: there is no source " + source.quoted(),
                        source.text(),
                        sources);
            }
        }
        return shown;
    }

    private Optional<Grid> grid(Entries panel, String path) {
        List<Integer> cells = new ArrayList<>();
        for (Scalar cell : panel.scalars("at")) {
            if (cell.json() instanceof Long number) {
                cells.add(Math.toIntExact(number));
            }
        }
        if (cells.size() != 4) {
            return Optional.empty();
        }
        Grid grid = new Grid(cells.get(0), cells.get(1), cells.get(2), cells.get(3));
        int last = grid.column() + grid.width() - 1;
        if (last > Grid.COLUMNS) {
            problems.add(
                    panel.at("at"),
                    Rule.BAD_VALUE,
                    path + ".at: " + grid + " reaches column " + last,
                    "at most " + Grid.COLUMNS + " columns: column + width ≤ " + (Grid.COLUMNS + 1));
        }
        return Optional.of(grid);
    }

    private void checkOverlap(Entries panel, Grid grid, Map<Grid, Integer> taken, String path) {
        taken.forEach((other, number) -> {
            if (grid.overlaps(other)) {
                problems.add(
                        panel.at("at"),
                        Rule.OVERLAP,
                        path + ".at: " + grid + " covers cells of panel " + number + " at " + other,
                        "cells of its own");
            }
        });
    }

    private List<Control> controls(Entries entries, List<Panel> panels, String path) {
        List<Control> controls = new ArrayList<>();
        Set<String> names = new LinkedHashSet<>();
        for (Value value : entries.list("controls")) {
            if (!(value instanceof Entries control) || control.scalars("filter").isEmpty()) {
                continue;
            }
            Scalar filter = control.scalars("filter").getFirst();
            if (!names.add(filter.text())) {
                problems.add(
                        filter.at(),
                        Rule.DUPLICATE_NAME,
                        path + ".controls: the filter " + filter.quoted() + " appears again");
            }
            checkFilter(filter, panels, path);
            String from = control.text("from", ".");
            String view = from.substring(0, from.indexOf('.'));
            String column = from.substring(from.indexOf('.') + 1);
            if (control.scalars("from").stream().findFirst().isPresent()) {
                columns.checkPath(control.at("from"), view, column, path + ".controls.from");
            }
            controls.add(new Control(filter.text(), view, column, control.text("title", filter.text())));
        }
        return controls;
    }

    /** A filter that no panel heeds is a misspelt one. */
    private void checkFilter(Scalar filter, List<Panel> panels, String path) {
        Set<String> heeded = new LinkedHashSet<>();
        for (Panel panel : panels) {
            Relation view = views.get(panel.view());
            if (panel.view().isEmpty()) {
                continue;
            }
            if (view == null || !view.known()) {
                return;
            }
            heeded.addAll(view.parameters());
            heeded.addAll(view.schema().names());
        }
        if (!heeded.isEmpty() && !heeded.contains(filter.text())) {
            problems.unknown(
                    filter.at(),
                    Rule.UNKNOWN_NAME,
                    path + ".controls: no panel's view has a parameter or column " + filter.quoted(),
                    filter.text(),
                    heeded);
        }
    }
}
