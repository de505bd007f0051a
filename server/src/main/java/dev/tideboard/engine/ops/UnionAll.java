package dev.tideboard.engine.ops;

import dev.tideboard.data.Delta;
import dev.tideboard.data.RowBatch;
import dev.tideboard.data.RowBatchBuilder;
import dev.tideboard.data.Schema;
import dev.tideboard.engine.Operator;
import java.util.List;

/** The rows of all inputs, duplicates kept. Stateless. */
public final class UnionAll implements Operator {
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
        List<Delta> changed = inputs.stream().filter(delta -> !delta.isEmpty()).toList();
        if (changed.size() == 1) {
            Delta only = changed.getFirst();
            return new Delta(new RowBatch(output, only.rows().columns(), only.size()), only.weights());
        }
        int size = changed.stream().mapToInt(Delta::size).sum();
        RowBatchBuilder builder = new RowBatchBuilder(output, size);
        for (Delta delta : changed) {
            for (int row = 0; row < delta.size(); row++) {
                builder.addRow(delta.rows(), row, delta.weight(row));
            }
        }
        return builder.buildDelta();
    }

    @Override
    public String describe() {
        return "UnionAll";
    }
}
