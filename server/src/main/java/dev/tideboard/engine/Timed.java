package dev.tideboard.engine;

import dev.tideboard.data.Delta;
import java.util.List;

/** An operator whose result also changes by the passing of time. Engine thread only. */
public interface Timed extends Operator {

    /**
     * Consumes one tick, at {@code nowMs} of the clock of the tables that are read: milliseconds since the epoch, or
     * {@link Long#MIN_VALUE} where the clock follows rows and there have been none. Time does not run backwards: an earlier one
     * than before counts as the same.
     */
    Delta step(List<Delta> inputs, long nowMs);

    /** When the result next changes although no row comes; {@link Long#MAX_VALUE} for never. */
    long dueMs();

    /** For a tick before any time is known. */
    @Override
    default Delta step(List<Delta> inputs) {
        return step(inputs, Long.MIN_VALUE);
    }
}
