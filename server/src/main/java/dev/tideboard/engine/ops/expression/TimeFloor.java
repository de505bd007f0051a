package dev.tideboard.engine.ops.expression;

import dev.tideboard.data.Column;
import dev.tideboard.data.ColumnType;
import dev.tideboard.data.LongColumn;
import java.util.List;

/** {@code FLOOR(at TO HOUR)} or {@code CEIL(at TO HOUR)}, in UTC. */
public record TimeFloor(boolean up, Expression operand, TimeUnit unit) implements Expression {

    @Override
    public ColumnType type() {
        return ColumnType.TIMESTAMP;
    }

    @Override
    public List<Expression> operands() {
        return List.of(operand);
    }

    @Override
    public Expression withOperands(List<Expression> operands) {
        return new TimeFloor(up, operands.getFirst(), unit);
    }

    @Override
    public Column evaluate(Rows rows) {
        LongColumn column = (LongColumn) operand.evaluate(rows);
        Result result = new Result(ColumnType.TIMESTAMP, rows.capacity());
        for (int i = 0; i < rows.count(); i++) {
            int row = rows.selected()[i];
            if (!column.isNull(row)) {
                result.longs[row] = up ? unit.ceil(column.get(row)) : unit.floor(column.get(row));
            }
        }
        return result.build(column.nulls());
    }

    @Override
    public String toString() {
        return (up ? "CEIL(" : "FLOOR(") + operand + " TO " + unit + ")";
    }
}
