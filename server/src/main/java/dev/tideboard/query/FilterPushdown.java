package dev.tideboard.query;

import dev.tideboard.data.ColumnSchema;
import dev.tideboard.engine.ops.expression.Connective;
import dev.tideboard.engine.ops.expression.Constant;
import dev.tideboard.engine.ops.expression.Expression;
import dev.tideboard.engine.ops.expression.InputColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * Moves conditions towards the tables, so that state holds only rows that matter. A condition that can fail stays where
 * it was written: moved below a join it would meet rows that its author had excluded.
 */
final class FilterPushdown {
    private FilterPushdown() {}

    static PlanNode push(PlanNode node) {
        return node instanceof PlanNode.Filter filter
                ? filter(filter)
                : node.withInputs(
                        node.inputs().stream().map(FilterPushdown::push).toList());
    }

    private static PlanNode filter(PlanNode.Filter filter) {
        PlanNode node = push(filter.input());
        List<Expression> kept = new ArrayList<>();
        for (Expression condition : conjuncts(filter.condition())) {
            if (condition.equals(Constant.of(true))) {
                continue; // what is left of a parameter without a value
            }
            Optional<PlanNode> sunk = condition.canFail() ? Optional.empty() : sink(node, condition);
            if (sunk.isPresent()) {
                node = sunk.get();
            } else {
                kept.add(condition);
            }
        }
        for (Expression condition : kept) {
            node = filtered(node, condition);
        }
        return node;
    }

    static List<Expression> conjuncts(Expression condition) {
        if (condition instanceof Connective all && all.kind() == Connective.Kind.AND) {
            return all.operands().stream()
                    .flatMap(operand -> conjuncts(operand).stream())
                    .toList();
        }
        return List.of(condition);
    }

    /** {@code node} with {@code condition} behind the conditions it has. */
    private static PlanNode filtered(PlanNode node, Expression condition) {
        if (node instanceof PlanNode.Filter filter) {
            List<Expression> all = new ArrayList<>(conjuncts(filter.condition()));
            all.add(condition);
            return new PlanNode.Filter(filter.input(), new Connective(Connective.Kind.AND, all));
        }
        return new PlanNode.Filter(node, condition);
    }

    private static PlanNode sunkOrFiltered(PlanNode node, Expression condition) {
        return sink(node, condition).orElseGet(() -> filtered(node, condition));
    }

    private static PlanNode over(PlanNode node, PlanNode... inputs) {
        return node.withInputs(List.of(inputs));
    }

    /** {@code node} with {@code condition} somewhere below it; empty where it must stay above. */
    private static Optional<PlanNode> sink(PlanNode node, Expression condition) {
        return switch (node) {
            case PlanNode.Scan scan -> Optional.empty();
            case PlanNode.Filter filter ->
                sink(filter.input(), condition).map(input -> new PlanNode.Filter(input, filter.condition()));
            case PlanNode.TemporalFilter filter -> Optional.of(over(filter, sunkOrFiltered(filter.input(), condition)));
            case PlanNode.Project project ->
                moved(
                                condition,
                                column -> Optional.of(project.expressions().get(column))
                                        .filter(InputColumn.class::isInstance)
                                        .map(InputColumn.class::cast))
                        .map(inner -> new PlanNode.Project(
                                sunkOrFiltered(project.input(), inner), project.expressions(), project.schema()));
            case PlanNode.Windows windows ->
                moved(condition, column -> reference(windows.input(), column))
                        .map(inner -> over(windows, sunkOrFiltered(windows.input(), inner)));
            case PlanNode.Join join -> intoSide(join, condition);
            case PlanNode.AsOfJoin asOf -> intoLeft(asOf, condition);
            case PlanNode.GroupBy groups -> belowGroups(groups, condition);
            case PlanNode.TopRows top ->
                ofPartition(condition, top.partition(), top.input())
                        .map(inner -> over(top, sunkOrFiltered(top.input(), inner)));
            case PlanNode.Over over ->
                ofPartition(condition, over.window().partition(), over.input())
                        .map(inner -> over(over, sunkOrFiltered(over.input(), inner)));
            case PlanNode.UnionAll union -> intoAll(union, condition);
        };
    }

    /** {@code condition} where it is on columns that a partition has in common: it lets all of its rows pass, or none. */
    private static Optional<Expression> ofPartition(Expression condition, List<Integer> partition, PlanNode input) {
        return moved(condition, column -> partition.contains(column) ? reference(input, column) : Optional.empty());
    }

    private static Optional<PlanNode> belowGroups(PlanNode.GroupBy groups, Expression condition) {
        if (groups.keys().isEmpty()) {
            return Optional.empty(); // without GROUP BY there is a row even when no input row passes
        }
        return moved(
                        condition,
                        column -> column < groups.keys().size()
                                ? reference(groups.input(), groups.keys().get(column))
                                : Optional.empty())
                .map(inner -> over(groups, sunkOrFiltered(groups.input(), inner)));
    }

    /** A condition on a right row must not choose another partner: only those on the left may go below. */
    private static Optional<PlanNode> intoLeft(PlanNode.AsOfJoin asOf, Expression condition) {
        PlanNode.Join join = asOf.join();
        PlanNode left = join.sides().left();
        return moved(condition, column -> reference(left, column))
                .map(inner ->
                        over(asOf, sunkOrFiltered(left, inner), join.sides().right()));
    }

    private static Optional<PlanNode> intoSide(PlanNode.Join join, Expression condition) {
        PlanNode left = join.sides().left();
        PlanNode right = join.sides().right();
        int width = left.schema().size();
        Optional<Expression> ofLeft = moved(condition, column -> reference(left, column));
        if (ofLeft.isPresent()) {
            return Optional.of(over(join, sunkOrFiltered(left, ofLeft.get()), right));
        }
        if (join.outer()) {
            return Optional.empty(); // its nulls appear only above the join
        }
        return moved(condition, column -> reference(right, column - width))
                .map(inner -> over(join, left, sunkOrFiltered(right, inner)));
    }

    private static Optional<PlanNode> intoAll(PlanNode.UnionAll union, Expression condition) {
        List<PlanNode> inputs = union.inputs().stream()
                .map(input -> sunkOrFiltered(
                        input,
                        moved(condition, column -> reference(input, column)).orElseThrow()))
                .toList();
        return Optional.of(new PlanNode.UnionAll(inputs, union.schema()));
    }

    /** A column of {@code input} as an expression; empty where it has no such column. */
    private static Optional<InputColumn> reference(PlanNode input, int column) {
        if (column < 0 || column >= input.schema().size()) {
            return Optional.empty();
        }
        ColumnSchema schema = input.schema().column(column);
        return Optional.of(new InputColumn(column, schema.name(), schema.type()));
    }

    /** {@code condition} over other columns; empty when one of them has no counterpart. */
    private static Optional<Expression> moved(Expression condition, IntFunction<Optional<InputColumn>> counterparts) {
        List<InputColumn> used = new ArrayList<>();
        condition.columns(used);
        if (used.stream().anyMatch(column -> counterparts.apply(column.index()).isEmpty())) {
            return Optional.empty();
        }
        return Optional.of(
                condition.over(column -> counterparts.apply(column.index()).orElseThrow()));
    }
}
