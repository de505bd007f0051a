package dev.tideboard.query;

import dev.tideboard.engine.ops.expression.Constant;
import dev.tideboard.query.ExpressionTranslator.Typed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexCorrelVariable;
import org.apache.calcite.rex.RexFieldAccess;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.rex.RexVisitorImpl;
import org.apache.calcite.sql.SqlKind;

/**
 * IN (SELECT …), EXISTS and NOT EXISTS as joins with the distinct values that their query gives: as conditions of their own,
 * and with the outer row only in equalities, so that what has to be looked up is a key.
 */
final class SubQueryTranslator {
    static final String WHERE_ONLY =
            "a query inside an expression is supported only as a condition of its own, joined by"
                    + " AND: x IN (SELECT …), EXISTS (…) or NOT EXISTS (…)";

    private final PlanTranslator plans;
    private final Set<CorrelationId> outer;

    /** @param outer what the queries may call the row that the condition is about */
    SubQueryTranslator(PlanTranslator plans, Set<CorrelationId> outer) {
        this.plans = plans;
        this.outer = outer;
    }

    /** Whether a condition is one of those translated here. */
    static boolean isOne(RexNode condition) {
        return query(condition).isPresent();
    }

    private static Optional<RexSubQuery> query(RexNode condition) {
        RexNode inner = condition.getKind() == SqlKind.NOT
                ? ((RexCall) condition).getOperands().getFirst()
                : condition;
        return inner instanceof RexSubQuery query ? Optional.of(query) : Optional.empty();
    }

    /** The rows of {@code input} for which the condition is true. */
    PlanNode filter(PlanNode input, RexNode condition) {
        RexSubQuery query = query(condition).orElseThrow();
        boolean negated = condition.getKind() == SqlKind.NOT;
        return switch (query.getKind()) {
            case IN -> in(input, query, negated);
            case EXISTS -> exists(input, query, negated);
            default -> throw new Unsupported(WHERE_ONLY, query.getKind());
        };
    }

    private PlanNode in(PlanNode input, RexSubQuery query, boolean negated) {
        if (negated) {
            throw new Unsupported(
                    "NOT IN (SELECT …) is true of nothing once the query gives a null; write NOT EXISTS",
                    SqlKind.NOT_IN);
        }
        if (!RelOptUtil.getVariablesUsed(query.rel).isEmpty()) {
            throw new Unsupported("the query of IN uses a column from outside; write EXISTS", SqlKind.IN);
        }
        PlanNode found = plans.translate(query.rel);
        List<Typed> keys = plans.expressions(input).translate(query.getOperands());
        return new JoinTranslator(plans).semi(input, keys, found, PlanTranslator.references(found), false);
    }

    private PlanNode exists(PlanNode input, RexSubQuery query, boolean negated) {
        RelNode rel = query.rel;
        while (rel instanceof Project project) {
            rel = project.getInput(); // what is selected does not matter
        }
        if (RelOptUtil.getVariablesUsed(rel).isEmpty()) {
            // The same for every row: all of them look up the same key.
            List<Typed> same = List.of(Typed.plain(Constant.of(true)));
            return new JoinTranslator(plans).semi(input, same, plans.translate(rel), same, negated);
        }
        if (!(rel instanceof Filter filter)
                || !RelOptUtil.getVariablesUsed(filter.getInput()).isEmpty()) {
            throw unequal();
        }
        List<RexNode> own = new ArrayList<>();
        List<RexNode> outerKeys = new ArrayList<>();
        List<RexNode> innerKeys = new ArrayList<>();
        for (RexNode conjunct : RelOptUtil.conjunctions(filter.getCondition())) {
            if (usesOuter(conjunct)) {
                addKeys(conjunct, outerKeys, innerKeys);
            } else {
                own.add(conjunct);
            }
        }
        if (outerKeys.isEmpty()) {
            throw unequal();
        }
        PlanNode found = plans.translate(filter.getInput());
        if (!own.isEmpty()) {
            RexNode all = RexUtil.composeConjunction(plans.builder(), own);
            found = plans.filter(found, all, filter.getVariablesSet());
        }
        List<Typed> keys = plans.expressions(input).translate(outerKeys);
        List<Typed> foundKeys = plans.expressions(found).translate(innerKeys);
        return new JoinTranslator(plans).semi(input, keys, found, foundKeys, negated);
    }

    private static Unsupported unequal() {
        return new Unsupported(
                "EXISTS needs a column of its query equal to one from outside, joined by AND, and nothing else from"
                        + " outside",
                SqlKind.EXISTS);
    }

    private void addKeys(RexNode conjunct, List<RexNode> outerKeys, List<RexNode> innerKeys) {
        if (!(conjunct instanceof RexCall call) || call.getKind() != SqlKind.EQUALS) {
            throw unequal();
        }
        RexNode one = call.getOperands().getFirst();
        RexNode other = call.getOperands().getLast();
        boolean isFirst = usesOuter(one);
        RexNode ofOuter = isFirst ? one : other;
        RexNode ofInner = isFirst ? other : one;
        if (usesOuter(ofInner) || !RelOptUtil.InputFinder.bits(ofOuter).isEmpty()) {
            throw unequal();
        }
        outerKeys.add(ofOuter.accept(new OuterColumns()));
        innerKeys.add(ofInner);
    }

    private static boolean usesOuter(RexNode node) {
        boolean[] uses = {false};
        node.accept(new RexVisitorImpl<Void>(true) {
            @Override
            public Void visitCorrelVariable(RexCorrelVariable variable) {
                uses[0] = true;
                return super.visitCorrelVariable(variable);
            }

            @Override
            public Void visitSubQuery(RexSubQuery query) {
                uses[0] |= !RelOptUtil.getVariablesUsed(query.rel).isEmpty();
                return super.visitSubQuery(query);
            }
        });
        return uses[0];
    }

    /** Columns of the outer row as what they are outside: columns of the input. */
    private final class OuterColumns extends RexShuttle {
        @Override
        public RexNode visitFieldAccess(RexFieldAccess access) {
            if (access.getReferenceExpr() instanceof RexCorrelVariable variable && outer.contains(variable.id)) {
                return new RexInputRef(access.getField().getIndex(), access.getType());
            }
            throw unequal();
        }
    }
}
