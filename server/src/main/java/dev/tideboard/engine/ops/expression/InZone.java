package dev.tideboard.engine.ops.expression;

import dev.tideboard.data.Column;
import dev.tideboard.data.ColumnType;
import java.time.ZoneId;
import java.util.List;

/**
 * A function of what the clocks of a zone show that is named when the view is opened: replaced by that function in that zone
 * before anything is evaluated.
 *
 * @param function a {@link TimeFloor} or {@link TimePart}
 */
public record InZone(Expression function, String parameter) implements Expression {

    /** The function on the clocks of {@code zone}. */
    public Expression at(ZoneId zone) {
        return switch (function) {
            case TimeFloor floor -> new TimeFloor(floor.up(), floor.operand(), floor.unit(), zone);
            case TimePart part -> new TimePart(part.part(), part.operand(), zone);
            default -> throw new IllegalStateException(function + " is the same in every zone");
        };
    }

    @Override
    public ColumnType type() {
        return function.type();
    }

    @Override
    public List<Expression> operands() {
        return function.operands();
    }

    @Override
    public Expression withOperands(List<Expression> operands) {
        return new InZone(function.withOperands(operands), parameter);
    }

    @Override
    public Column evaluate(Rows rows) {
        throw new IllegalStateException("parameter=" + parameter + " was not bound before evaluation");
    }

    @Override
    public String toString() {
        return function + " in :" + parameter;
    }
}
