package dev.tideboard.engine.ops;

import dev.tideboard.data.Delta;
import dev.tideboard.data.Schema;
import dev.tideboard.engine.Replayable;
import java.util.List;
import java.util.function.Supplier;

/** The rows of all inputs, duplicates kept. Stateless. */
public final class UnionAll implements Replayable {
    private final Schema output;

    public UnionAll(Schema output) {
        this.output = output;
    }

    @Override
    public Schema output() {
        return output;
    }

    @Override
    public Delta step(List<Delta> inputs) {
        return Delta.sum(output, inputs);
    }

    @Override
    public Delta replay(List<Supplier<Delta>> inputs) {
        return step(inputs.stream().map(Supplier::get).toList());
    }

    @Override
    public String describe() {
        return "UnionAll";
    }
}
