package dev.tideboard.data;

import java.util.Arrays;

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

    /** The rows {@code selected[0..count)} with their weights. */
    public Delta gather(int[] selected, int count) {
        int[] kept = new int[count];
        for (int i = 0; i < count; i++) {
            kept[i] = weights[selected[i]];
        }
        return new Delta(rows.gather(selected, count), kept);
    }
}
