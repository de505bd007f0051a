package dev.tideboard.engine.ops;

import dev.tideboard.data.Column;
import dev.tideboard.data.Delta;
import dev.tideboard.data.DoubleColumn;
import dev.tideboard.data.LongColumn;
import dev.tideboard.data.Nulls;
import dev.tideboard.data.RowBatch;
import dev.tideboard.data.Schema;
import dev.tideboard.data.TextColumn;
import dev.tideboard.engine.Replayable;
import dev.tideboard.engine.ops.expression.Expression;
import dev.tideboard.engine.ops.expression.InputColumn;
import dev.tideboard.engine.ops.expression.RowNumbers;
import dev.tideboard.engine.ops.expression.Rows;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Computes each column of the result from the row of the input. Stateless; weights pass through. */
public final class Project implements Replayable {
    private final Schema output;
    private final List<Expression> expressions;
    private final RowNumbers numbers = new RowNumbers();

    public Project(Schema output, List<Expression> expressions) {
        this.output = output;
        this.expressions = List.copyOf(expressions);
    }

    @Override
    public Schema output() {
        return output;
    }

    @Override
    public Delta step(List<Delta> inputs) {
        Delta delta = inputs.getFirst();
        numbers.reset();
        Rows rows = Rows.all(delta.rows(), numbers);
        List<Column> columns = new ArrayList<>(expressions.size());
        for (Expression expression : expressions) {
            Column column = expression.evaluate(rows);
            columns.add(expression instanceof InputColumn ? column : zeroedWhereNull(column));
        }
        return new Delta(new RowBatch(output, columns, delta.size()), delta.weights());
    }

    /** Kernels leave anything at null rows; columns that cross operators hold zero there, so that equal is equal. */
    private static Column zeroedWhereNull(Column column) {
        Nulls nulls = column.nulls();
        if (!nulls.any()) {
            return column;
        }
        return switch (column) {
            case LongColumn from -> {
                long[] values = from.values().clone();
                for (int row = 0; row < from.size(); row++) {
                    values[row] = nulls.isNull(row) ? 0 : values[row];
                }
                yield new LongColumn(values, from.size(), nulls);
            }
            case DoubleColumn from -> {
                double[] values = from.values().clone();
                for (int row = 0; row < from.size(); row++) {
                    values[row] = nulls.isNull(row) ? 0 : values[row];
                }
                yield new DoubleColumn(values, from.size(), nulls);
            }
            case TextColumn from -> {
                int[] codes = from.codes().clone();
                for (int row = 0; row < from.size(); row++) {
                    codes[row] = nulls.isNull(row) ? 0 : codes[row];
                }
                yield new TextColumn(codes, from.size(), nulls, from.dictionary());
            }
        };
    }

    @Override
    public Delta replay(List<Supplier<Delta>> inputs) {
        return step(List.of(inputs.getFirst().get()));
    }

    @Override
    public String describe() {
        return expressions.stream().map(Expression::toString).collect(Collectors.joining(", ", "Project [", "]"));
    }
}
