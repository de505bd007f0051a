package dev.tideboard.query;

import dev.tideboard.engine.Circuit;

/** A circuit as text: one operator a line, its inputs indented below it. */
final class PlanText {
    private PlanText() {}

    static String of(Circuit circuit) {
        StringBuilder text = new StringBuilder();
        append(circuit, new Circuit.Input.Node(circuit.nodes().size() - 1), 0, text);
        return text.toString();
    }

    private static void append(Circuit circuit, Circuit.Input input, int depth, StringBuilder text) {
        text.append("  ".repeat(depth));
        switch (input) {
            case Circuit.Input.Relation relation -> text.append(relation.name()).append('\n');
            case Circuit.Input.Node index -> {
                Circuit.Node node = circuit.nodes().get(index.index());
                text.append(node.operator().describe()).append('\n');
                node.inputs().forEach(below -> append(circuit, below, depth + 1, text));
            }
        }
    }
}
