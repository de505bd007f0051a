package dev.tideboard.query;

import dev.tideboard.engine.ops.TopRows.Sort;
import dev.tideboard.engine.ops.expression.InputColumn;
import dev.tideboard.query.ExpressionTranslator.Typed;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.RelFieldCollation.NullDirection;
import org.apache.calcite.rex.RexFieldCollation;
import org.apache.calcite.rex.RexWindow;
import org.apache.calcite.sql.SqlKind;

/** The columns of PARTITION BY and ORDER BY in an OVER. */
record WindowKeys(List<Integer> partition, List<Sort> order) {

    /** @param computed is given the expressions that need a column of their own behind those of {@code input} */
    static WindowKeys of(RexWindow window, PlanNode input, ExpressionTranslator expressions, List<Typed> computed) {
        List<Integer> partition = window.partitionKeys.stream()
                .map(key -> place(expressions.translate(key), input, computed))
                .toList();
        List<Sort> order = new ArrayList<>();
        for (RexFieldCollation key : window.orderKeys) {
            if (key.getNullDirection() == NullDirection.FIRST) {
                throw new Unsupported("NULLS FIRST is not supported; nulls come last", SqlKind.NULLS_FIRST);
            }
            int column = place(expressions.translate(key.left), input, computed);
            order.add(new Sort(column, key.getDirection().isDescending()));
        }
        return new WindowKeys(partition, order);
    }

    /** The column of {@code input} that {@code value} is, or that of a column computed for it. */
    static int place(Typed value, PlanNode input, List<Typed> computed) {
        if (value.expression() instanceof InputColumn column) {
            return column.index();
        }
        int known = computed.indexOf(value);
        if (known < 0) {
            computed.add(value);
        }
        return input.schema().size() + (known < 0 ? computed.size() - 1 : known);
    }
}
