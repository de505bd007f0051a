package dev.tideboard.engine;

import dev.tideboard.data.Delta;
import dev.tideboard.data.Schema;
import java.util.List;

/**
 * One incremental operator of a view: each tick it takes the change of each of its inputs and gives the change of its
 * result, so that the sum of all outputs equals the operator applied to the sum of all inputs (DBSP, Budiu et al.,
 * VLDB 2023). Engine thread only.
 */
public interface Operator {

    /** The columns of the result. */
    Schema output();

    /**
     * Consumes one tick.
     *
     * @param inputs one delta per input port, in port order; empty where that input did not change
     * @return the change of the result; may be empty, may hold the same row several times
     * @throws RowFailure when an expression cannot be computed for a row
     */
    Delta step(List<Delta> inputs);

    /** Bytes of state held, estimated from array sizes; 0 for stateless operators. */
    default long stateBytes() {
        return 0;
    }

    /** Rows of state held; 0 for stateless operators. */
    default long stateRows() {
        return 0;
    }

    /** One line for the plan: the operator's name and what it computes. */
    String describe();
}
