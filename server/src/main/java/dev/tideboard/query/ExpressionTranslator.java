package dev.tideboard.query;

import dev.tideboard.data.ColumnSchema;
import dev.tideboard.data.ColumnType;
import dev.tideboard.data.Dates;
import dev.tideboard.data.Dictionary;
import dev.tideboard.data.Schema;
import dev.tideboard.data.Unit;
import dev.tideboard.engine.ops.expression.Case;
import dev.tideboard.engine.ops.expression.Comparison;
import dev.tideboard.engine.ops.expression.Connective;
import dev.tideboard.engine.ops.expression.Constant;
import dev.tideboard.engine.ops.expression.Conversion;
import dev.tideboard.engine.ops.expression.Expression;
import dev.tideboard.engine.ops.expression.InputColumn;
import dev.tideboard.engine.ops.expression.Negation;
import dev.tideboard.engine.ops.expression.Parameter;
import dev.tideboard.engine.ops.expression.Test;
import dev.tideboard.query.SqlFunctions.ParameterFunction;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlTypeName;

/** Calcite's row expressions as ours, with the unit each value has. */
final class ExpressionTranslator {
    private final Schema input;
    private final Dictionary dictionary;
    private final RexBuilder builder;

    /** Translates expressions over rows of {@code input}. */
    ExpressionTranslator(Schema input, Dictionary dictionary, RexBuilder builder) {
        this.input = input;
        this.dictionary = dictionary;
        this.builder = builder;
    }

    /**
     * An expression and the unit of its values.
     *
     * @param exact for a literal written with a point: a double, but a decimal beside one
     */
    record Typed(Expression expression, Unit unit, boolean exact) {
        Typed(Expression expression, Unit unit) {
            this(expression, unit, false);
        }

        static Typed plain(Expression expression) {
            return new Typed(expression, Unit.NONE);
        }

        ColumnType type() {
            return expression.type();
        }
    }

    Dictionary dictionary() {
        return dictionary;
    }

    Typed translate(RexNode node) {
        return switch (node) {
            case RexInputRef reference -> {
                ColumnSchema column = input.column(reference.getIndex());
                yield new Typed(new InputColumn(reference.getIndex(), column.name(), column.type()), column.unit());
            }
            case RexLiteral literal ->
                new Typed(literal(literal), Unit.NONE, literal.getType().getSqlTypeName() == SqlTypeName.DECIMAL);
            case RexSubQuery query -> throw new Unsupported(SubQueryTranslator.WHERE_ONLY, query.getKind());
            case RexCall call -> call(call);
            default -> throw new Unsupported(node + " is not supported", node.getKind());
        };
    }

    List<Typed> translate(List<RexNode> nodes) {
        return nodes.stream().map(this::translate).toList();
    }

    /** The type of {@code node}, which must be one of ours. */
    ColumnType type(RexNode node) {
        RelDataType type = node.getType();
        return SqlTypes.of(type)
                .orElseThrow(() -> type.getSqlTypeName() == SqlTypeName.NULL
                        ? Unsupported.mistake(Unsupported.UNTYPED_NULL, node.getKind(), "")
                        : new Unsupported("type " + type + " is not supported", node.getKind()));
    }

    private Constant literal(RexLiteral literal) {
        ColumnType type = type(literal);
        if (literal.isNull()) {
            return Constant.missing(type, dictionary);
        }
        return switch (type.kind()) {
            case TEXT -> Constant.of(value(literal, String.class), dictionary);
            case BOOLEAN -> Constant.of(RexLiteral.booleanValue(literal));
            case DOUBLE, DECIMAL -> Constant.of(value(literal, BigDecimal.class).doubleValue());
            case INT, LONG, INTERVAL ->
                Constant.of(type, value(literal, BigDecimal.class).longValueExact());
            case TIMESTAMP -> Constant.of(type, value(literal, Long.class));
            case DATE -> Constant.of(type, Dates.DAY_MILLIS * value(literal, Integer.class));
        };
    }

    static <T> T value(RexLiteral literal, Class<T> type) {
        return Objects.requireNonNull(literal.getValueAs(type), "literal has no value");
    }

