package dev.tideboard.query;

import dev.tideboard.data.ColumnSchema;
import dev.tideboard.data.ColumnType;
import dev.tideboard.engine.ops.AggregateCall;
import dev.tideboard.engine.ops.OverCall;
import dev.tideboard.engine.ops.OverWindow;
import dev.tideboard.engine.ops.TemporalFilter.Bound;
import dev.tideboard.engine.ops.expression.Expression;
import dev.tideboard.engine.ops.expression.InputColumn;
import java.util.List;

/**
 * What a node of a plan computes of its inputs, without what it calls things: two nodes of equal computation over the same
 * inputs have the same rows, so one operator does for both.
 *
 * @param kind which operator it is
 * @param columns the types of the result
 * @param details everything else that the result depends on
 */
record Computation(String kind, List<ColumnType> columns, List<Object> details) {

    /** The computation of a node that is not a scan. */
    static Computation of(PlanNode node) {
        List<ColumnType> columns =
                node.schema().columns().stream().map(ColumnSchema::type).toList();
        return new Computation(kind(node), columns, details(node));
    }

    private static String kind(PlanNode node) {
        return switch (node) {
            case PlanNode.Join join when LookupJoins.canRead(join) -> "LookupJoin";
            case PlanNode.TopRows top when AgeingRows.areLeft(top) -> "AgeingTopRows";
            default -> node.getClass().getSimpleName();
        };
    }

    private static List<Object> details(PlanNode node) {
        return switch (node) {
            case PlanNode.Scan scan -> List.of(scan.relation());
            case PlanNode.Filter filter -> List.of(nameless(filter.condition()));
            case PlanNode.TemporalFilter filter ->
                List.of(filter.bounds().stream().map(Computation::nameless).toList());
            case PlanNode.Project project ->
                List.of(project.expressions().stream()
                        .map(Computation::nameless)
                        .toList());
            case PlanNode.Windows windows -> List.of(windows.timeColumn(), windows.span());
            case PlanNode.Join join -> details(join);
            case PlanNode.AsOfJoin asOf -> List.of(details(asOf.join()), asOf.match());
            case PlanNode.GroupBy groups ->
                List.of(
                        groups.keys(),
                        groups.calls().stream().map(Computation::nameless).toList());
            case PlanNode.TopRows top -> List.of(top.partition(), top.order(), top.limit());
            case PlanNode.Over over -> details(over.window());
            case PlanNode.UnionAll union -> List.of();
        };
    }

    private static List<Object> details(OverWindow.Spec window) {
        return List.of(
                window.partition(),
                window.order(),
                window.calls().stream().map(Computation::nameless).toList());
    }

    private static OverCall nameless(OverCall call) {
        return new OverCall(call.function(), call.of(), call.frame(), call.fallback(), "");
    }

    private static List<Object> details(PlanNode.Join join) {
        return List.of(join.leftKeys(), join.rightKeys(), join.outer());
    }

    private static Expression nameless(Expression expression) {
        return expression.over(column -> new InputColumn(column.index(), "", column.type()));
    }

    private static Bound nameless(Bound bound) {
        return new Bound(nameless(bound.time()), bound.shiftMs(), bound.until(), "");
    }

    private static AggregateCall nameless(AggregateCall call) {
        return new AggregateCall(call.function(), call.argument(), call.argumentType(), call.by(), "");
    }
}
