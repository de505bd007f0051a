package dev.tideboard.query;

import dev.tideboard.data.ColumnSchema;
import dev.tideboard.data.ColumnType;
import dev.tideboard.data.Unit;
import dev.tideboard.engine.ops.AsOfJoin.Match;
import dev.tideboard.engine.ops.expression.Case;
import dev.tideboard.engine.ops.expression.Constant;
import dev.tideboard.engine.ops.expression.Conversion;
import dev.tideboard.engine.ops.expression.Expression;
import dev.tideboard.engine.ops.expression.InputColumn;
import dev.tideboard.engine.ops.expression.Test;
import dev.tideboard.query.ExpressionTranslator.Typed;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.AsofJoin;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.RelFactories;
import org.apache.calcite.rel.rules.JoinCommuteRule;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.tools.RelBuilder;
import org.apache.calcite.util.ImmutableBitSet;

/** Joins on equal columns, with what else ON asks for. */
final class JoinTranslator {
    private static final Set<SqlKind> ORDERS =
            Set.of(SqlKind.LESS_THAN, SqlKind.LESS_THAN_OR_EQUAL, SqlKind.GREATER_THAN, SqlKind.GREATER_THAN_OR_EQUAL);
    private static final String MATCHES =
            "MATCH_CONDITION compares a column of one side with one of the other by >=, >, <= or <";

    private final PlanTranslator plans;

    JoinTranslator(PlanTranslator plans) {
        this.plans = plans;
    }

    PlanNode translate(Join join) {
        if (join instanceof AsofJoin asOf) {
            return asOf(asOf);
        }
        return switch (join.getJoinType()) {
            case INNER, LEFT, FULL -> equal(join);
            case RIGHT -> plans.translate(swapped(join));
            default -> throw new Unsupported(join.getJoinType() + " JOIN is not supported", SqlKind.JOIN);
        };
    }

    private static RelNode swapped(Join join) {
        RelBuilder builder = RelFactories.LOGICAL_BUILDER.create(join.getCluster(), null);
        return Objects.requireNonNull(JoinCommuteRule.swap(join, true, builder));
    }

    private PlanNode equal(Join join) {
        JoinRelType type = join.getJoinType();
        Side left = new Side(plans.translate(join.getLeft()));
        Side right = new Side(plans.translate(join.getRight()));
        if (join.getCondition().isAlwaysFalse()) {
            return unmatched(left.node, right.node, type);
        }
        List<RexNode> rest = new ArrayList<>();
        for (RexNode conjunct : RelOptUtil.conjunctions(join.getCondition())) {
            if (!addKey(conjunct, left, right)) {
                rest.add(conjunct);
            }
        }
        if (left.keys.isEmpty()) {
            throw new Unsupported(
                    "JOIN needs a column of one side equal to a column of the other, joined by AND", SqlKind.JOIN);
        }
        boolean ofBoth = rest.stream().anyMatch(condition -> isOfBoth(condition, left));
        if (type == JoinRelType.LEFT && !ofBoth) {
            return left(left, right, rest);
        }
        if (type == JoinRelType.FULL && rest.isEmpty()) {
            return full(left, right);
        }
        PlanNode joined = join(left, right, false);
        PlanNode pairs =
                rest.isEmpty() ? joined : plans.filter(joined, RexUtil.composeConjunction(plans.builder(), rest));
        return type == JoinRelType.INNER ? pairs : withLonely(pairs, left, right, type == JoinRelType.FULL);
    }

    /** The pairs, and the rows of one side or both that are in none. */
    private PlanNode withLonely(PlanNode pairs, Side left, Side right, boolean both) {
        LonelyRows lonely = new LonelyRows(plans, pairs);
        List<PlanNode> all = new ArrayList<>();
        all.add(pairs);
        all.add(lonely.beside(lonely.of(left.node, 0), right.node.schema(), false));
        if (both) {
            all.add(lonely.beside(lonely.of(right.node, left.width()), left.node.schema(), true));
        }
        return new PlanNode.UnionAll(all, pairs.schema());
    }

