package dev.tideboard.engine;

import dev.tideboard.data.Delta;
import java.util.List;
import java.util.function.Supplier;

/**
 * An operator that does not keep the rows of its first input, but has them read again in the rare tick in which it needs
 * them. Everything below that input must be {@link Replayable}. Engine thread only.
 */
public interface Rescanning extends Replayable {

    /**
     * Consumes one tick.
     *
     * @param all reads every row of the first input as of the end of this tick; costs as much as the table is long
     */
    Delta step(List<Delta> inputs, Supplier<Delta> all);

    /** For a tick in which nothing has to be read again. */
    @Override
    default Delta step(List<Delta> inputs) {
        return step(inputs, inputs::getFirst);
    }
}
