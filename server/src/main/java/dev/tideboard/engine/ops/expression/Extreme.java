package dev.tideboard.engine.ops.expression;

import dev.tideboard.data.Column;
import dev.tideboard.data.ColumnType;
import dev.tideboard.data.DoubleColumn;
import dev.tideboard.data.LongColumn;
import dev.tideboard.data.TextColumn;
import java.util.List;

/** GREATEST or LEAST of the operands that are not null, as in PostgreSQL and DuckDB; null where all are. */
public record Extreme(boolean greatest, List<Expression> operands, ColumnType type) implements Expression {

    public Extreme {
        operands = List.copyOf(operands);
    }

    @Override
    public Expression withOperands(List<Expression> changed) {
        return new Extreme(greatest, changed, type);
    }

    @Override
    public Column evaluate(Rows rows) {
        Result result = new Result(type, rows.capacity());
        for (int i = 0; i < rows.count(); i++) {
            result.setNull(rows.selected()[i]);
        }
        for (Expression operand : operands) {
            Column column = operand.evaluate(rows);
            for (int i = 0; i < rows.count(); i++) {
                int row = rows.selected()[i];
                if (!column.isNull(row) && (result.isNull(row) || wins(column, row, result))) {
                    result.copy(column, row);
                }
            }
        }
        return result.build();
    }

    private boolean wins(Column column, int row, Result best) {
        int order = switch (column) {
            case LongColumn longs -> Long.compare(longs.get(row), best.longs[row]);
            case DoubleColumn doubles -> Double.compare(doubles.get(row), best.doubles[row]);
            case TextColumn texts ->
                TextOrder.compare(texts.text(row), texts.dictionary().text(best.codes[row]));
        };
        return greatest ? order > 0 : order < 0;
    }

    @Override
    public String toString() {
        return Expression.call(greatest ? "GREATEST" : "LEAST", operands);
    }
}
