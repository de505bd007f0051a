package dev.tideboard.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The operators at work, each once for all circuits that have the same computation on the same inputs. Engine thread only.
 *
 * <p>It stays as long as a circuit has it. One that failed is found no more: a circuit that starts again gets a fresh one.
 */
final class SharedOperators {

    /** What stands behind the names that circuits read. */
    interface Sources {
        /** The very table or view of that name: when another takes its place, what was kept of the old one is not found. */
        Object source(String relation);

        /** The tables that set the clock of what reads {@code relations}; none where that is the wall clock. */
        Set<String> clockOf(Set<String> relations);
    }

    /**
     * Where an operator stands.
     *
     * @param inputs per port the {@link RunningOperator} or source that it reads
     * @param clock for one that reads the clock, the tables that set it
     */
    private record Place(Object computation, List<Object> inputs, Set<String> clock) {}

    private final Map<Place, RunningOperator> running = new HashMap<>();
    private final Map<RunningOperator, Place> places = new HashMap<>();
    private final List<RunningOperator> moved = new ArrayList<>();
    private boolean ticking;

    /** From now until {@link #endTick} operators remember what they gave, for the circuits still to come. */
    void beginTick() {
        ticking = true;
    }

    void endTick() {
        moved.forEach(RunningOperator::forgetTick);
        moved.clear();
        ticking = false;
    }

    /** Whether circuits are being moved, so that some have the tick at hand behind them and others do not. */
    boolean isTicking() {
        return ticking;
    }

    /** {@code operator} has something to forget at the end of the tick. */
    void noteMoved(RunningOperator operator) {
        moved.add(operator);
    }

    /** The same circuit with the operators that run already in place of its own; the others are open to who comes later. */
    Circuit join(Circuit fresh, Sources sources) {
        Map<String, Object> read = new HashMap<>();
        fresh.inputs().forEach(relation -> read.put(relation, sources.source(relation)));
        Set<String> clock = fresh.readsClock() ? sources.clockOf(fresh.inputs()) : Set.of();
        List<RunningOperator> operators = new ArrayList<>();
        for (Circuit.Node node : fresh.nodes()) {
            List<Object> inputs = new ArrayList<>();
            for (Circuit.Input input : node.inputs()) {
                inputs.add(
                        switch (input) {
                            case Circuit.Input.Relation relation -> read.getOrDefault(relation.name(), relation);
                            case Circuit.Input.Node earlier -> operators.get(earlier.index());
                        });
            }
            Set<String> ownClock = node.operator() instanceof Timed ? clock : Set.of();
            operators.add(operator(new Place(node.computation(), List.copyOf(inputs), ownClock), node.operator()));
        }
        Circuit joined = fresh.with(operators);
        operators.forEach(operator -> operator.add(joined));
        return joined;
    }

    private RunningOperator operator(Place place, Operator fresh) {
        RunningOperator found = running.get(place);
        if (found != null) {
            return found;
        }
        RunningOperator made = new RunningOperator(fresh, this);
        if (fresh instanceof Replayable) { // another could not tell a later circuit what it gave so far
            running.put(place, made);
            places.put(made, place);
        }
        return made;
    }

    /** Ends a circuit, and the operators that no other has. */
    void leave(Circuit circuit) {
        for (RunningOperator operator : circuit.operators()) {
            if (operator.remove(circuit)) {
                forget(operator);
            }
        }
    }

    /** Lets nobody find {@code operator} any more. */
    void forget(RunningOperator operator) {
        Place place = places.remove(operator);
        if (place != null) {
            running.remove(place);
        }
    }

    /** How many operators can be found. */
    int size() {
        return running.size();
    }
}
