package dev.tideboard.query;

import dev.tideboard.data.ColumnSchema;
import dev.tideboard.engine.ops.OverWindow;
import dev.tideboard.query.ExpressionTranslator.Typed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexFieldCollation;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;

/** Window functions in a projection: an operator per window, one upon the other, and the projection on top. */
final class OverTranslator {
    private final PlanTranslator plans;

    OverTranslator(PlanTranslator plans) {
        this.plans = plans;
    }

    /** What the functions of one operator have in common; their frames may differ. */
    private record Window(List<RexNode> partition, List<RexFieldCollation> order) {
        static Window of(RexOver over) {
            return new Window(over.getWindow().partitionKeys, over.getWindow().orderKeys);
        }
    }

    PlanNode translate(Project project) {
        Set<RexOver> functions = new LinkedHashSet<>();
        List<RexNode> columns = project.getProjects().stream()
                .map(column -> column.accept(new Collecting(functions)))
                .toList();
        Map<Window, List<RexOver>> windows = new LinkedHashMap<>();
        functions.forEach(function -> windows.computeIfAbsent(Window.of(function), window -> new ArrayList<>())
                .add(function));
        PlanNode node = plans.translate(project.getInput());
        Map<RexOver, Integer> places = new LinkedHashMap<>();
        for (List<RexOver> ofWindow : windows.values()) {
            node = over(node, ofWindow);
            int first = node.schema().size() - ofWindow.size();
            for (int i = 0; i < ofWindow.size(); i++) {
                places.put(ofWindow.get(i), first + i);
            }
        }
        List<RexNode> placed = columns.stream()
                .map(column -> column.accept(new Placing(places)))
                .toList();
        return PlanTranslator.project(node, plans.expressions(node).translate(placed), PlanTranslator.names(project));
    }

    /** {@code input} with the functions of one window, and perhaps what they need computed, behind its columns. */
    private PlanNode over(PlanNode input, List<RexOver> functions) {
        ExpressionTranslator expressions = plans.expressions(input);
        List<Typed> computed = new ArrayList<>();
        WindowKeys keys = WindowKeys.of(functions.getFirst().getWindow(), input, expressions, computed);
        List<OverCallTranslator.Call> calls = functions.stream()
                .map(function -> new OverCallTranslator(input, expressions, computed).translate(function))
                .toList();
        PlanNode extended = PlanTranslator.extended(input, computed);
        List<ColumnSchema> columns = new ArrayList<>(extended.schema().columns());
        calls.forEach(call -> columns.add(
                new ColumnSchema(call.call().text() + " OVER", call.call().type(), call.unit())));
        OverWindow.Spec spec = new OverWindow.Spec(
                keys.partition(),
                keys.order(),
                calls.stream().map(OverCallTranslator.Call::call).toList());
        return new PlanNode.Over(extended, spec, PlanTranslator.distinct(columns));
    }

    /** Notes window functions, and takes back that a sum was written as a choice between its value and null. */
    private static final class Collecting extends RexShuttle {
        private static final Set<SqlKind> SUMS = Set.of(SqlKind.SUM, SqlKind.SUM0);

        private final Set<RexOver> functions;

        Collecting(Set<RexOver> functions) {
            this.functions = functions;
        }

        @Override
        public RexNode visitCall(RexCall call) {
            return isSum(call) ? call.getOperands().get(1).accept(this) : super.visitCall(call);
        }

        /** {@code CASE WHEN COUNT(x) OVER (…) > 0 THEN $SUM0(x) OVER (…) END}. */
        private static boolean isSum(RexCall call) {
            List<RexNode> operands = call.getOperands();
            return call.getKind() == SqlKind.CASE
                    && operands.size() == 3
                    && RexUtil.isNullLiteral(operands.get(2), true)
                    && operands.get(0) instanceof RexCall condition
                    && condition.getKind() == SqlKind.GREATER_THAN
                    && condition.getOperands().getFirst() instanceof RexOver count
                    && count.getAggOperator().getKind() == SqlKind.COUNT
                    && plain(operands.get(1)) instanceof RexOver sum
                    && SUMS.contains(sum.getAggOperator().getKind())
                    && sum.getOperands().equals(count.getOperands());
        }

        private static RexNode plain(RexNode node) {
            return node.getKind() == SqlKind.CAST
                    ? ((RexCall) node).getOperands().getFirst()
                    : node;
        }

        @Override
        public RexNode visitOver(RexOver over) {
            functions.add(over);
            return over;
        }
    }

    /** Reads columns in place of window functions. */
    private final class Placing extends RexShuttle {
        private final Map<RexOver, Integer> places;

        Placing(Map<RexOver, Integer> places) {
            this.places = places;
        }

        @Override
        public RexNode visitOver(RexOver over) {
            return plans.builder().makeInputRef(over.getType(), places.getOrDefault(over, -1));
        }
    }
}
