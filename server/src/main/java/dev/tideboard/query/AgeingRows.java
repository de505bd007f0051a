package dev.tideboard.query;

import dev.tideboard.engine.ops.TopRows.Sort;
import dev.tideboard.engine.ops.expression.InputColumn;

/**
 * Which first rows need no others behind them: those by time, newest first, of rows that leave oldest first. What is not
 * among the first then never will be.
 */
final class AgeingRows {
    private AgeingRows() {}

    static boolean areLeft(PlanNode.TopRows top) {
        Sort first = top.order().getFirst();
        return first.descending() && ages(top.input(), first.column());
    }

    /** Whether {@code column} is the time by which the rows of {@code node} leave. */
    private static boolean ages(PlanNode node, int column) {
        return switch (node) {
            case PlanNode.Scan scan ->
                scan.schema().column(column).name().equals(scan.relation().agesBy());
            case PlanNode.Filter filter -> ages(filter.input(), column);
            case PlanNode.Project project ->
                project.expressions().get(column) instanceof InputColumn input && ages(project.input(), input.index());
            default -> false; // others may give rows back that they had taken away
        };
    }
}
