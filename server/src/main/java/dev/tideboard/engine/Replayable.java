package dev.tideboard.engine;

import dev.tideboard.data.Delta;
import java.util.List;
import java.util.function.Supplier;

/**
 * An operator that can be asked again for everything it gave so far: from what it keeps, from the rows of its inputs, or from
 * both. So what is above it need not keep those rows, and who joins it later is given them. Engine thread only.
 */
public interface Replayable extends Operator {

    /**
     * All rows of the result as of the last tick, as {@link #step} gave them in sum; changes nothing.
     *
     * @param inputs per port all rows of that input; reading them may cost as much as a table is long
     */
    Delta replay(List<Supplier<Delta>> inputs);
}
