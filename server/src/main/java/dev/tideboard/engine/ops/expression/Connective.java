package dev.tideboard.engine.ops.expression;

import dev.tideboard.data.Column;
import dev.tideboard.data.ColumnType;
import dev.tideboard.data.LongColumn;
import java.util.List;
import java.util.stream.Collectors;

/**
 * AND or OR with SQL's three values. Operands are asked from left to right and only for rows they can still decide, so
 * {@code x <> 0 AND 1 / x > 2} does not divide by zero.
 */
public record Connective(Kind kind, List<Expression> operands) implements Expression {

    /** Which of the two, by the value that decides it alone. */
    public enum Kind {
        AND(0),
        OR(1);

        private final long deciding;

        Kind(long deciding) {
            this.deciding = deciding;
        }
    }

    public Connective {
        operands = List.copyOf(operands);
    }

    @Override
    public ColumnType type() {
        return ColumnType.BOOLEAN;
    }

    @Override
    public Expression withOperands(List<Expression> changed) {
        return new Connective(kind, changed);
    }

    @Override
    public Column evaluate(Rows rows) {
        Result result = new Result(ColumnType.BOOLEAN, rows.capacity());
        for (int i = 0; i < rows.count(); i++) {
            result.longs[rows.selected()[i]] = 1 - kind.deciding;
        }
        Rows open = rows;
        for (Expression operand : operands) {
            open = decide((LongColumn) operand.evaluate(open), open, result);
        }
        for (int i = 0; i < open.count(); i++) {
            int row = open.selected()[i];
            if (result.isNull(row)) {
                result.longs[row] = 0;
            }
        }
        return result.build();
    }

    /** Notes what {@code truth} says and gives the rows it left open. */
    private Rows decide(LongColumn truth, Rows open, Result result) {
        int[] undecided = open.room();
        int count = 0;
        for (int i = 0; i < open.count(); i++) {
            int row = open.selected()[i];
            if (truth.isNull(row)) {
                result.setNull(row);
            } else if (truth.get(row) == kind.deciding) {
                result.longs[row] = kind.deciding;
                result.clearNull(row);
                continue;
            }
            undecided[count++] = row;
        }
        return open.narrowed(undecided, count);
    }

    @Override
    public Rows select(Rows rows) {
        if (kind == Kind.AND) {
            Rows kept = rows;
            for (Expression operand : operands) {
                kept = operand.select(kept);
            }
            return kept;
        }
        Rows open = rows;
        Rows kept = rows.minus(rows);
        for (Expression operand : operands) {
            Rows chosen = operand.select(open);
            kept = kept.plus(chosen);
            open = open.minus(chosen);
        }
        return kept;
    }

    @Override
    public String toString() {
        return operands.stream().map(Expression::toString).collect(Collectors.joining(" " + kind + " ", "(", ")"));
    }
}
