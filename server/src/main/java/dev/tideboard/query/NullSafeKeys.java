package dev.tideboard.query;

import dev.tideboard.data.ColumnSchema;
import dev.tideboard.data.ColumnType;
import dev.tideboard.data.Dictionary;
import dev.tideboard.engine.ops.expression.Case;
import dev.tideboard.engine.ops.expression.Constant;
import dev.tideboard.engine.ops.expression.Expression;
import dev.tideboard.engine.ops.expression.InputColumn;
import dev.tideboard.engine.ops.expression.Test;
import dev.tideboard.query.ExpressionTranslator.Typed;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Columns as keys of a join that finds a null for a null: whether it is null, and what else it is. Where rows are compared as
 * a whole a null is the same as itself, while a join equates it with nothing.
 */
final class NullSafeKeys {
    private NullSafeKeys() {}

    /** All columns of {@code rows}. */
    static List<Typed> of(PlanNode rows, Dictionary dictionary) {
        return IntStream.range(0, rows.schema().size())
                .mapToObj(column -> of(column, rows.schema().column(column), dictionary))
                .flatMap(List::stream)
                .toList();
    }

    /** The column at {@code index}. */
    static List<Typed> of(int index, ColumnSchema column, Dictionary dictionary) {
        Expression value = new InputColumn(index, column.name(), column.type());
        Expression missing = new Test(Test.Kind.NULL, value);
        List<Expression> either = List.of(nothing(column.type(), dictionary), value);
        return List.of(Typed.plain(missing), Typed.plain(new Case(List.of(missing), either, column.type())));
    }

    private static Constant nothing(ColumnType type, Dictionary dictionary) {
        return switch (type.storage()) {
            case TEXT -> Constant.of("", dictionary);
            case DOUBLE -> Constant.of(0.0);
            case LONG -> Constant.of(type, 0);
        };
    }
}
