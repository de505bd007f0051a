package dev.tideboard.engine.ops.expression;

import dev.tideboard.data.Column;
import dev.tideboard.data.ColumnType;
import dev.tideboard.data.Dictionary;
import dev.tideboard.data.TextColumn;
import java.util.List;

/** {@code a || b}: both texts one after the other; null where either is. */
public record Concatenation(Expression left, Expression right, Dictionary dictionary) implements Expression {

    @Override
    public ColumnType type() {
        return ColumnType.TEXT;
    }

    @Override
    public List<Expression> operands() {
        return List.of(left, right);
    }

    @Override
    public Expression withOperands(List<Expression> operands) {
        return new Concatenation(operands.getFirst(), operands.getLast(), dictionary);
    }

    @Override
    public Column evaluate(Rows rows) {
        TextColumn x = (TextColumn) left.evaluate(rows);
        TextColumn y = (TextColumn) right.evaluate(rows);
        Result result = new Result(ColumnType.TEXT, rows.capacity());
        for (int i = 0; i < rows.count(); i++) {
            int row = rows.selected()[i];
            if (!x.isNull(row) && !y.isNull(row)) {
                result.setText(row, x.text(row) + y.text(row), dictionary);
            }
        }
        return result.build(x.nulls().or(y.nulls()));
    }

    @Override
    public String toString() {
        return "(" + left + " || " + right + ")";
    }
}
