package dev.tideboard.query;

import dev.tideboard.data.ColumnType;
import dev.tideboard.data.Decimals;
import dev.tideboard.engine.ops.expression.Constant;
import dev.tideboard.engine.ops.expression.Expression;
import dev.tideboard.engine.ops.expression.NumberFunction;
import dev.tideboard.query.ExpressionTranslator.Typed;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Which numbers are decimals: columns of that type and what is computed of them exactly. A literal with a point is a double,
 * and exact only beside a decimal; so a column of whole numbers times 0.001 neither overflows nor changes its type because
 * some table has prices.
 */
final class NumberTypes {

    private NumberTypes() {}

    /** The type of values of which one is chosen or that are compared, {@code otherwise} where none is a decimal. */
    static ColumnType common(List<Typed> values, ColumnType otherwise) {
        if (values.stream().noneMatch(value -> value.type().isDecimal())) {
            return otherwise;
        }
        int most = 0;
        for (Typed value : values) {
            OptionalInt scale = scale(value);
            if (scale.isEmpty()) {
                return value.type() == ColumnType.DOUBLE ? ColumnType.DOUBLE : otherwise;
            }
            most = Math.max(most, scale.getAsInt());
        }
        return ColumnType.decimal(most);
    }

    /** How many digits {@code value} has after the point where it is exact; empty for doubles and what is no number. */
    static OptionalInt scale(Typed value) {
        if (value.type() == ColumnType.INT || value.type() == ColumnType.LONG || isMissing(value.expression())) {
            return OptionalInt.of(0);
        }
        if (value.type().isDecimal()) {
            return OptionalInt.of(value.type().scale());
        }
        if (value.exact() && value.expression() instanceof Constant literal) {
            int scale = Math.max(0, number(literal).stripTrailingZeros().scale());
            return scale <= Decimals.DIGITS ? OptionalInt.of(scale) : OptionalInt.empty();
        }
        return OptionalInt.empty();
    }

    /** {@code value} as it is best compared with a value of {@code other}: a constant beside a decimal is one, too. */
    static Expression beside(Typed value, ColumnType other) {
        OptionalInt scale = other.isDecimal() ? scale(value) : OptionalInt.empty();
        if (scale.isEmpty() || value.type().isDecimal() || !(value.expression() instanceof Constant constant)) {
            return value.expression();
        }
        ColumnType type = ColumnType.decimal(Math.max(scale.getAsInt(), other.scale()));
        return written(constant, type).<Expression>map(written -> written).orElse(value.expression());
    }

    /** A constant number as one of {@code type}, which is a decimal; empty where it has too many digits. */
    static Optional<Constant> written(Constant constant, ColumnType type) {
        if (constant.missing()) {
            return Optional.of(Constant.missing(type, constant.dictionary()));
        }
        try {
            return Optional.of(Constant.of(type, Decimals.rounded(number(constant), type.scale())));
        } catch (ArithmeticException beyond) {
            return Optional.empty();
        }
    }

    /** To the nearest whole number. */
    static Expression rounded(Expression real) {
        return new NumberFunction(NumberFunction.Kind.ROUND, real, 0, ColumnType.DOUBLE);
    }

    private static boolean isMissing(Expression expression) {
        return expression instanceof Constant constant && constant.missing();
    }

    private static BigDecimal number(Constant literal) {
        return literal.type() == ColumnType.DOUBLE
                ? BigDecimal.valueOf(literal.real())
                : BigDecimal.valueOf(literal.number(), literal.type().scale());
    }
}
