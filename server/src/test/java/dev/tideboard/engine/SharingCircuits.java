package dev.tideboard.engine;

import dev.tideboard.data.Delta;
import java.util.Map;
import java.util.Set;

/** Circuits with operators in common, moved by hand in any order, as a graph of views moves them in its own. */
public final class SharingCircuits {
    private static final SharedOperators.Sources BY_NAME = new SharedOperators.Sources() {
        @Override
        public Object source(String relation) {
            return relation;
        }

        @Override
        public Set<String> clockOf(Set<String> relations) {
            return Set.of();
        }
    };

    private final SharedOperators operators = new SharedOperators();

    /** What happens to the relations while a tick is at hand, and what they hold after it. */
    public record Moment(Map<String, Delta> changes, Circuit.Relations relations, long nowMs) {}

    public void beginTick() {
        operators.beginTick();
    }

    public void endTick() {
        operators.endTick();
    }

    public Circuit join(Circuit fresh) {
        return operators.join(fresh, BY_NAME);
    }

    /** All rows of a circuit that has joined. */
    public Delta start(Circuit joined, Moment moment) {
        return joined.start(moment.changes(), moment.relations(), moment.nowMs());
    }

    /** The change of a circuit that has started; it is left alone, as in a graph, where nothing concerns it. */
    public Delta step(Circuit circuit, Moment moment) {
        boolean moved = moment.changes().keySet().stream().anyMatch(circuit.inputs()::contains);
        return moved || circuit.isDue(moment.nowMs())
                ? circuit.step(moment.changes(), moment.relations(), moment.nowMs())
                : Delta.empty(circuit.output());
    }

    public void leave(Circuit circuit) {
        operators.leave(circuit);
    }

    /** How many operators run, each counted once. */
    public int running() {
        return operators.size();
    }
}