    /** A full join by its keys alone, which also tell the right rows without a partner. */
    private PlanNode full(Side left, Side right) {
        PlanNode outer = join(left, right, true);
        List<Typed> leftKeys = new ArrayList<>();
        List<Typed> rightKeys = new ArrayList<>();
        for (int i = 0; i < left.keys.size(); i++) {
            leftKeys.add(left.key(i));
            rightKeys.add(right.key(i));
        }
        PlanNode alone = semi(right.node, rightKeys, left.node, leftKeys, true);
        PlanNode beside = new LonelyRows(plans, outer).beside(alone, left.node.schema(), true);
        return new PlanNode.UnionAll(List.of(outer, beside), outer.schema());
    }

    private static boolean isOfBoth(RexNode condition, Side left) {
        ImmutableBitSet columns = RelOptUtil.InputFinder.bits(condition);
        return !columns.isEmpty() && columns.nth(0) < left.width() && columns.length() > left.width();
    }

    /** A left join whose conditions beside its keys are each of one side. */
    private PlanNode left(Side left, Side right, List<RexNode> conditions) {
        List<RexNode> rest = new ArrayList<>(conditions);
        List<RexNode> ofRight = rest.stream()
                .filter(conjunct -> isOf(conjunct, left.width(), Integer.MAX_VALUE))
                .toList();
        rest.removeAll(ofRight);
        for (RexNode condition : ofRight) {
            right.node = plans.filter(right.node, RexUtil.shift(condition, -left.width()));
        }
        if (!rest.isEmpty()) {
            guard(left, rest);
        }
        return join(left, right, true);
    }

    /**
     * The rows of {@code input} for which {@code found} has a row with the same keys or, {@code negated}, has none: a join
     * with its distinct keys.
     */
    PlanNode semi(PlanNode input, List<Typed> keys, PlanNode found, List<Typed> foundKeys, boolean negated) {
        Side left = new Side(input);
        Side right = new Side(found);
        for (int i = 0; i < keys.size(); i++) {
            addKeys(left, keys.get(i), right, foundKeys.get(i));
        }
        List<Typed> columns = new ArrayList<>();
        List<String> names = new ArrayList<>();
        List<Typed> all = PlanTranslator.references(right.extended());
        for (int i = 0; i < keys.size(); i++) {
            columns.add(all.get(right.keys.get(i)));
            names.add("key");
        }
        PlanNode values = PlanTranslator.project(right.extended(), columns, names);
        List<Integer> places = IntStream.range(0, keys.size()).boxed().toList();
        PlanNode distinct = new PlanNode.GroupBy(values, places, List.of(), values.schema());
        Side other = new Side(PlanTranslator.extended(distinct, List.of(Typed.plain(Constant.of(true)))));
        other.keys.addAll(places);
        PlanNode joined = join(left, other, negated);
        if (negated) {
            int mark = joined.schema().size() - 1;
            InputColumn marker = new InputColumn(mark, "found", ColumnType.BOOLEAN);
            joined = new PlanNode.Filter(joined, new Test(Test.Kind.NULL, marker));
        }
        List<Typed> kept =
                PlanTranslator.references(joined).subList(0, input.schema().size());
        return PlanTranslator.project(joined, kept, input.schema().names());
    }

    /** What a join gives when no two rows can ever match: nothing, or all rows of a side with nulls beside them. */
    private PlanNode unmatched(PlanNode left, PlanNode right, JoinRelType type) {
        List<Typed> columns = new ArrayList<>(PlanTranslator.references(left));
        for (ColumnSchema column : right.schema().columns()) {
            columns.add(new Typed(Constant.missing(column.type(), plans.dictionary()), column.unit()));
        }
        List<String> names = new ArrayList<>(left.schema().names());
        names.addAll(right.schema().names());
        PlanNode joined = PlanTranslator.project(left, columns, names);
        if (type == JoinRelType.LEFT) {
            return joined;
        }
        PlanNode none = new PlanNode.UnionAll(List.of(), joined.schema());
        return type == JoinRelType.INNER
                ? none
                : new PlanNode.UnionAll(
                        List.of(joined, new LonelyRows(plans, none).beside(right, left.schema(), true)),
                        joined.schema());
    }

