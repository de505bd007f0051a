package dev.tideboard.engine.ops.expression;

import dev.tideboard.data.Column;
import dev.tideboard.data.ColumnType;
import java.util.Collection;
import java.util.List;
import java.util.function.UnaryOperator;

/** A column of the input, handed on as it is. */
public record InputColumn(int index, String name, ColumnType type) implements Expression {

    @Override
    public List<Expression> operands() {
        return List.of();
    }

    @Override
    public Expression withOperands(List<Expression> operands) {
        return this;
    }

    @Override
    public void columns(Collection<InputColumn> columns) {
        columns.add(this);
    }

    @Override
    public Expression over(UnaryOperator<InputColumn> moved) {
        return moved.apply(this);
    }

    @Override
    public Column evaluate(Rows rows) {
        return rows.batch().column(index);
    }

    @Override
    public String toString() {
        return name;
    }
}
