package dev.tideboard.engine;

import dev.tideboard.data.Delta;
import dev.tideboard.data.RowBatch;
import dev.tideboard.data.Schema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The operators of one view instance in topological order; the last node is the result. Engine thread only.
 *
 * <p>A tick visits each node once. A node none of whose inputs changed is not called, so an idle view costs a comparison
 * per node. The first tick calls every node, since some have a row before any input does: {@code SELECT COUNT(*)} of an
 * empty table is 0. So a new circuit must be stepped once even when all its inputs are empty.
 */
public final class Circuit {

    /** Where an operator's port gets its delta from. */
    public sealed interface Input {
        /** The change of a table or of another view. */
        record Relation(String name) implements Input {}

        /** The output of an earlier node of this circuit. */
        record Node(int index) implements Input {}
    }

    /** The rows of tables and views as they are after the tick at hand. */
    @FunctionalInterface
    public interface Relations {
        RowBatch rows(String relation);
    }

    /** One operator and where each of its ports reads from. */
    public record Node(Operator operator, List<Input> inputs) {}

    private final List<Node> nodes;
    private final List<Timed> timed;
    private final Map<String, Delta> unchangedRelations;
    private final Delta[] unchanged;
    private final long[] nanos;
    private final long[] rowsOut;
    private boolean started;

    /**
     * Takes the nodes in topological order.
     *
     * @param relations the schema of every table or view that an input names
     */
    public Circuit(List<Node> nodes, Map<String, Schema> relations) {
        if (nodes.isEmpty()) {
            throw new IllegalArgumentException("a circuit needs at least one operator");
        }
        this.nodes = List.copyOf(nodes);
        this.timed = nodes.stream()
                .map(Node::operator)
                .filter(Timed.class::isInstance)
                .map(Timed.class::cast)
                .toList();
        Map<String, Delta> empties = new HashMap<>();
        relations.forEach((name, schema) -> empties.put(name, Delta.empty(schema)));
        this.unchangedRelations = Map.copyOf(empties);
        this.unchanged = nodes.stream()
                .map(node -> Delta.empty(node.operator().output()))
                .toArray(Delta[]::new);
        this.nanos = new long[nodes.size()];
        this.rowsOut = new long[nodes.size()];
    }

    public Schema output() {
        return nodes.getLast().operator().output();
    }

    public List<Node> nodes() {
        return nodes;
    }

    /** The tables and views this circuit reads. */
    public java.util.Set<String> inputs() {
        return unchangedRelations.keySet();
    }

    /** The columns of {@code relation}, one of {@link #inputs()}. */
    public Schema input(String relation) {
        return relationDelta(relation, Map.of()).schema();
    }

    /**
     * Moves the view by one tick.
     *
     * @param changes the delta of each table or view that changed; others count as unchanged
     * @param relations where an operator that keeps no rows reads them again
     * @param nowMs the time by the clock of the tables, for a view that {@linkplain #readsClock reads it}
     * @return the change of the view
     */
    public Delta step(Map<String, Delta> changes, Relations relations, long nowMs) {
        List<Delta> outputs = new ArrayList<>(nodes.size());
        for (int i = 0; i < nodes.size(); i++) {
            Node node = nodes.get(i);
            List<Delta> inputs = new ArrayList<>(node.inputs().size());
            boolean changed = !started || (node.operator() instanceof Timed waiting && waiting.dueMs() <= nowMs);
            for (Input input : node.inputs()) {
                Delta delta = switch (input) {
                    case Input.Relation relation -> relationDelta(relation.name(), changes);
                    case Input.Node earlier -> outputs.get(earlier.index());
                };
                changed |= !delta.isEmpty();
                inputs.add(delta);
            }
            if (!changed) {
                outputs.add(unchanged[i]);
                continue;
            }
            long start = System.nanoTime();
            Delta out = switch (node.operator()) {
                case Rescanning rescanning ->
                    rescanning.step(inputs, () -> everything(node.inputs().getFirst(), relations));
                case Timed waiting -> waiting.step(inputs, nowMs);
                case Operator operator -> operator.step(inputs);
            };
            nanos[i] += System.nanoTime() - start;
            rowsOut[i] += out.size();
            outputs.add(out);
        }
        started = true;
        return outputs.getLast();
    }

    /** One tick of a view that does not read the clock. */
    public Delta step(Map<String, Delta> changes, Relations relations) {
        return step(changes, relations, Long.MIN_VALUE);
    }

    /** Whether the result also changes by the passing of time. */
    public boolean readsClock() {
        return !timed.isEmpty();
    }

    /** When the result next changes although no row comes; {@link Long#MAX_VALUE} for never. */
    public long dueMs() {
        long due = Long.MAX_VALUE;
        for (Timed operator : timed) {
            due = Math.min(due, operator.dueMs());
        }
        return due;
    }

    /** All rows of {@code input} with the tables as they are after this tick. */
    private Delta everything(Input input, Relations relations) {
        return switch (input) {
            case Input.Relation relation -> Delta.inserts(relations.rows(relation.name()));
            case Input.Node earlier -> {
                Node node = nodes.get(earlier.index());
                if (!(node.operator() instanceof Replayable replayable)) {
                    throw new IllegalStateException(
                            "not replayable: " + node.operator().describe());
                }
                // a lookup join answers from what it keeps: its other input is not read again
                List<Input> read =
                        replayable instanceof Rescanning ? node.inputs().subList(0, 1) : node.inputs();
                yield replayable.replay(
                        read.stream().map(one -> everything(one, relations)).toList());
            }
        };
    }

    /** CPU time spent in node {@code index} so far. */
    public long nanos(int index) {
        return nanos[index];
    }

    /** Delta rows that node {@code index} gave so far. */
    public long rowsOut(int index) {
        return rowsOut[index];
    }

    public long stateBytes() {
        return nodes.stream().mapToLong(node -> node.operator().stateBytes()).sum();
    }

    private Delta relationDelta(String name, Map<String, Delta> changes) {
        Delta delta = changes.get(name);
        if (delta != null) {
            return delta;
        }
        Delta none = unchangedRelations.get(name);
        if (none == null) {
            throw new IllegalStateException("relation=" + name + " not among " + unchangedRelations.keySet());
        }
        return none;
    }
}