    private Typed call(RexCall call) {
        if (call.getOperator() instanceof ParameterFunction parameter) {
            return Typed.plain(
                    new Parameter(parameter.parameter(), parameter.type().type()));
        }
        List<RexNode> operands = call.getOperands();
        return switch (call.getKind()) {
            case PLUS, MINUS, TIMES, DIVIDE, MOD -> new ArithmeticTranslator(this).translate(call);
            case EQUALS, NOT_EQUALS, LESS_THAN, LESS_THAN_OR_EQUAL, GREATER_THAN, GREATER_THAN_OR_EQUAL ->
                Typed.plain(comparison(call));
            case IS_DISTINCT_FROM -> Typed.plain(new Negation(same(call)));
            case IS_NOT_DISTINCT_FROM -> Typed.plain(same(call));
            case AND -> connective(Connective.Kind.AND, operands);
            case OR ->
                Typed.plain(Memberships.merged(
                        connective(Connective.Kind.OR, operands).expression()));
            case NOT -> Typed.plain(new Negation(translate(operands.getFirst()).expression()));
            case IS_NULL, IS_UNKNOWN -> test(Test.Kind.NULL, call);
            case IS_NOT_NULL -> test(Test.Kind.NOT_NULL, call);
            case IS_TRUE -> test(Test.Kind.TRUE, call);
            case IS_NOT_TRUE -> test(Test.Kind.NOT_TRUE, call);
            case IS_FALSE -> test(Test.Kind.FALSE, call);
            case IS_NOT_FALSE -> test(Test.Kind.NOT_FALSE, call);
            case CASE -> conditional(call);
            case CAST -> cast(call);
            case SEARCH -> translate(RexUtil.expandSearch(builder, null, call));
            default -> new FunctionTranslator(this).translate(call);
        };
    }

    private Typed test(Test.Kind kind, RexCall call) {
        return Typed.plain(
                new Test(kind, translate(call.getOperands().getFirst()).expression()));
    }

    private Typed connective(Connective.Kind kind, List<RexNode> operands) {
        return Typed.plain(new Connective(
                kind, translate(operands).stream().map(Typed::expression).toList()));
    }

    private Expression comparison(RexCall call) {
        Typed left = translate(call.getOperands().getFirst());
        Typed right = translate(call.getOperands().getLast());
        Units.refuseClash("compare", left, right, call.getKind());
        return comparison(
                switch (call.getKind()) {
                    case EQUALS -> Comparison.Kind.EQUAL;
                    case NOT_EQUALS -> Comparison.Kind.NOT_EQUAL;
                    case LESS_THAN -> Comparison.Kind.BELOW;
                    case LESS_THAN_OR_EQUAL -> Comparison.Kind.AT_MOST;
                    case GREATER_THAN -> Comparison.Kind.ABOVE;
                    default -> Comparison.Kind.AT_LEAST;
                },
                left,
                right,
                call.getKind());
    }

    /** @param written how SQL has it, for the place of what is refused */
    static Expression comparison(Comparison.Kind kind, Typed one, Typed other, SqlKind written) {
        Typed left = TimeConstants.beside(one, other.type());
        Typed right = TimeConstants.beside(other, one.type());
        boolean text = left.type() == ColumnType.TEXT;
        if (text != (right.type() == ColumnType.TEXT)) {
            throw text
                    ? TimeConstants.incomparable(left, right, written)
                    : TimeConstants.incomparable(right, left, written);
        }
        return compared(kind, left, right);
    }

    /** Constants are written as the decimal they are compared with, so that whole numbers are compared. */
    static Comparison compared(Comparison.Kind kind, Typed left, Typed right) {
        return new Comparison(kind, NumberTypes.beside(left, right.type()), NumberTypes.beside(right, left.type()));
    }

