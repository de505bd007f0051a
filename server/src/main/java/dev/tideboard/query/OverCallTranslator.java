package dev.tideboard.query;

import dev.tideboard.data.ColumnType;
import dev.tideboard.data.Unit;
import dev.tideboard.engine.ops.OverCall;
import dev.tideboard.engine.ops.OverCall.Function;
import dev.tideboard.engine.ops.OverCall.Operand;
import dev.tideboard.engine.ops.OverFrame;
import dev.tideboard.engine.ops.expression.Expression;
import dev.tideboard.query.ExpressionTranslator.Typed;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexWindow;
import org.apache.calcite.rex.RexWindowBound;
import org.apache.calcite.rex.RexWindowExclusion;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlTypeName;

/**
 * One window function.
 *
 * @param input the columns that are there
 * @param computed those that have to be computed behind them; more are added
 */
record OverCallTranslator(PlanNode input, ExpressionTranslator expressions, List<Typed> computed) {
    private static final BigDecimal MOST_ROWS = BigDecimal.valueOf(100_000);

    /** A function and the unit of its values. */
    record Call(OverCall call, Unit unit) {}

    Call translate(RexOver over) {
        RexWindow window = over.getWindow();
        String name = over.getAggOperator().getName().replace("$SUM0", "SUM");
        if (over.isDistinct() || over.ignoreNulls() || window.getExclude() != RexWindowExclusion.EXCLUDE_NO_OTHER) {
            throw unsupported(name + " OVER with DISTINCT, IGNORE NULLS or EXCLUDE");
        }
        return switch (over.getAggOperator().getKind()) {
            case LAG -> neighbour(over, -1);
            case LEAD -> neighbour(over, 1);
            case ROW_NUMBER -> rank(over, Function.COUNT, OverFrame.RUNNING);
            case RANK -> rank(over, Function.RANK, OverFrame.RUNNING_PEERS);
            case DENSE_RANK -> rank(over, Function.DENSE_RANK, OverFrame.RUNNING_PEERS);
            case FIRST_VALUE -> framed(over, name, Function.FIRST);
            case LAST_VALUE -> framed(over, name, Function.LAST);
            case COUNT -> framed(over, name, Function.COUNT);
            case SUM, SUM0 -> framed(over, name, Function.SUM);
            case AVG -> framed(over, name, Function.AVG);
            case MIN -> framed(over, name, Function.MIN);
            case MAX -> framed(over, name, Function.MAX);
            default -> throw unsupported(name + " OVER");
        };
    }

    private static Unsupported unsupported(String what) {
        return new Unsupported(what + " is not supported", SqlKind.OVER);
    }

    private Call neighbour(RexOver over, int direction) {
        List<RexNode> operands = over.getOperands();
        String name = over.getAggOperator().getName();
        needOrder(over);
        long distance = operands.size() > 1 ? rows(operands.get(1)) : 1;
        List<Typed> values = expressions.translate(
                operands.size() > 2 ? List.of(operands.get(0), operands.get(2)) : operands.subList(0, 1));
        Typed value = values.getFirst();
        ColumnType type = NumberTypes.common(values, expressions.type(over));
        Operand of = new Operand(place(value, type), type);
        Unit unit = value.unit();
        int fallback = -1;
        String text = value.expression() + (operands.size() > 1 ? ", " + distance : "");
        if (operands.size() > 2) {
            Typed other = values.getLast();
            unit = Units.common("choose between", values, SqlKind.OVER);
            fallback = place(other, type);
            text += ", " + other.expression();
        }
        OverFrame frame = OverFrame.at(direction * distance);
        return new Call(new OverCall(Function.FIRST, of, frame, fallback, name + "(" + text + ")"), unit);
    }

    private int place(Typed value, ColumnType type) {
        Expression converted = expressions.converted(List.of(value), type).getFirst();
        return WindowKeys.place(new Typed(converted, value.unit()), input, computed);
    }

    private Call rank(RexOver over, Function function, OverFrame frame) {
        needOrder(over);
        String text = over.getAggOperator().getName() + "()";
        return new Call(new OverCall(function, Operand.NOTHING, frame, -1, text), Unit.NONE);
    }

