package dev.tideboard.engine.ops.expression;

import dev.tideboard.data.Column;
import dev.tideboard.data.ColumnType;
import dev.tideboard.data.LongColumn;
import java.util.List;

/** NOT: true for false, false for true, null for null. */
public record Negation(Expression operand) implements Expression {

    @Override
    public ColumnType type() {
        return ColumnType.BOOLEAN;
    }

    @Override
    public List<Expression> operands() {
        return List.of(operand);
    }

    @Override
    public Expression withOperands(List<Expression> operands) {
        return new Negation(operands.getFirst());
    }

    @Override
    public Column evaluate(Rows rows) {
        LongColumn truth = (LongColumn) operand.evaluate(rows);
        Result result = new Result(ColumnType.BOOLEAN, rows.capacity());
        for (int i = 0; i < rows.count(); i++) {
            int row = rows.selected()[i];
            result.longs[row] = 1 - truth.get(row);
        }
        return result.build(truth.nulls());
    }

    @Override
    public String toString() {
        return "NOT " + operand;
    }
}
