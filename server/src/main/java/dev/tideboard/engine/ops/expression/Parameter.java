package dev.tideboard.engine.ops.expression;

import dev.tideboard.data.Column;
import dev.tideboard.data.ColumnType;
import java.util.List;

/** A value to be named when the view is opened: replaced by constants before anything is evaluated. */
public record Parameter(String name, ColumnType type) implements Expression {

    @Override
    public List<Expression> operands() {
        return List.of();
    }

    @Override
    public Expression withOperands(List<Expression> operands) {
        return this;
    }

    @Override
    public Column evaluate(Rows rows) {
        throw new IllegalStateException("parameter=" + name + " was not bound before evaluation");
    }

    @Override
    public String toString() {
        return ":" + name;
    }
}
