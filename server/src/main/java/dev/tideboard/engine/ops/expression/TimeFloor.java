package dev.tideboard.engine.ops.expression;

import dev.tideboard.data.Column;
import dev.tideboard.data.ColumnType;
import dev.tideboard.data.LongColumn;
import dev.tideboard.engine.ops.calendar.Calendar;
import dev.tideboard.engine.ops.calendar.PeriodCursor;
import dev.tideboard.engine.ops.calendar.Step;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;

/** {@code FLOOR(at TO HOUR)} or {@code CEIL(at TO HOUR)}: the instant at which the unit starts in {@code zone}; of a date, the date. */
public record TimeFloor(boolean up, Expression operand, TimeUnit unit, ZoneId zone) implements Expression {

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
        return new TimeFloor(up, operands.getFirst(), unit, zone);
    }

    @Override
    public Column evaluate(Rows rows) {
        LongColumn column = (LongColumn) operand.evaluate(rows);
        Result result = new Result(type(), rows.capacity());
        if (zone.equals(ZoneOffset.UTC)) {
            evaluate(rows, column, result);
        } else {
            evaluateLocal(rows, column, result);
        }
        return result.build(column.nulls());
    }

    private void evaluate(Rows rows, LongColumn column, Result result) {
        for (int i = 0; i < rows.count(); i++) {
            int row = rows.selected()[i];
            if (!column.isNull(row)) {
                result.longs[row] = up ? unit.ceil(column.get(row)) : unit.floor(column.get(row));
            }
        }
    }

    private void evaluateLocal(Rows rows, LongColumn column, Result result) {
        PeriodCursor periods = new Calendar(zone, unit.step(), Step.NONE).cursor();
        for (int i = 0; i < rows.count(); i++) {
            int row = rows.selected()[i];
            if (!column.isNull(row)) {
                long instant = column.get(row);
                long floor = periods.start(instant);
                result.longs[row] = up && floor != instant ? periods.end(instant) : floor;
            }
        }
    }

    @Override
    public String toString() {
        return (up ? "CEIL(" : "FLOOR(") + operand + TimePart.in(zone) + " TO " + unit + ")";
    }
}
