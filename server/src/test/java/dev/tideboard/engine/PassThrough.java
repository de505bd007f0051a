package dev.tideboard.engine;

import dev.tideboard.data.Delta;
import dev.tideboard.data.RowBatchBuilder;
import dev.tideboard.data.RowText;
import dev.tideboard.data.Schema;
import java.util.List;

/** The least operator: gives what it takes, but for rows with a negative power, on which it fails. */
final class PassThrough implements Operator {
    private final Schema schema;

    PassThrough(Schema schema) {
        this.schema = schema;
    }

    @Override
    public Schema output() {
        return schema;
    }

    @Override
    public Delta step(List<Delta> inputs) {
        RowBatchBuilder together = new RowBatchBuilder(schema, 0);
        for (Delta input : inputs) {
            int power = schema.indexOf("power");
            for (int row = 0; row < input.size(); row++) {
                if (input.weight(row) > 0 && input.rows().doubles(power).get(row) < 0) {
                    throw new RowFailure("SQRT(power)", "negative", RowText.of(input.rows(), row));
                }
                together.addRow(input.rows(), row, input.weight(row));
            }
        }
        return together.buildDelta();
    }

    @Override
    public String describe() {
        return "pass through";
    }
}
