package dev.tideboard.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** The plan of a view, as the server tells it, as a table: the operators indented, their figures aligned. */
final class PlanTable {
    private static final List<String> HEADS = List.of("", "changes", "rows kept", "bytes kept", "ms");
    private static final List<String> FIGURES = List.of("delta_rows", "state_rows", "state_bytes", "busy_ms");

    private final List<List<String>> lines = new ArrayList<>();

    private PlanTable() {}

    static String of(JsonNode report) {
        PlanTable table = new PlanTable();
        List<String> heads = new ArrayList<>(HEADS);
        String polled = report.path("polled").asString("");
        heads.set(
                0,
                report.path("view").asString("") + ", " + number(report.path("rows")) + " rows"
                        + (polled.isEmpty() ? "" : ", " + polled));
        table.lines.add(heads);
        if (report.has("plan")) {
            table.add(report.path("plan"), 1);
        }
        return table.text();
    }

    private void add(JsonNode node, int depth) {
        String indent = "  ".repeat(depth);
        if (node.has("relation")) {
            lines.add(List.of(indent + node.path("relation").asString(""), "", "", "", ""));
            return;
        }
        List<String> line =
                new ArrayList<>(List.of(indent + node.path("operation").asString("") + shared(node)));
        FIGURES.forEach(figure -> line.add(number(node.path(figure))));
        lines.add(line);
        node.path("inputs").forEach(input -> add(input, depth + 1));
    }

    private static String shared(JsonNode node) {
        int others = node.path("shared_with").asInt(0);
        return switch (others) {
            case 0 -> "";
            case 1 -> " (shared with 1 other view)";
            default -> " (shared with " + others + " other views)";
        };
    }

    private static String number(JsonNode value) {
        return value.isFloatingPointNumber()
                ? String.format(Locale.ROOT, "%,.1f", value.doubleValue())
                : String.format(Locale.ROOT, "%,d", value.asLong(0));
    }

    private String text() {
        int[] widths = new int[HEADS.size()];
        lines.forEach(line -> {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], line.get(i).length());
            }
        });
        StringBuilder text = new StringBuilder();
        for (List<String> line : lines) {
            StringBuilder row = new StringBuilder(pad(line.getFirst(), -widths[0]));
            for (int i = 1; i < widths.length; i++) {
                row.append("  ").append(pad(line.get(i), widths[i]));
            }
            text.append(row.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    private static String pad(String cell, int width) {
        return String.format(Locale.ROOT, "%" + width + "s", cell);
    }
}
