package dev.tideboard.query;

import dev.tideboard.data.ColumnType;
import dev.tideboard.data.Dates;
import dev.tideboard.data.Decimals;
import dev.tideboard.data.Unit;
import dev.tideboard.engine.ops.expression.Arithmetic;
import dev.tideboard.engine.ops.expression.Constant;
import dev.tideboard.engine.ops.expression.Expression;
import dev.tideboard.engine.ops.expression.MonthShift;
import dev.tideboard.query.ExpressionTranslator.Typed;
import java.math.BigDecimal;
import java.util.List;
import java.util.OptionalInt;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlTypeName;

/** {@code + - * / %} of numbers, times and spans. */
final class ArithmeticTranslator {
    private final ExpressionTranslator expressions;

    ArithmeticTranslator(ExpressionTranslator expressions) {
        this.expressions = expressions;
    }

    Typed translate(RexCall call) {
        Typed left = expressions.translate(call.getOperands().getFirst());
        if (isMonths(call.getOperands().getLast())) {
            if (call.getKind() != SqlKind.PLUS && call.getKind() != SqlKind.MINUS) {
                throw new Unsupported(
                        "months and years are not multiplied; add them to a time in figures, as in t + INTERVAL '2' MONTH",
                        call.getKind());
            }
            long months = ExpressionTranslator.value(
                            (RexLiteral) call.getOperands().getLast(), BigDecimal.class)
                    .longValueExact();
            long shift = call.getKind() == SqlKind.MINUS ? -months : months;
            return Typed.plain(new MonthShift(left.expression(), shift));
        }
        Typed right = expressions.translate(call.getOperands().getLast());
        Arithmetic.Kind kind = switch (call.getKind()) {
            case PLUS -> Arithmetic.Kind.ADD;
            case MINUS -> Arithmetic.Kind.SUBTRACT;
            case TIMES -> Arithmetic.Kind.MULTIPLY;
            case DIVIDE -> Arithmetic.Kind.DIVIDE;
            default -> Arithmetic.Kind.REMAINDER;
        };
        return new Typed(result(call, kind, left, right), unit(call, kind, left, right));
    }

    private static boolean isMonths(RexNode node) {
        return node instanceof RexLiteral
                && SqlTypeName.YEAR_INTERVAL_TYPES.contains(node.getType().getSqlTypeName());
    }

    private static Unit unit(RexCall call, Arithmetic.Kind kind, Typed left, Typed right) {
        refuseSpan(call, kind, left, right);
        return switch (kind) {
            case MULTIPLY -> Units.product(left.unit(), right.unit());
            case DIVIDE -> Units.quotient(left.unit(), right.unit());
            default -> Units.common(verb(kind), List.of(left, right), call.getKind());
        };
    }

    private static String verb(Arithmetic.Kind kind) {
        return switch (kind) {
            case ADD -> "add";
            case SUBTRACT -> "subtract";
            default -> "take the remainder of";
        };
    }

    /** A span of time is one of milliseconds whatever it is multiplied by: it cannot be an energy. */
    private static void refuseSpan(RexCall call, Arithmetic.Kind kind, Typed left, Typed right) {
        Typed number = left.type() == ColumnType.INTERVAL ? right : left;
        boolean span = left.type() == ColumnType.INTERVAL || right.type() == ColumnType.INTERVAL;
        if (span && !number.unit().isNone()) {
            boolean product = kind == Arithmetic.Kind.MULTIPLY;
            throw Unsupported.mistake(
                    "cannot " + (product ? "multiply" : "divide") + " a span of time by " + number.expression() + " in "
                            + number.unit().symbol() + ", which gives no span; write HOURS(…) around the span for a"
                            + " number in h",
                    call.getKind(),
                    number.expression().toString());
        }
    }

    private Expression result(RexCall call, Arithmetic.Kind kind, Typed left, Typed right) {
        if (left.type().isDecimal() || right.type().isDecimal()) {
            return ofDecimals(call, kind, left, right);
        }
        ColumnType type = expressions.type(call);
        if (type == ColumnType.INTERVAL && (kind == Arithmetic.Kind.DIVIDE || isReal(left) || isReal(right))) {
            return scaledSpan(kind, left, right);
        }
        if (type == ColumnType.DATE && (part(left) || part(right))) {
            throw Unsupported.mistake(
                    "a date plus or minus what may be a part of a day is no date; CAST it to TIMESTAMP first",
                    call.getKind(),
                    left.expression() + " " + right.expression());
        }
        return new Arithmetic(kind, left.expression(), right.expression(), type);
    }

    private static boolean isReal(Typed operand) {
        return operand.type() == ColumnType.DOUBLE;
    }

    /** Whether a span is not known to be of whole days. */
    private static boolean part(Typed operand) {
        return operand.type() == ColumnType.INTERVAL
                && !(operand.expression() instanceof Constant span && span.number() % Dates.DAY_MILLIS == 0);
    }

    /** A span divided, or times a double, to the nearest millisecond. */
    private Expression scaledSpan(Arithmetic.Kind kind, Typed left, Typed right) {
        Expression one = expressions.converted(left.expression(), ColumnType.DOUBLE);
        Expression other = expressions.converted(right.expression(), ColumnType.DOUBLE);
        return expressions.converted(
                NumberTypes.rounded(new Arithmetic(kind, one, other, ColumnType.DOUBLE)), ColumnType.INTERVAL);
    }

    private Expression ofDecimals(RexCall call, Arithmetic.Kind kind, Typed left, Typed right) {
        if (left.type() == ColumnType.INTERVAL || right.type() == ColumnType.INTERVAL) {
            return scaledSpan(kind, left, right);
        }
        OptionalInt one = NumberTypes.scale(left);
        OptionalInt other = NumberTypes.scale(right);
        if (kind == Arithmetic.Kind.DIVIDE || one.isEmpty() || other.isEmpty()) {
            return new Arithmetic(kind, left.expression(), right.expression(), ColumnType.DOUBLE);
        }
        boolean product = kind == Arithmetic.Kind.MULTIPLY;
        int scale = product ? one.getAsInt() + other.getAsInt() : Math.max(one.getAsInt(), other.getAsInt());
        if (scale > Decimals.DIGITS) {
            throw Unsupported.mistake(
                    "the product of " + left.expression() + " and " + right.expression() + " would have " + scale
                            + " digits after the point, at most " + Decimals.DIGITS + "; ROUND one of them first",
                    call.getKind(),
                    left.expression() + " " + right.expression());
        }
        return new Arithmetic(
                kind,
                stored(left, product ? one.getAsInt() : scale),
                stored(right, product ? other.getAsInt() : scale),
                ColumnType.decimal(scale));
    }

    /** The operand with as many digits after the point as the kernel expects; a whole number is stored as one without. */
    private Expression stored(Typed operand, int scale) {
        boolean whole = operand.type() == ColumnType.INT || operand.type() == ColumnType.LONG;
        return whole && scale == 0 ? operand.expression() : expressions.decimal(operand, scale);
    }
}