    /** {@code a IS NOT DISTINCT FROM b}: equal, or both null. */
    private Expression same(RexCall call) {
        Typed left = translate(call.getOperands().getFirst());
        Typed right = translate(call.getOperands().getLast());
        Units.refuseClash("compare", left, right, call.getKind());
        Expression equal = new Test(Test.Kind.TRUE, comparison(Comparison.Kind.EQUAL, left, right, call.getKind()));
        Expression bothMissing = new Connective(
                Connective.Kind.AND,
                List.of(new Test(Test.Kind.NULL, left.expression()), new Test(Test.Kind.NULL, right.expression())));
        return new Connective(Connective.Kind.OR, List.of(equal, bothMissing));
    }

    private Typed conditional(RexCall call) {
        List<RexNode> operands = call.getOperands();
        List<Expression> conditions = new ArrayList<>();
        List<Typed> values = new ArrayList<>();
        for (int i = 0; i < operands.size(); i++) {
            if (i % 2 == 0 && i < operands.size() - 1) {
                conditions.add(translate(operands.get(i)).expression());
                continue;
            }
            values.add(translate(operands.get(i)));
        }
        ColumnType type = NumberTypes.common(values, type(call));
        Unit unit = Units.common("choose between", values, SqlKind.CASE);
        return new Typed(new Case(conditions, converted(values, type), type), unit);
    }

    private Typed cast(RexCall call) {
        RexNode from = call.getOperands().getFirst();
        ColumnType type = type(call);
        if (from instanceof RexLiteral literal && literal.isNull()) {
            return Typed.plain(Constant.missing(type, dictionary));
        }
        Typed operand = TimeConstants.beside(translate(from), type);
        ColumnType source = operand.type();
        if (call.getType().getSqlTypeName() == SqlTypeName.DECIMAL && source.isNumber()) {
            return operand; // Calcite's own way to bring numbers together: ours is NumberTypes
        }
        boolean known = source == type
                || type == ColumnType.TEXT
                || source == ColumnType.TEXT
                || (source.isNumber() && type.isNumber())
                || (isTime(source) && isTime(type));
        if (!known || (source != type && (source == ColumnType.INTERVAL || type == ColumnType.INTERVAL))) {
            throw new Unsupported(
                    "CAST from " + source.spelling() + " to " + type.spelling() + " is not supported", SqlKind.CAST);
        }
        Unit unit = source.isNumber() && type.isNumber() ? operand.unit() : Unit.NONE;
        return new Typed(source == type ? operand.expression() : conversion(operand.expression(), type), unit);
    }

    private static boolean isTime(ColumnType type) {
        return type == ColumnType.TIMESTAMP || type == ColumnType.DATE;
    }

    /** CAST to a decimal that somebody wrote. */
    Typed toDecimal(RexCall call) {
        RexNode from = call.getOperands().getFirst();
        int scale = call.getType().getScale();
        if (from instanceof RexLiteral literal && literal.isNull()) {
            return Typed.plain(Constant.missing(ColumnType.decimal(scale), dictionary));
        }
        Typed operand = translate(from);
        if (!operand.type().isNumber() && operand.type() != ColumnType.TEXT) {
            throw new Unsupported(
                    "CAST from " + operand.type().spelling() + " to DECIMAL is not supported", SqlKind.CAST);
        }
        return new Typed(decimal(operand, scale), operand.unit());
    }

    /** {@code operand} as a decimal with {@code scale} digits after the point, rounded where it has more. */
    Expression decimal(Typed operand, int scale) {
        ColumnType type = ColumnType.decimal(scale);
        if (operand.expression() instanceof Constant constant && operand.type().isNumber()) {
            Optional<Constant> written = NumberTypes.written(constant, type);
            if (written.isPresent()) {
                return written.get();
            }
        }
        return converted(operand.expression(), type);
    }

    List<Expression> converted(List<Typed> values, ColumnType type) {
        return values.stream()
                .map(value -> type.isDecimal() ? decimal(value, type.scale()) : converted(value.expression(), type))
                .toList();
    }

    /** {@code expression} as a value of {@code type}. */
    Expression converted(Expression expression, ColumnType type) {
        boolean widening = expression.type() == ColumnType.INT && type == ColumnType.LONG;
        return expression.type() == type || widening ? expression : conversion(expression, type);
    }

    private Expression conversion(Expression expression, ColumnType type) {
        return new Conversion(expression, type, dictionary);
    }
}
