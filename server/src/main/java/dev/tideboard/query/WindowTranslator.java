package dev.tideboard.query;

import dev.tideboard.data.ColumnSchema;
import dev.tideboard.data.ColumnType;
import dev.tideboard.engine.ops.WindowSpan;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.core.TableFunctionScan;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;

/** TABLE(TUMBLE(…)) and TABLE(HOP(…)). */
final class WindowTranslator {
    private final PlanTranslator plans;

    WindowTranslator(PlanTranslator plans) {
        this.plans = plans;
    }

    PlanNode translate(TableFunctionScan scan) {
        RexCall call = (RexCall) scan.getCall();
        String function = call.getOperator().getName();
        List<RexNode> operands = call.getOperands();
        int spans = function.equals("HOP") ? 2 : 1;
        if (operands.size() <= spans || operands.size() > spans + 2) {
            String wanted = spans == 2 ? "a slide, a size" : "a size";
            throw new Unsupported(
                    function + " takes DESCRIPTOR(time), " + wanted + " and an offset", SqlKind.COLLECTION_TABLE);
        }
        PlanNode input = plans.translate(scan.getInput(0));
        int time = ((RexInputRef) ((RexCall) operands.getFirst()).getOperands().getFirst()).getIndex();
        ColumnSchema timeColumn = input.schema().column(time);
        if (timeColumn.type() != ColumnType.TIMESTAMP) {
            throw new Unsupported(
                    function + " by " + timeColumn.name() + ", a "
                            + timeColumn.type().spelling() + " column; a timestamp is needed",
                    SqlKind.DESCRIPTOR);
        }
        List<ColumnSchema> columns = new ArrayList<>(input.schema().columns());
        columns.add(ColumnSchema.of("window_start", ColumnType.TIMESTAMP));
        columns.add(ColumnSchema.of("window_end", ColumnType.TIMESTAMP));
        return new PlanNode.Windows(input, time, span(function, operands, spans), PlanTranslator.distinct(columns));
    }

    private static WindowSpan span(String function, List<RexNode> operands, int spans) {
        long slide = milliseconds(function, operands.get(1));
        long size = milliseconds(function, operands.get(spans));
        long offset = operands.size() == spans + 2 ? milliseconds(function, operands.get(spans + 1)) : 0;
        if (size <= 0 || slide <= 0) {
            throw new Unsupported(
                    function + " needs a size above zero, found " + Math.min(size, slide) + " ms",
                    SqlKind.COLLECTION_TABLE);
        }
        if (size / slide > WindowSpan.MOST_WINDOWS) {
            throw new Unsupported(
                    function + " puts each row into " + size / slide + " windows, at most " + WindowSpan.MOST_WINDOWS
                            + " are possible; use a longer slide",
                    SqlKind.COLLECTION_TABLE);
        }
        return new WindowSpan(size, slide, offset);
    }

    private static long milliseconds(String function, RexNode node) {
        boolean months = SqlTypes.of(node.getType()).isEmpty();
        if (months || !(node instanceof RexLiteral literal)) {
            throw new Unsupported(
                    function + " needs a constant interval of days or less; for months group by FLOOR(time TO MONTH)",
                    SqlKind.COLLECTION_TABLE);
        }
        return ExpressionTranslator.value(literal, BigDecimal.class).longValueExact();
    }
}
