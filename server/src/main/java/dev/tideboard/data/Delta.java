package dev.tideboard.data;

import java.util.Arrays;
import java.util.List;

/**
 * A change to a bag of rows: each row of {@code rows} with a signed weight (+1 one copy appears, -1 one copy
 * disappears), a Z-set as in the DBSP paper (Budiu et al., VLDB 2023). The same row may appear more than once; only the
 * sum of its weights counts. Immutable; {@code weights} is read only and at least as long as the batch.
 */
public record Delta(RowBatch rows, int[] weights) {

    public static Delta empty(Schema schema) {
        return new RowBatchBuilder(schema, 0).buildDelta();
    }

    /** Every row with weight {@code +1}. */
    public static Delta inserts(RowBatch rows) {
        int[] ones = new int[rows.size()];
        Arrays.fill(ones, 1);
        return new Delta(rows, ones);
    }

    public Schema schema() {
        return rows.schema();
    }

    public int size() {
        return rows.size();
    }

    public boolean isEmpty() {
        return rows.size() == 0;
    }

    public Column column(int index) {
        return rows.column(index);
    }

    public int weight(int row) {
        return weights[row];
    }

    /** The same rows with the opposite weights. */
    public Delta negated() {
        int[] negated = new int[size()];
        for (int row = 0; row < negated.length; row++) {
            negated[row] = -weights[row];
        }
        return new Delta(rows, negated);
    }

    /** All rows of {@code deltas}, whose columns are stored like those of {@code schema}. */
    public static Delta sum(Schema schema, List<Delta> deltas) {
        List<Delta> changed = deltas.stream().filter(delta -> !delta.isEmpty()).toList();
        if (changed.size() == 1) {
            Delta only = changed.getFirst();
            return new Delta(new RowBatch(schema, only.rows().columns(), only.size()), only.weights());
        }
        RowBatchBuilder builder = new RowBatchBuilder(
                schema, changed.stream().mapToInt(Delta::size).sum());
        for (Delta delta : changed) {
            for (int row = 0; row < delta.size(); row++) {
                builder.addRow(delta.rows(), row, delta.weight(row));
            }
        }
        return builder.buildDelta();
    }

    /** The rows {@code selected[0..count)} with their weights. */
    public Delta gather(int[] selected, int count) {
        int[] kept = new int[count];
        for (int i = 0; i < count; i++) {
            kept[i] = weights[selected[i]];
        }
        return new Delta(rows.gather(selected, count), kept);
    }
}
