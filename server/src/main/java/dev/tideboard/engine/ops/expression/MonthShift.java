package dev.tideboard.engine.ops.expression;

import dev.tideboard.data.Column;
import dev.tideboard.data.ColumnType;
import dev.tideboard.data.LongColumn;
import java.util.List;

/** A timestamp or date plus a constant number of months (negative to go back), in UTC. */
public record MonthShift(Expression operand, long months) implements Expression {

    @Override
    public ColumnType type() {
        return operand.type();
    }

    @Override
    public List<Expression> operands() {
        return List.of(operand);
    }

    @Override
    public Expression withOperands(List<Expression> operands) {
        return new MonthShift(operands.getFirst(), months);
    }

    @Override
    public Column evaluate(Rows rows) {
        LongColumn column = (LongColumn) operand.evaluate(rows);
        Result result = new Result(type(), rows.capacity());
        for (int i = 0; i < rows.count(); i++) {
            int row = rows.selected()[i];
            if (!column.isNull(row)) {
                result.longs[row] = TimeUnit.shiftMonths(column.get(row), months);
            }
        }
        return result.build(column.nulls());
    }

    @Override
    public String toString() {
        return "(" + operand + " + " + months + " months)";
    }
}
