package dev.tideboard.query;

import dev.tideboard.engine.ops.TopRows.Sort;
import dev.tideboard.engine.ops.expression.InputColumn;
import dev.tideboard.query.ExpressionTranslator.Typed;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelFieldCollation.NullDirection;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexFieldCollation;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;

/** {@code QUALIFY ROW_NUMBER() OVER (PARTITION BY … ORDER BY …) <= n}, also when written as a filter on a subquery. */
final class RankTranslator {
    private static final String SUPPORTED = "ROW_NUMBER() OVER (…) = 1, or <= n, joined to other conditions by AND";

    private final PlanTranslator plans;

    RankTranslator(PlanTranslator plans) {
        this.plans = plans;
    }

    /** The filter on ranks, and the conditions on plain columns beside it; all over the input of the projection. */
    private record Conditions(RexOver rank, int limit, Set<RexNode> onRank, List<RexNode> others) {}

    PlanNode translate(Filter filter, Project project) {
        Conditions conditions = conditions(filter, project);
        PlanNode input = plans.translate(project.getInput());
        PlanNode ranked = ranked(input, conditions);
        if (!conditions.others().isEmpty()) {
            ranked = plans.filter(ranked, RexUtil.composeConjunction(plans.builder(), conditions.others()));
        }
        List<RexNode> columns = project.getProjects().stream()
                .map(column -> known(column, conditions))
                .toList();
        return PlanTranslator.project(
                ranked, plans.expressions(ranked).translate(columns), PlanTranslator.names(project));
    }

    private Conditions conditions(Filter filter, Project project) {
        RexNode condition = RelOptUtil.pushPastProject(filter.getCondition(), project);
        List<RexNode> others = new ArrayList<>();
        List<RexNode> onRank = new ArrayList<>();
        for (RexNode conjunct : RelOptUtil.conjunctions(condition)) {
            (PlanTranslator.hasOver(conjunct) ? onRank : others).add(conjunct);
        }
        if (onRank.size() != 1 || !(onRank.getFirst() instanceof RexCall comparison)) {
            throw new Unsupported("only one condition on a window function is supported: " + SUPPORTED, SqlKind.OVER);
        }
        boolean rankFirst = comparison.getOperands().getFirst() instanceof RexOver;
        RexNode rank = comparison.getOperands().get(rankFirst ? 0 : 1);
        RexNode bound = comparison.getOperands().get(rankFirst ? 1 : 0);
        if (!(rank instanceof RexOver over)
                || over.getAggOperator().getKind() != SqlKind.ROW_NUMBER
                || !(bound instanceof RexLiteral literal)) {
            throw new Unsupported("this use of a window function is not supported; " + SUPPORTED, SqlKind.OVER);
        }
        SqlKind kind = rankFirst ? comparison.getKind() : comparison.getKind().reverse();
        return new Conditions(over, limit(kind, literal), Set.of(comparison), others);
    }

    private int limit(SqlKind kind, RexLiteral literal) {
        BigDecimal value = ExpressionTranslator.value(literal, BigDecimal.class);
        return switch (kind) {
            case EQUALS -> {
                if (value.compareTo(BigDecimal.ONE) != 0) {
                    throw new Unsupported("ROW_NUMBER() = " + value + " is not supported; " + SUPPORTED, SqlKind.OVER);
                }
                yield 1;
            }
            case LESS_THAN_OR_EQUAL -> PlanTranslator.limit(literal);
            case LESS_THAN -> PlanTranslator.limit(plans.builder().makeExactLiteral(value.subtract(BigDecimal.ONE)));
            default ->
                throw new Unsupported("this comparison of ROW_NUMBER() is not supported; " + SUPPORTED, SqlKind.OVER);
        };
    }

    private PlanNode ranked(PlanNode input, Conditions conditions) {
        ExpressionTranslator expressions = plans.expressions(input);
        List<Typed> computed = new ArrayList<>();
        List<Integer> partition = new ArrayList<>();
        for (RexNode key : conditions.rank().getWindow().partitionKeys) {
            partition.add(place(expressions.translate(key), input, computed));
        }
        List<Sort> order = new ArrayList<>();
        for (RexFieldCollation key : conditions.rank().getWindow().orderKeys) {
            if (key.getNullDirection() == NullDirection.FIRST) {
                throw new Unsupported("NULLS FIRST is not supported; nulls come last", SqlKind.NULLS_FIRST);
            }
            int column = place(expressions.translate(key.left), input, computed);
            order.add(new Sort(column, key.getDirection().isDescending()));
        }
        if (order.isEmpty()) {
            throw new Unsupported("ROW_NUMBER() needs ORDER BY in its OVER", SqlKind.OVER);
        }
        PlanNode extended = PlanTranslator.extended(input, computed);
        return new PlanNode.TopRows(extended, partition, order, conditions.limit());
    }

    /** The column of {@code input} that {@code key} is, or that of a column computed for it. */
    private static int place(Typed key, PlanNode input, List<Typed> computed) {
        if (key.expression() instanceof InputColumn column) {
            return column.index();
        }
        computed.add(key);
        return input.schema().size() + computed.size() - 1;
    }

    /** A projected column, given that its row has passed: the condition is true and the first rank is 1. */
    private RexNode known(RexNode column, Conditions conditions) {
        return column.accept(new RexShuttle() {
            @Override
            public RexNode visitCall(RexCall call) {
                if (conditions.onRank().contains(call)) {
                    return plans.builder().makeLiteral(true);
                }
                return super.visitCall(call);
            }

            @Override
            public RexNode visitOver(RexOver over) {
                if (!over.equals(conditions.rank()) || conditions.limit() > 1) {
                    throw new Unsupported(
                            "a window function is not supported as a column of a view; " + SUPPORTED, SqlKind.OVER);
                }
                return plans.builder().makeLiteral(1L, over.getType(), false);
            }
        });
    }
}
