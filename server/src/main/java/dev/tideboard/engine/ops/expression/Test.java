package dev.tideboard.engine.ops.expression;

import dev.tideboard.data.Column;
import dev.tideboard.data.ColumnType;
import dev.tideboard.data.LongColumn;
import java.util.List;

/** IS NULL, IS TRUE, IS FALSE and their negations: never null themselves. */
public record Test(Kind kind, Expression operand) implements Expression {

    /** What is asked of the operand. */
    public enum Kind {
        NULL("IS NULL"),
        NOT_NULL("IS NOT NULL"),
        TRUE("IS TRUE"),
        NOT_TRUE("IS NOT TRUE"),
        FALSE("IS FALSE"),
        NOT_FALSE("IS NOT FALSE");

        private final String spelling;

        Kind(String spelling) {
            this.spelling = spelling;
        }
    }

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
        return new Test(kind, operands.getFirst());
    }

    @Override
    public Column evaluate(Rows rows) {
        Column column = operand.evaluate(rows);
        Result result = new Result(ColumnType.BOOLEAN, rows.capacity());
        for (int i = 0; i < rows.count(); i++) {
            int row = rows.selected()[i];
            result.longs[row] = holds(column, row) ? 1 : 0;
        }
        return result.build();
    }

    private boolean holds(Column column, int row) {
        boolean missing = column.isNull(row);
        return switch (kind) {
            case NULL -> missing;
            case NOT_NULL -> !missing;
            case TRUE -> !missing && isTrue(column, row);
            case NOT_TRUE -> missing || !isTrue(column, row);
            case FALSE -> !missing && !isTrue(column, row);
            case NOT_FALSE -> missing || isTrue(column, row);
        };
    }

    private static boolean isTrue(Column column, int row) {
        return ((LongColumn) column).get(row) != 0;
    }

    @Override
    public String toString() {
        return "(" + operand + " " + kind.spelling + ")";
    }
}