    /** Takes {@code conjunct} as a pair of keys if it equates an expression of one side with one of the other. */
    private boolean addKey(RexNode conjunct, Side left, Side right) {
        if (!(conjunct instanceof RexCall call) || call.getKind() != SqlKind.EQUALS) {
            return false;
        }
        RexNode one = call.getOperands().getFirst();
        RexNode other = call.getOperands().getLast();
        if (isOf(one, 0, left.width()) && isOf(other, left.width(), Integer.MAX_VALUE)) {
            addKeys(left, one, right, other);
            return true;
        }
        if (isOf(other, 0, left.width()) && isOf(one, left.width(), Integer.MAX_VALUE)) {
            addKeys(left, other, right, one);
            return true;
        }
        return false;
    }

    private static boolean isOf(RexNode node, int from, int to) {
        ImmutableBitSet columns = RelOptUtil.InputFinder.bits(node);
        return !columns.isEmpty() && columns.nth(0) >= from && columns.length() <= to;
    }

    /** Both columns of a key must be stored alike: a number joined to a double or to a decimal becomes one. */
    private void addKeys(Side left, RexNode leftKey, Side right, RexNode rightKey) {
        Typed one = plans.expressions(left.node).translate(leftKey);
        Typed other = plans.expressions(right.node).translate(RexUtil.shift(rightKey, -left.width()));
        addKeys(left, one, right, other);
    }

    private void addKeys(Side left, Typed one, Side right, Typed other) {
        Units.refuseClash("compare", one, other, SqlKind.EQUALS);
        if ((one.type() == ColumnType.TEXT) != (other.type() == ColumnType.TEXT)) {
            throw Unsupported.mistake(
                    "cannot compare " + one.expression() + " of type "
                            + one.type().spelling() + " and "
                            + other.expression() + " of type " + other.type().spelling()
                            + "; use CAST to convert one of them",
                    SqlKind.EQUALS,
                    one.expression() + " " + other.expression());
        }
        ColumnType type = NumberTypes.common(
                List.of(one, other), one.type().storage() == other.type().storage() ? one.type() : ColumnType.DOUBLE);
        left.addKey(stored(one, type));
        right.addKey(stored(other, type));
    }

    private Typed stored(Typed key, ColumnType type) {
        boolean alike = key.type() == type || (key.type().storage() == type.storage() && !type.isDecimal());
        return alike ? key : new Typed(new Conversion(key.expression(), type, plans.dictionary()), key.unit());
    }

    /** One side: {@code width} columns of its own, then those computed for the join. */
    private static final class Side {
        private PlanNode node;
        private final List<Integer> keys = new ArrayList<>();
        private final List<Typed> computed = new ArrayList<>();

        Side(PlanNode node) {
            this.node = node;
        }

        int width() {
            return node.schema().size();
        }

        Typed key(int index) {
            int column = keys.get(index);
            return column < width() ? PlanTranslator.references(node).get(column) : computed.get(column - width());
        }

        ColumnType type(int column) {
            return extended().schema().column(column).type();
        }

        void addKey(Typed key) {
            if (key.expression() instanceof InputColumn column) {
                keys.add(column.index());
            } else {
                keys.add(width() + computed.size());
                computed.add(key);
            }
        }

        void replaceKey(int index, Expression expression, Unit unit) {
            keys.set(index, width() + computed.size());
            computed.add(new Typed(expression, unit));
        }

        PlanNode extended() {
            return PlanTranslator.extended(node, computed);
        }
    }

