package dev.tideboard.query;

import dev.tideboard.data.ColumnSchema;
import dev.tideboard.data.ColumnType;
import dev.tideboard.data.Unit;
import dev.tideboard.engine.ops.expression.Case;
import dev.tideboard.engine.ops.expression.Constant;
import dev.tideboard.engine.ops.expression.Conversion;
import dev.tideboard.engine.ops.expression.Expression;
import dev.tideboard.query.ExpressionTranslator.Typed;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;

/** Joins on equal columns, with what else ON asks for. */
final class JoinTranslator {
    private final PlanTranslator plans;

    JoinTranslator(PlanTranslator plans) {
        this.plans = plans;
    }

    PlanNode translate(Join join) {
        boolean outer = join.getJoinType() == JoinRelType.LEFT;
        if (!outer && join.getJoinType() != JoinRelType.INNER) {
            throw new Unsupported(join.getJoinType() + " JOIN is not supported", SqlKind.JOIN);
        }
        List<Integer> leftKeys = new ArrayList<>();
        List<Integer> rightKeys = new ArrayList<>();
        List<Boolean> nullsDiffer = new ArrayList<>();
        List<RexNode> rest = new ArrayList<>();
        RelOptUtil.splitJoinCondition(
                join.getLeft(), join.getRight(), join.getCondition(), leftKeys, rightKeys, nullsDiffer, rest);
        if (leftKeys.isEmpty()) {
            throw new Unsupported(
                    "JOIN needs a column of one side equal to a column of the other, joined by AND", SqlKind.JOIN);
        }
        if (nullsDiffer.contains(false)) {
            throw new Unsupported("JOIN by IS NOT DISTINCT FROM is not supported; use =", SqlKind.JOIN);
        }
        Side left = new Side(plans.translate(join.getLeft()), leftKeys);
        Side right = new Side(plans.translate(join.getRight()), rightKeys);
        align(left, right);
        if (outer && !rest.isEmpty()) {
            left = guarded(left, rest, join.getLeft().getRowType().getFieldCount());
        }
        PlanNode joined = join(left, right, outer);
        if (!outer && !rest.isEmpty()) {
            return plans.filter(joined, RexUtil.composeConjunction(plans.builder(), rest));
        }
        return joined;
    }

    /** One side: {@code width} columns of its own, then those computed for the join. */
    private static final class Side {
        private final PlanNode node;
        private final List<Integer> keys;
        private final List<Typed> computed = new ArrayList<>();

        Side(PlanNode node, List<Integer> keys) {
            this.node = node;
            this.keys = new ArrayList<>(keys);
        }

        int width() {
            return node.schema().size();
        }

        Typed key(int index) {
            int column = keys.get(index);
            return column < width() ? PlanTranslator.references(node).get(column) : computed.get(column - width());
        }

        void replaceKey(int index, Expression expression, Unit unit) {
            keys.set(index, width() + computed.size());
            computed.add(new Typed(expression, unit));
        }

        PlanNode extended() {
            return PlanTranslator.extended(node, computed);
        }
    }

    /** Both columns of a key must be stored alike: a whole number joined to a double becomes one. */
    private void align(Side left, Side right) {
        for (int i = 0; i < left.keys.size(); i++) {
            Typed one = left.key(i);
            Typed other = right.key(i);
            ExpressionTranslator.refuseClash("compare", one, other, SqlKind.EQUALS);
            if (one.type().storage() == other.type().storage()) {
                continue;
            }
            if (one.type() == ColumnType.TEXT || other.type() == ColumnType.TEXT) {
                throw new Unsupported(
                        "cannot join " + one.type().spelling() + " and "
                                + other.type().spelling() + "; use CAST",
                        SqlKind.JOIN);
            }
            Side whole = one.type() == ColumnType.DOUBLE ? right : left;
            Typed key = whole.key(i);
            whole.replaceKey(i, new Conversion(key.expression(), ColumnType.DOUBLE, plans.dictionary()), key.unit());
        }
    }

    /**
     * A condition of a left join on left columns only: rows that fail it find no partner but stay. So their key becomes
     * null, which equals nothing.
     */
    private Side guarded(Side left, List<RexNode> conditions, int leftWidth) {
        for (RexNode condition : conditions) {
            if (RelOptUtil.InputFinder.bits(condition).length() > leftWidth) {
                throw new Unsupported(
                        "LEFT JOIN compares columns of both sides only by =; move the condition to WHERE or a view",
                        SqlKind.JOIN);
            }
        }
        ExpressionTranslator expressions = plans.expressions(left.node);
        Expression condition = expressions
                .translate(RexUtil.composeConjunction(plans.builder(), conditions))
                .expression();
        Typed key = left.key(0);
        Constant nothing = Constant.missing(key.type(), plans.dictionary());
        left.replaceKey(0, new Case(List.of(condition), List.of(key.expression(), nothing), key.type()), key.unit());
        return left;
    }

    /** The join of both sides, without the columns that were computed for it. */
    private static PlanNode join(Side left, Side right, boolean outer) {
        PlanNode.Join.Sides sides = new PlanNode.Join.Sides(left.extended(), right.extended());
        List<ColumnSchema> columns = new ArrayList<>(sides.left().schema().columns());
        columns.addAll(sides.right().schema().columns());
        PlanNode join = new PlanNode.Join(sides, left.keys, right.keys, outer, PlanTranslator.distinct(columns));
        if (left.computed.isEmpty() && right.computed.isEmpty()) {
            return join;
        }
        int rightStart = sides.left().schema().size();
        List<Typed> all = PlanTranslator.references(join);
        List<Typed> kept = new ArrayList<>(all.subList(0, left.width()));
        kept.addAll(all.subList(rightStart, rightStart + right.width()));
        List<String> names = IntStream.range(0, kept.size())
                .mapToObj(i -> kept.get(i).expression().toString())
                .toList();
        return PlanTranslator.project(join, kept, names);
    }
}
