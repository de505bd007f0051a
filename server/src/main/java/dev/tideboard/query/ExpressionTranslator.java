package dev.tideboard.query;

import dev.tideboard.data.ColumnSchema;
import dev.tideboard.data.ColumnType;
import dev.tideboard.data.Dictionary;
import dev.tideboard.data.Schema;
import dev.tideboard.data.Unit;
import dev.tideboard.engine.ops.expression.Arithmetic;
import dev.tideboard.engine.ops.expression.Case;
import dev.tideboard.engine.ops.expression.Comparison;
import dev.tideboard.engine.ops.expression.Connective;
import dev.tideboard.engine.ops.expression.Constant;
import dev.tideboard.engine.ops.expression.Conversion;
import dev.tideboard.engine.ops.expression.Expression;
import dev.tideboard.engine.ops.expression.InputColumn;
import dev.tideboard.engine.ops.expression.MonthShift;
import dev.tideboard.engine.ops.expression.Negation;
import dev.tideboard.engine.ops.expression.Parameter;
import dev.tideboard.engine.ops.expression.Test;
import dev.tideboard.query.SqlFunctions.ParameterFunction;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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

    /** An expression and the unit of its values. */
    record Typed(Expression expression, Unit unit) {
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
            case RexLiteral literal -> Typed.plain(literal(literal));
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
        return switch (type) {
            case TEXT -> Constant.of(value(literal, String.class), dictionary);
            case BOOLEAN -> Constant.of(RexLiteral.booleanValue(literal));
            case DOUBLE -> Constant.of(value(literal, BigDecimal.class).doubleValue());
            case INT, LONG, INTERVAL ->
                Constant.of(type, value(literal, BigDecimal.class).longValueExact());
            case TIMESTAMP -> Constant.of(type, value(literal, Long.class));
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
            case PLUS, MINUS, TIMES, DIVIDE, MOD -> arithmetic(call);
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

    private Typed arithmetic(RexCall call) {
        Typed left = translate(call.getOperands().getFirst());
        if (isMonths(call.getOperands().getLast())) {
            long months = value((RexLiteral) call.getOperands().getLast(), BigDecimal.class)
                    .longValueExact();
            long shift = call.getKind() == SqlKind.MINUS ? -months : months;
            return Typed.plain(new MonthShift(left.expression(), shift));
        }
        Typed right = translate(call.getOperands().getLast());
        ColumnType type = type(call);
        Arithmetic.Kind kind = switch (call.getKind()) {
            case PLUS -> Arithmetic.Kind.ADD;
            case MINUS -> Arithmetic.Kind.SUBTRACT;
            case TIMES -> Arithmetic.Kind.MULTIPLY;
            case DIVIDE -> Arithmetic.Kind.DIVIDE;
            default -> Arithmetic.Kind.REMAINDER;
        };
        Unit unit = switch (kind) {
            case MULTIPLY -> Units.product(left.unit(), right.unit());
            case DIVIDE -> Units.quotient(left.unit(), right.unit());
            default -> {
                refuseClash(kind == Arithmetic.Kind.ADD ? "add" : "subtract", left, right, call.getKind());
                yield Units.either(left.unit(), right.unit());
            }
        };
        return new Typed(new Arithmetic(kind, numeric(left, type), numeric(right, type), type), unit);
    }

    /** Adding or comparing different units is a mistake of the author. */
    static void refuseClash(String verb, Typed left, Typed right, SqlKind kind) {
        if (Units.clash(left.unit(), right.unit())) {
            String one = left.unit().symbol();
            String other = right.unit().symbol();
            throw Unsupported.mistake(
                    "cannot " + verb + " " + left.expression() + " in " + one + " and " + right.expression() + " in "
                            + other + "; give each a column of its own",
                    kind,
                    left.expression() + " " + right.expression());
        }
    }

    /** The operand of an arithmetic of {@code type}: whole numbers of a double one are widened by its kernel. */
    private Expression numeric(Typed operand, ColumnType type) {
        boolean narrows = operand.type() == ColumnType.DOUBLE && type.storage() == ColumnType.Storage.LONG;
        return narrows ? new Conversion(operand.expression(), type, dictionary) : operand.expression();
    }

    private static boolean isMonths(RexNode node) {
        return node instanceof RexLiteral
                && SqlTypeName.YEAR_INTERVAL_TYPES.contains(node.getType().getSqlTypeName());
    }

    private Expression comparison(RexCall call) {
        Typed left = translate(call.getOperands().getFirst());
        Typed right = translate(call.getOperands().getLast());
        refuseClash("compare", left, right, call.getKind());
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
                right);
    }

    private Expression comparison(Comparison.Kind kind, Typed left, Typed right) {
        boolean text = left.type() == ColumnType.TEXT;
        if (text != (right.type() == ColumnType.TEXT)) {
            throw Unsupported.mistake(
                    "cannot compare " + left.type().spelling() + " and "
                            + right.type().spelling() + "; use CAST",
                    SqlKind.EQUALS,
                    left.expression() + " " + right.expression());
        }
        return new Comparison(kind, left.expression(), right.expression());
    }

    /** {@code a IS NOT DISTINCT FROM b}: equal, or both null. */
    private Expression same(RexCall call) {
        Typed left = translate(call.getOperands().getFirst());
        Typed right = translate(call.getOperands().getLast());
        Expression equal = new Test(Test.Kind.TRUE, comparison(Comparison.Kind.EQUAL, left, right));
        Expression bothMissing = new Connective(
                Connective.Kind.AND,
                List.of(new Test(Test.Kind.NULL, left.expression()), new Test(Test.Kind.NULL, right.expression())));
        return new Connective(Connective.Kind.OR, List.of(equal, bothMissing));
    }

    private Typed conditional(RexCall call) {
        ColumnType type = type(call);
        List<RexNode> operands = call.getOperands();
        List<Expression> conditions = new ArrayList<>();
        List<Expression> values = new ArrayList<>();
        Unit unit = Unit.NONE;
        for (int i = 0; i < operands.size(); i++) {
            if (i % 2 == 0 && i < operands.size() - 1) {
                conditions.add(translate(operands.get(i)).expression());
                continue;
            }
            Typed value = translate(operands.get(i));
            unit = i == 1 ? value.unit() : Units.either(unit, value.unit());
            values.add(converted(value.expression(), type));
        }
        return new Typed(new Case(conditions, values, type), unit);
    }

    private Typed cast(RexCall call) {
        RexNode from = call.getOperands().getFirst();
        ColumnType type = type(call);
        if (from instanceof RexLiteral literal && literal.isNull()) {
            return Typed.plain(Constant.missing(type, dictionary));
        }
        Typed operand = translate(from);
        ColumnType source = operand.type();
        boolean known = source == type
                || type == ColumnType.TEXT
                || source == ColumnType.TEXT
                || (isNumber(source) && isNumber(type));
        if (!known || (source != type && (source == ColumnType.INTERVAL || type == ColumnType.INTERVAL))) {
            throw new Unsupported(
                    "CAST from " + source.spelling() + " to " + type.spelling() + " is not supported", SqlKind.CAST);
        }
        Unit unit = isNumber(source) && isNumber(type) ? operand.unit() : Unit.NONE;
        return new Typed(source == type ? operand.expression() : conversion(operand.expression(), type), unit);
    }

    private static boolean isNumber(ColumnType type) {
        return type == ColumnType.INT || type == ColumnType.LONG || type == ColumnType.DOUBLE;
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
