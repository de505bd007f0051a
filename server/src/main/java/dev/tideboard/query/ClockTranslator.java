package dev.tideboard.query;

import dev.tideboard.data.ColumnType;
import dev.tideboard.engine.ops.TemporalFilter.Bound;
import dev.tideboard.engine.ops.expression.Expression;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlTypeName;

/**
 * Conditions on the time of day: a time of the row compared with {@code NOW()}, give or take an interval. Each of them is one end
 * of the span in which the row is in the result.
 */
final class ClockTranslator {
    private static final String SUPPORTED =
            "NOW() is compared with a time by <, <=, >, >= or BETWEEN, in a condition of its own in WHERE, ON or HAVING,"
                    + " as in WHERE at > NOW() - INTERVAL '1' HOUR";
    private static final Set<SqlKind> ORDERS =
            Set.of(SqlKind.LESS_THAN, SqlKind.LESS_THAN_OR_EQUAL, SqlKind.GREATER_THAN, SqlKind.GREATER_THAN_OR_EQUAL);

    private final PlanTranslator plans;

    ClockTranslator(PlanTranslator plans) {
        this.plans = plans;
    }

    static boolean isClock(RexCall call) {
        return call.getOperator().getName().equals(SqlFunctions.NOW);
    }

    /** Whether {@code node} depends on the time. */
    static boolean reads(RexNode node) {
        return node instanceof RexCall call
                && (isClock(call) || call.getOperands().stream().anyMatch(ClockTranslator::reads));
    }

    PlanNode filter(PlanNode input, List<RexNode> conditions) {
        List<Bound> bounds = new ArrayList<>();
        for (RexNode condition : conditions) {
            bounds.add(bound(input, condition));
        }
        return new PlanNode.TemporalFilter(input, bounds);
    }

    private Bound bound(PlanNode input, RexNode condition) {
        if (!(condition instanceof RexCall call) || !ORDERS.contains(call.getKind())) {
            throw unsupported(condition);
        }
        RexNode one = call.getOperands().getFirst();
        RexNode other = call.getOperands().getLast();
        boolean straight = !reads(one);
        if (!straight && reads(other)) {
            throw unsupported();
        }
        SqlKind order = straight ? call.getKind() : call.getKind().reverse();
        long offset = offset(straight ? other : one);
        Expression time =
                plans.expressions(input).translate(straight ? one : other).expression();
        if (time.type() != ColumnType.TIMESTAMP) {
            throw unsupported(
                    "; found " + time + " of type " + time.type().spelling() + ", which CAST makes a TIMESTAMP");
        }
        boolean until = order == SqlKind.GREATER_THAN || order == SqlKind.GREATER_THAN_OR_EQUAL;
        boolean later = order == SqlKind.GREATER_THAN_OR_EQUAL || order == SqlKind.LESS_THAN;
        long shift = Math.negateExact(offset) + (later ? 1 : 0);
        return new Bound(time, shift, until, time + " " + order.sql + " NOW()" + spelled(offset));
    }

    static Unsupported unsupported() {
        return unsupported("");
    }

    private static Unsupported unsupported(RexNode condition) {
        return switch (condition.getKind()) {
            case EQUALS, NOT_EQUALS -> unsupported("; found " + condition.getKind().sql);
            case OR, NOT -> unsupported("; found it under " + condition.getKind().sql);
            default -> unsupported();
        };
    }

    private static Unsupported unsupported(String found) {
        return new Unsupported(SUPPORTED + found, SqlKind.OTHER_FUNCTION, SqlFunctions.NOW);
    }

    private static String spelled(long offset) {
        return offset == 0 ? "" : (offset < 0 ? " - " : " + ") + Math.abs(offset) + " ms";
    }

    /** How far {@code node} is from NOW(), in milliseconds. */
    private static long offset(RexNode node) {
        if (node instanceof RexCall call) {
            if (isClock(call)) {
                return 0;
            }
            boolean shifted = call.getKind() == SqlKind.PLUS || call.getKind() == SqlKind.MINUS;
            if (call.getKind() == SqlKind.CAST) {
                return offset(call.getOperands().getFirst());
            }
            if (shifted && call.getOperands().size() == 2) {
                OptionalLong interval = interval(call.getOperands().getLast());
                if (interval.isPresent()) {
                    long by = interval.getAsLong();
                    return Math.addExact(
                            offset(call.getOperands().getFirst()),
                            call.getKind() == SqlKind.PLUS ? by : Math.negateExact(by));
                }
                if (isMonths(call.getOperands().getLast())) {
                    throw unsupported("; found months, which differ in length: write days");
                }
            }
        }
        throw unsupported();
    }

    private static boolean isMonths(RexNode node) {
        return SqlTypeName.YEAR_INTERVAL_TYPES.contains(node.getType().getSqlTypeName());
    }

    private static OptionalLong interval(RexNode node) {
        return node instanceof RexLiteral literal
                        && !literal.isNull()
                        && SqlTypeName.DAY_INTERVAL_TYPES.contains(
                                literal.getType().getSqlTypeName())
                ? OptionalLong.of(
                        ExpressionTranslator.value(literal, BigDecimal.class).longValueExact())
                : OptionalLong.empty();
    }
}