    private static void needOrder(RexOver over) {
        if (over.getWindow().orderKeys.isEmpty()) {
            throw new Unsupported(over.getAggOperator().getName() + " needs ORDER BY in its OVER", SqlKind.OVER);
        }
    }

    private Call framed(RexOver over, String name, Function function) {
        OverFrame frame = frame(over.getWindow());
        if (over.getOperands().isEmpty()) {
            return new Call(new OverCall(function, Operand.NOTHING, frame, -1, name + "(*)"), Unit.NONE);
        }
        Typed value = expressions.translate(over.getOperands().getFirst());
        int column = WindowKeys.place(value, input, computed);
        String text = name + "(" + value.expression() + ")";
        Unit unit = function == Function.COUNT ? Unit.NONE : value.unit();
        return new Call(new OverCall(function, new Operand(column, value.type()), frame, -1, text), unit);
    }

    private OverFrame frame(RexWindow window) {
        RexWindowBound lower = window.getLowerBound();
        RexWindowBound upper = window.getUpperBound();
        if (window.isRows()) {
            return window.orderKeys.isEmpty() && !(lower.isUnbounded() && upper.isUnbounded())
                    ? refuse("ROWS needs ORDER BY in its OVER")
                    : new OverFrame(true, bound(lower, OverFrame.START), bound(upper, OverFrame.END));
        }
        if (window.orderKeys.isEmpty() || (lower.isUnboundedPreceding() && upper.isUnboundedFollowing())) {
            return OverFrame.ALL;
        }
        boolean toPeers = upper.isCurrentRow();
        if (lower.isUnboundedPreceding() && toPeers) {
            return OverFrame.RUNNING_PEERS;
        }
        if (lower.isCurrentRow() && (toPeers || upper.isUnboundedFollowing())) {
            return new OverFrame(false, 0, toPeers ? 0 : OverFrame.END);
        }
        return lower.isPreceding() && toPeers
                ? new OverFrame(false, -span(window, Objects.requireNonNull(lower.getOffset())), 0)
                : refuse("RANGE … FOLLOWING is not supported; RANGE … PRECEDING is");
    }

    private static OverFrame refuse(String reason) {
        throw new Unsupported(reason, SqlKind.OVER);
    }

    private static long bound(RexWindowBound bound, long unbounded) {
        if (bound.isUnbounded()) {
            return unbounded;
        }
        return bound.isCurrentRow()
                ? 0
                : rows(Objects.requireNonNull(bound.getOffset())) * (bound.isPreceding() ? -1 : 1);
    }

    /** How far before a row's key those of its frame lie. */
    private long span(RexWindow window, RexNode offset) {
        ColumnType key = expressions.translate(window.orderKeys.getFirst().left).type();
        boolean length =
                SqlTypeName.DAY_INTERVAL_TYPES.contains(offset.getType().getSqlTypeName());
        boolean whole = length
                ? key == ColumnType.TIMESTAMP || key == ColumnType.DATE
                : key == ColumnType.INT || key == ColumnType.LONG;
        if (window.orderKeys.size() != 1 || !whole || !(offset instanceof RexLiteral literal)) {
            throw new Unsupported(
                    "RANGE … PRECEDING takes days or less, such as INTERVAL '5' MINUTE, in ORDER BY one time,"
                            + " or a whole number in ORDER BY one of these",
                    SqlKind.OVER);
        }
        return ExpressionTranslator.value(literal, BigDecimal.class).longValueExact();
    }

    private static long rows(RexNode node) {
        if (!(node instanceof RexLiteral literal)
                || !SqlTypeName.INT_TYPES.contains(literal.getType().getSqlTypeName())) {
            throw new Unsupported("the number of rows=" + node + ", expected a whole number in figures", SqlKind.OVER);
        }
        BigDecimal rows = ExpressionTranslator.value(literal, BigDecimal.class);
        if (rows.signum() < 0 || rows.compareTo(MOST_ROWS) > 0) {
            throw new Unsupported("number of rows=" + rows + ", expected 0 to " + MOST_ROWS, SqlKind.OVER);
        }
        return rows.longValueExact();
    }
}
