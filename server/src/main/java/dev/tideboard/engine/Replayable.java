package dev.tideboard.engine;

import dev.tideboard.data.Delta;
import java.util.List;

/**
 * An operator that keeps none of its input's rows, so what it makes of any of them can be asked for again. What is above
 * it need not keep those rows either, as long as they can still be read from the table. Engine thread only.
 */
public interface Replayable extends Operator {

    /** What the rows of the first input, with their weights, give with the state as it is; changes nothing. */
    Delta replay(List<Delta> inputs);
}
