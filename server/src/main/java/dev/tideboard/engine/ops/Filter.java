package dev.tideboard.engine.ops;

import dev.tideboard.data.Delta;
import dev.tideboard.data.Schema;
import dev.tideboard.engine.Replayable;
import dev.tideboard.engine.ops.expression.Expression;
import dev.tideboard.engine.ops.expression.RowNumbers;
import dev.tideboard.engine.ops.expression.Rows;
import java.util.List;
import java.util.function.Supplier;

/** Keeps the rows for which a condition is true. Stateless; weights pass through. Engine thread only. */
public final class Filter implements Replayable {
    private final Schema output;
    private final Expression condition;
    private final RowNumbers numbers = new RowNumbers();

    public Filter(Schema output, Expression condition) {
        this.output = output;
        this.condition = condition;
    }

    @Override
    public Schema output() {
        return output;
    }

    @Override
    public Delta step(List<Delta> inputs) {
        Delta delta = inputs.getFirst();
        numbers.reset();
        Rows kept = condition.select(Rows.all(delta.rows(), numbers));
        return kept.isAll() ? delta : delta.gather(kept.selected(), kept.count());
    }

    @Override
    public Delta replay(List<Supplier<Delta>> inputs) {
        return step(List.of(inputs.getFirst().get()));
    }

    @Override
    public String describe() {
        return "Filter [" + condition + "]";
    }
}