    /**
     * A condition of a left join on left columns only: rows that fail it find no partner but stay. So their key becomes
     * null, which equals nothing.
     */
    private void guard(Side left, List<RexNode> conditions) {
        Expression condition = plans.expressions(left.node)
                .translate(RexUtil.composeConjunction(plans.builder(), conditions))
                .expression();
        Typed key = left.key(0);
        Constant nothing = Constant.missing(key.type(), plans.dictionary());
        left.replaceKey(0, new Case(List.of(condition), List.of(key.expression(), nothing), key.type()), key.unit());
    }

    /** ON has the pairs of equal columns and nothing else, MATCH_CONDITION compares a time of either side. */
    private PlanNode asOf(AsofJoin join) {
        Side left = new Side(plans.translate(join.getLeft()));
        Side right = new Side(plans.translate(join.getRight()));
        boolean outer = join.getJoinType() == JoinRelType.LEFT_ASOF;
        if (join.getCondition().isAlwaysFalse() || join.getMatchCondition().isAlwaysFalse()) {
            return unmatched(left.node, right.node, outer ? JoinRelType.LEFT : JoinRelType.INNER);
        }
        for (RexNode conjunct : RelOptUtil.conjunctions(join.getCondition())) {
            if (!addKey(conjunct, left, right)) {
                throw new Unsupported(
                        "ASOF JOIN … ON takes columns of one side equal to columns of the other, joined by AND",
                        SqlKind.JOIN);
            }
        }
        Match match = match(join.getMatchCondition(), left, right);
        return trimmed(new PlanNode.AsOfJoin(beside(left, right, outer), match), left, right);
    }

    private Match match(RexNode condition, Side left, Side right) {
        if (!(condition instanceof RexCall call) || !ORDERS.contains(call.getKind())) {
            throw new Unsupported(MATCHES, SqlKind.JOIN);
        }
        RexNode one = call.getOperands().getFirst();
        RexNode other = call.getOperands().getLast();
        boolean straight = isOf(one, 0, left.width()) && isOf(other, left.width(), Integer.MAX_VALUE);
        if (!straight && !(isOf(other, 0, left.width()) && isOf(one, left.width(), Integer.MAX_VALUE))) {
            throw new Unsupported(MATCHES, SqlKind.JOIN);
        }
        SqlKind order = straight ? call.getKind() : call.getKind().reverse();
        addKeys(left, straight ? one : other, right, straight ? other : one);
        int leftTime = left.keys.removeLast();
        int rightTime = right.keys.removeLast();
        if (right.type(rightTime) == ColumnType.TEXT) {
            throw new Unsupported("MATCH_CONDITION compares times or numbers, not text", SqlKind.JOIN);
        }
        boolean later = order == SqlKind.LESS_THAN || order == SqlKind.LESS_THAN_OR_EQUAL;
        boolean apart = order == SqlKind.LESS_THAN || order == SqlKind.GREATER_THAN;
        return new Match(leftTime, rightTime, later, apart);
    }

    /** The join of both sides, without the columns that were computed for it. */
    private static PlanNode join(Side left, Side right, boolean outer) {
        return trimmed(beside(left, right, outer), left, right);
    }

    private static PlanNode.Join beside(Side left, Side right, boolean outer) {
        PlanNode.Join.Sides sides = new PlanNode.Join.Sides(left.extended(), right.extended());
        List<ColumnSchema> columns = new ArrayList<>(sides.left().schema().columns());
        columns.addAll(sides.right().schema().columns());
        return new PlanNode.Join(sides, left.keys, right.keys, outer, PlanTranslator.distinct(columns));
    }

    private static PlanNode trimmed(PlanNode join, Side left, Side right) {
        if (left.computed.isEmpty() && right.computed.isEmpty()) {
            return join;
        }
        int rightStart = left.width() + left.computed.size();
        List<Typed> all = PlanTranslator.references(join);
        List<Typed> kept = new ArrayList<>(all.subList(0, left.width()));
        kept.addAll(all.subList(rightStart, rightStart + right.width()));
        List<String> names = IntStream.range(0, kept.size())
                .mapToObj(i -> kept.get(i).expression().toString())
                .toList();
        return PlanTranslator.project(join, kept, names);
    }
}
