package dev.tideboard.engine.ops.expression;

import dev.tideboard.data.Column;
import dev.tideboard.data.ColumnType;
import dev.tideboard.data.LongColumn;
import java.util.Collection;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * A scalar SQL expression, evaluated for many rows at once. Evaluation is for one thread at a time, because some kinds
 * remember what they computed for a text.
 *
 * <p>Kernels are positional: the column they give is as long as the batch, and only the rows asked for are filled in.
 * So a branch of CASE is never computed for rows that do not take it, and an input column is handed on without a copy.
 */
public sealed interface Expression
        permits InputColumn,
                Constant,
                Parameter,
                Arithmetic,
                Comparison,
                Connective,
                Negation,
                Test,
                Membership,
                Like,
                Case,
                Coalesce,
                Extreme,
                NumberFunction,
                TextFunction,
                Substring,
                Concatenation,
                TimeFloor,
                TimePart,
                InZone,
                MonthShift,
                Conversion {

    ColumnType type();

    /** The expressions it is computed from, in order. */
    List<Expression> operands();

    /** The same expression over other operands: what every rewriting is made of. */
    Expression withOperands(List<Expression> operands);

    /**
     * The values for {@code rows}; other positions hold anything.
     *
     * @throws dev.tideboard.engine.RowFailure when it cannot be computed for one of {@code rows}
     */
    Column evaluate(Rows rows);

    /** The rows for which this condition is true: neither false nor null. */
    default Rows select(Rows rows) {
        LongColumn truth = (LongColumn) evaluate(rows);
        long[] values = truth.values();
        int[] selected = rows.selected();
        int[] kept = rows.room();
        int count = 0;
        for (int i = 0; i < rows.count(); i++) {
            int row = selected[i];
            kept[count] = row;
            count += values[row] != 0 && !truth.isNull(row) ? 1 : 0;
        }
        return rows.narrowed(kept, count);
    }

    /** True when there may be rows it cannot be computed for. */
    default boolean canFail() {
        return operands().stream().anyMatch(Expression::canFail);
    }

    /** Adds the input columns it reads to {@code columns}. */
    default void columns(Collection<InputColumn> columns) {
        operands().forEach(operand -> operand.columns(columns));
    }

    /** The same expression over other input columns. */
    default Expression over(UnaryOperator<InputColumn> moved) {
        List<Expression> operands = operands();
        return operands.isEmpty()
                ? this
                : withOperands(
                        operands.stream().map(operand -> operand.over(moved)).toList());
    }

    /** Calls of the form {@code NAME(a, b)}, as SQL writes them. */
    static String call(String name, List<Expression> operands) {
        return operands.stream().map(Expression::toString).collect(Collectors.joining(", ", name + "(", ")"));
    }
}
