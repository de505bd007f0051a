package dev.tideboard.engine;

import dev.tideboard.data.Delta;
import dev.tideboard.data.RowBatch;
import dev.tideboard.data.Schema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The operators of one view instance in topological order; the last node is the result. Engine thread only.
 *
 * <p>A tick visits each node once. A node none of whose inputs changed is not called, so an idle view costs a comparison
 * per node. The first tick calls every node, since some have a row before any input does: {@code SELECT COUNT(*)} of an
 * empty table is 0. So a new circuit must be stepped once even when all its inputs are empty.
 *
 * <p>In a {@link ViewGraph} operators may also be those of other circuits: see {@link SharedOperators}.
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

    /**
     * One operator and where each of its ports reads from.
     *
     * @param computation what the operator computes of its inputs: where two are equal, the operators give the same
     */
    public record Node(Operator operator, List<Input> inputs, Object computation) {
        public Node {
            inputs = List.copyOf(inputs);
        }

        /** An operator that is like no other. */
        public Node(Operator operator, List<Input> inputs) {
            this(operator, inputs, new Object());
        }
    }

    /** A tick as operators need to know it. */
    private record Tick(Map<String, Delta> changes, Relations relations, long nowMs) {}

    private final List<Node> nodes;
    private final List<RunningOperator> operators;
    private final List<RunningOperator> timed;
    private final Map<String, Delta> unchangedRelations;
    private final Schema output;
    private final boolean isJoined;

    /**
     * Takes the nodes in topological order.
     *
     * @param relations the schema of every table or view that an input names
     */
    public Circuit(List<Node> nodes, Map<String, Schema> relations) {
        if (nodes.isEmpty()) {
            throw new IllegalArgumentException("a circuit needs at least one operator");
        }
        SharedOperators alone = new SharedOperators();
        Map<String, Delta> empties = new HashMap<>();
        relations.forEach((name, schema) -> empties.put(name, Delta.empty(schema)));
        this(
                nodes,
                nodes.stream()
                        .map(node -> new RunningOperator(node.operator(), alone))
                        .toList(),
                Map.copyOf(empties),
                Optional.empty());
    }

    /** @param named the columns of the result where operators may be those of other circuits */
    private Circuit(
            List<Node> nodes,
            List<RunningOperator> operators,
            Map<String, Delta> unchangedRelations,
            Optional<Schema> named) {
        this.nodes = List.copyOf(nodes);
        this.operators = List.copyOf(operators);
        this.timed = operators.stream()
                .filter(running -> running.operator() instanceof Timed)
                .toList();
        this.unchangedRelations = unchangedRelations;
        this.isJoined = named.isPresent();
        this.output = named.orElseGet(() -> nodes.getLast().operator().output());
    }

    /** The same circuit with other operators that compute the same; columns may have other names there. */
    Circuit with(List<RunningOperator> others) {
        List<Node> same = new ArrayList<>();
        for (int i = 0; i < others.size(); i++) {
            Node node = nodes.get(i);
            same.add(new Node(others.get(i).operator(), node.inputs(), node.computation()));
        }
        return new Circuit(same, others, unchangedRelations, Optional.of(output));
    }

    List<RunningOperator> operators() {
        return operators;
    }

    public Schema output() {
        return output;
    }

    public List<Node> nodes() {
        return nodes;
    }

    /** The tables and views this circuit reads. */
    public Set<String> inputs() {
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
        Tick tick = new Tick(changes, relations, nowMs);
        List<Delta> outputs = new ArrayList<>(operators.size());
        for (int i = 0; i < operators.size(); i++) {
            outputs.add(step(i, outputs, tick));
        }
        return named(outputs.getLast());
    }

    private Delta step(int index, List<Delta> outputs, Tick tick) {
        RunningOperator running = operators.get(index);
        if (running.isDone()) {
            return running.given();
        }
        List<Input> ports = nodes.get(index).inputs();
        List<Delta> inputs = new ArrayList<>(ports.size());
        boolean changed = running.isDue(tick.nowMs());
        for (Input input : ports) {
            Delta delta = switch (input) {
                case Input.Relation relation -> relationDelta(relation.name(), tick.changes());
                case Input.Node earlier -> outputs.get(earlier.index());
            };
            changed |= !delta.isEmpty();
            inputs.add(delta);
        }
        return changed
                ? running.step(inputs, () -> new Whole(tick.relations()).of(ports.getFirst()), tick.nowMs())
                : running.unchanged();
    }

    /**
     * Begins: gives the whole result with the tables as they are after the tick at hand, or after the last one. Operators that
     * have none yet get all rows as their first tick; those that run already are asked for what they gave so far.
     *
     * @param changes what the tick did; empty between ticks
     */
    Delta start(Map<String, Delta> changes, Relations relations, long nowMs) {
        if (operators.getFirst().isTicking()) {
            catchUp(new Tick(changes, relations, nowMs));
        }
        Whole whole = new Whole(relations);
        for (int i = 0; i < operators.size(); i++) {
            RunningOperator running = operators.get(i);
            if (!running.isStarted()) {
                List<Input> ports = nodes.get(i).inputs();
                List<Delta> inputs = ports.stream().map(whole::of).toList();
                whole.put(i, running.step(inputs, inputs::getFirst, nowMs));
            }
        }
        return named(whole.of(new Input.Node(operators.size() - 1)));
    }

    /** Gives the tick at hand to the operators that run already: not all of their circuits may have come to it. */
    private void catchUp(Tick tick) {
        List<Delta> outputs = new ArrayList<>(operators.size());
        for (int i = 0; i < operators.size(); i++) {
            RunningOperator running = operators.get(i);
            outputs.add(running.isStarted() ? step(i, outputs, tick) : running.unchanged());
        }
    }

    /** All rows as they are, of tables and of operators; each read once. */
    private final class Whole {
        private final Relations relations;
        private final Map<Input, Delta> known = new HashMap<>();

        Whole(Relations relations) {
            this.relations = relations;
        }

        void put(int index, Delta rows) {
            known.put(new Input.Node(index), rows);
        }

        Delta of(Input input) {
            Delta rows = known.get(input);
            if (rows == null) {
                rows = read(input);
                known.put(input, rows);
            }
            return rows;
        }

        private Delta read(Input input) {
            return switch (input) {
                case Input.Relation relation -> Delta.inserts(relations.rows(relation.name()));
                case Input.Node earlier -> {
                    Node node = nodes.get(earlier.index());
                    if (!(node.operator() instanceof Replayable replayable)) {
                        throw new IllegalStateException(
                                "not replayable: " + node.operator().describe());
                    }
                    List<Supplier<Delta>> inputs = node.inputs().stream()
                            .<Supplier<Delta>>map(below -> () -> of(below))
                            .toList();
                    yield replayable.replay(inputs);
                }
            };
        }
    }

    /** {@code delta} with the names that this circuit has for its columns: operators of others may have other names. */
    private Delta named(Delta delta) {
        return isJoined
                ? new Delta(new RowBatch(output, delta.rows().columns(), delta.size()), delta.weights())
                : delta;
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
        for (RunningOperator operator : timed) {
            due = Math.min(due, operator.dueMs());
        }
        return due;
    }

    /** Whether time has something to do here, or had it done in this tick by another circuit with the same operator. */
    boolean isDue(long nowMs) {
        for (RunningOperator operator : timed) {
            if (operator.isDone() || operator.isDue(nowMs)) {
                return true;
            }
        }
        return false;
    }

    /** CPU time spent in node {@code index} so far. */
    public long nanos(int index) {
        return operators.get(index).nanos();
    }

    /** Delta rows that node {@code index} gave so far. */
    public long rowsOut(int index) {
        return operators.get(index).rowsOut();
    }

    /** What the operators keep; of those in other circuits, too, only what counts for this one. */
    public long stateBytes() {
        return operators.stream()
                .filter(running -> running.countsFor(this))
                .mapToLong(running -> running.operator().stateBytes())
                .sum();
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
