package dev.tideboard.query;

import dev.tideboard.query.ExpressionTranslator.Typed;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;

/**
 * {@code QUALIFY ROW_NUMBER() OVER (PARTITION BY … ORDER BY …) <= n}, also when written as a filter on a subquery: only
 * which rows come first matters, not the number of each.
 */
final class RankTranslator {
    private static final BigDecimal MOST_ROWS = BigDecimal.valueOf(100_000);

    private final PlanTranslator plans;

    RankTranslator(PlanTranslator plans) {
        this.plans = plans;
    }

    /** The filter on ranks, and the conditions on plain columns beside it; all over the input of the projection. */
    private record Conditions(RexOver rank, int limit, Set<RexNode> onRank, List<RexNode> others) {}

    /** Empty where window functions are used in another way. */
    Optional<PlanNode> translate(Filter filter, Project project) {
        return conditions(filter, project)
                .filter(conditions -> project.getProjects().stream().allMatch(column -> isKnown(column, conditions)))
                .map(conditions -> ranked(project, conditions));
    }

    private PlanNode ranked(Project project, Conditions conditions) {
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

    private Optional<Conditions> conditions(Filter filter, Project project) {
        RexNode condition = RelOptUtil.pushPastProject(filter.getCondition(), project);
        List<RexNode> others = new ArrayList<>();
        List<RexNode> onRank = new ArrayList<>();
        for (RexNode conjunct : RelOptUtil.conjunctions(condition)) {
            (PlanTranslator.hasOver(conjunct) ? onRank : others).add(conjunct);
        }
        if (onRank.size() != 1
                || !(onRank.getFirst() instanceof RexCall comparison)
                || comparison.getOperands().size() != 2) {
            return Optional.empty();
        }
        boolean rankFirst = comparison.getOperands().getFirst() instanceof RexOver;
        RexNode rank = comparison.getOperands().get(rankFirst ? 0 : 1);
        RexNode bound = comparison.getOperands().get(rankFirst ? 1 : 0);
        if (!(rank instanceof RexOver over)
                || over.getAggOperator().getKind() != SqlKind.ROW_NUMBER
                || over.getWindow().orderKeys.isEmpty()
                || !(bound instanceof RexLiteral literal)) {
            return Optional.empty();
        }
        SqlKind kind = rankFirst ? comparison.getKind() : comparison.getKind().reverse();
        return limit(kind, literal).map(limit -> new Conditions(over, limit, Set.of(comparison), others));
    }

    private static Optional<Integer> limit(SqlKind kind, RexLiteral literal) {
        BigDecimal value = ExpressionTranslator.value(literal, BigDecimal.class);
        BigDecimal limit = switch (kind) {
            case EQUALS -> value.compareTo(BigDecimal.ONE) == 0 ? value : BigDecimal.ZERO;
            case LESS_THAN_OR_EQUAL -> value;
            case LESS_THAN -> value.subtract(BigDecimal.ONE);
            default -> BigDecimal.ZERO;
        };
        boolean fits = limit.signum() > 0
                && limit.compareTo(MOST_ROWS) <= 0
                && limit.stripTrailingZeros().scale() <= 0;
        return fits ? Optional.of(limit.intValueExact()) : Optional.empty();
    }

    private PlanNode ranked(PlanNode input, Conditions conditions) {
        List<Typed> computed = new ArrayList<>();
        WindowKeys keys = WindowKeys.of(conditions.rank().getWindow(), input, plans.expressions(input), computed);
        PlanNode extended = PlanTranslator.extended(input, computed);
        return new PlanNode.TopRows(extended, keys.partition(), keys.order(), conditions.limit());
    }

    /** Whether the rows that pass say what a projected column is. */
    private boolean isKnown(RexNode column, Conditions conditions) {
        return !PlanTranslator.hasOver(known(column, conditions));
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
                return over.equals(conditions.rank()) && conditions.limit() == 1
                        ? plans.builder().makeLiteral(1L, over.getType(), false)
                        : over;
            }
        });
    }
}
