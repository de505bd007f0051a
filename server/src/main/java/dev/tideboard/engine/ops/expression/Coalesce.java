package dev.tideboard.engine.ops.expression;

import dev.tideboard.data.Column;
import dev.tideboard.data.ColumnType;
import java.util.List;

/** COALESCE: the first operand that is not null; later ones are computed only where all before were null. */
public record Coalesce(List<Expression> operands, ColumnType type) implements Expression {

    public Coalesce {
        operands = List.copyOf(operands);
    }

    @Override
    public Expression withOperands(List<Expression> changed) {
        return new Coalesce(changed, type);
    }

    @Override
    public Column evaluate(Rows rows) {
        Result result = new Result(type, rows.capacity());
        Rows open = rows;
        for (Expression operand : operands) {
            if (open.isEmpty()) {
                break;
            }
            Column column = operand.evaluate(open);
            int[] missing = open.room();
            int count = 0;
            for (int i = 0; i < open.count(); i++) {
                int row = open.selected()[i];
                result.copy(column, row);
                if (column.isNull(row)) {
                    missing[count++] = row;
                }
            }
            open = open.narrowed(missing, count);
        }
        return result.build();
    }

    @Override
    public String toString() {
        return Expression.call("COALESCE", operands);
    }
}
