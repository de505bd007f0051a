package dev.tideboard.query;

import dev.tideboard.data.ColumnType;
import dev.tideboard.data.Unit;
import dev.tideboard.engine.ops.expression.Arithmetic;
import dev.tideboard.engine.ops.expression.Case;
import dev.tideboard.engine.ops.expression.Coalesce;
import dev.tideboard.engine.ops.expression.Comparison;
import dev.tideboard.engine.ops.expression.Concatenation;
import dev.tideboard.engine.ops.expression.Constant;
import dev.tideboard.engine.ops.expression.Expression;
import dev.tideboard.engine.ops.expression.Extreme;
import dev.tideboard.engine.ops.expression.InZone;
import dev.tideboard.engine.ops.expression.Like;
import dev.tideboard.engine.ops.expression.LikePattern;
import dev.tideboard.engine.ops.expression.NumberFunction;
import dev.tideboard.engine.ops.expression.Parameter;
import dev.tideboard.engine.ops.expression.Substring;
import dev.tideboard.engine.ops.expression.TextFunction;
import dev.tideboard.engine.ops.expression.TimeFloor;
import dev.tideboard.engine.ops.expression.TimePart;
import dev.tideboard.engine.ops.expression.TimeUnit;
import dev.tideboard.query.ExpressionTranslator.Typed;
import dev.tideboard.query.TimeZones.Zone;
import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.calcite.avatica.util.TimeUnitRange;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.fun.SqlTrimFunction;

/** The functions among Calcite's calls. */
final class FunctionTranslator {
    private static final double MILLIS_PER_SECOND = 1_000;
    private static final double MILLIS_PER_HOUR = 3_600_000;
    private static final Unit HOUR = new Unit("h");

    private final ExpressionTranslator expressions;

    FunctionTranslator(ExpressionTranslator expressions) {
        this.expressions = expressions;
    }

    Typed translate(RexCall call) {
        String name = call.getOperator().getName().toUpperCase(Locale.ROOT);
        return switch (name) {
            case "COALESCE" -> choice(call);
            case "GREATEST", "LEAST" -> extreme(call, name.equals("GREATEST"));
            case "NULLIF" -> nullIf(call);
            case "-" -> number(NumberFunction.Kind.NEGATE, call);
            case "+" -> expressions.translate(call.getOperands().getFirst());
            case "ABS" -> number(NumberFunction.Kind.ABS, call);
            case "SIGN" -> plain(number(NumberFunction.Kind.SIGN, call));
            case SqlFunctions.DECIMAL -> expressions.toDecimal(call);
            case "ROUND" -> number(NumberFunction.Kind.ROUND, call);
            case "FLOOR" ->
                call.getOperands().size() == 2 ? rounded(call, false) : number(NumberFunction.Kind.FLOOR, call);
            case "CEIL" ->
                call.getOperands().size() == 2 ? rounded(call, true) : number(NumberFunction.Kind.CEIL, call);
            case "SQRT" -> root(number(NumberFunction.Kind.SQRT, call));
            case "EXP" -> plain(number(NumberFunction.Kind.EXP, call));
            case "LN" -> plain(number(NumberFunction.Kind.LN, call));
            case "POWER" -> power(call);
            case "UPPER" -> text(TextFunction.Kind.UPPER, call);
            case "LOWER" -> text(TextFunction.Kind.LOWER, call);
            case "CHAR_LENGTH", "CHARACTER_LENGTH" -> text(TextFunction.Kind.CHAR_LENGTH, call);
            case "TRIM" -> trim(call);
            case "SUBSTRING" -> Typed.plain(new Substring(operands(call)));
            case "||" ->
                Typed.plain(new Concatenation(
                        operands(call).getFirst(), operands(call).getLast(), expressions.dictionary()));
            case "LIKE" -> like(call);
            case "EXTRACT" -> part(call);
            case "EXTRACT(EPOCH)" -> epoch(call);
            case "HOURS" -> new Typed(of(first(call), MILLIS_PER_HOUR), HOUR);
            case SqlFunctions.NOW -> throw ClockTranslator.unsupported();
            default -> throw new Unsupported(name + " is not supported", call.getKind());
        };
    }

    private static Typed plain(Typed typed) {
        return Typed.plain(typed.expression());
    }

    private static Typed root(Typed typed) {
        return new Typed(typed.expression(), Units.root(typed.unit()));
    }

    private List<Expression> operands(RexCall call) {
        return expressions.translate(call.getOperands()).stream()
                .map(Typed::expression)
                .toList();
    }

    private Expression first(RexCall call) {
        return expressions.translate(call.getOperands().getFirst()).expression();
    }

    private Typed choice(RexCall call) {
        List<Typed> operands = expressions.translate(call.getOperands());
        ColumnType type = NumberTypes.common(operands, expressions.type(call));
        Unit unit = Units.common("choose between", operands, call.getKind());
        return new Typed(new Coalesce(expressions.converted(operands, type), type), unit);
    }

    private Typed extreme(RexCall call, boolean greatest) {
        List<Typed> operands = expressions.translate(call.getOperands());
        ColumnType type = NumberTypes.common(operands, expressions.type(call));
        Unit unit = Units.common("compare", operands, call.getKind());
        return new Typed(new Extreme(greatest, expressions.converted(operands, type), type), unit);
    }

    private Typed nullIf(RexCall call) {
        Typed value = expressions.translate(call.getOperands().getFirst());
        Typed other = expressions.translate(call.getOperands().getLast());
        Units.refuseClash("compare", value, other, call.getKind());
        Expression equal = ExpressionTranslator.comparison(Comparison.Kind.EQUAL, value, other, call.getKind());
        Expression missing = Constant.missing(value.type(), expressions.dictionary());
        return new Typed(new Case(List.of(equal), List.of(missing, value.expression()), value.type()), value.unit());
    }

    private Typed number(NumberFunction.Kind kind, RexCall call) {
        Typed operand = expressions.translate(call.getOperands().getFirst());
        int digits = 0;
        if (call.getOperands().size() == 2) {
            digits = Math.clamp(wholeConstant(call.getOperands().get(1), call), -30, 30);
        }
        boolean toDouble =
                kind == NumberFunction.Kind.SQRT || kind == NumberFunction.Kind.EXP || kind == NumberFunction.Kind.LN;
        ColumnType type = toDouble ? ColumnType.DOUBLE : operand.type();
        if (type.isDecimal()) {
            return decimal(kind, operand, digits);
        }
        return new Typed(new NumberFunction(kind, operand.expression(), digits, type), operand.unit());
    }

    private Typed decimal(NumberFunction.Kind kind, Typed operand, int digits) {
        ColumnType type = switch (kind) {
            case SIGN -> ColumnType.INT;
            case FLOOR, CEIL -> ColumnType.decimal(0);
            default -> operand.type();
        };
        boolean fewer = kind == NumberFunction.Kind.ROUND && digits >= 0;
        int left = Math.min(digits, operand.type().scale());
        return fewer
                ? new Typed(expressions.decimal(operand, left), operand.unit())
                : new Typed(new NumberFunction(kind, operand.expression(), digits, type), operand.unit());
    }

    private static int wholeConstant(RexNode node, RexCall call) {
        boolean negative = node.getKind() == SqlKind.MINUS_PREFIX;
        RexNode literal = negative ? ((RexCall) node).getOperands().getFirst() : node;
        if (!(literal instanceof RexLiteral number) || number.isNull()) {
            throw new Unsupported(
                    "the number of digits of " + call.getOperator().getName() + " must be a constant", call.getKind());
        }
        int value = ExpressionTranslator.value(number, BigDecimal.class).intValue();
        return negative ? -value : value;
    }

    private Typed power(RexCall call) {
        Typed base = expressions.translate(call.getOperands().getFirst());
        Expression exponent =
                expressions.translate(call.getOperands().getLast()).expression();
        Expression power = new Arithmetic(Arithmetic.Kind.POWER, base.expression(), exponent, ColumnType.DOUBLE);
        return new Typed(power, raised(base.unit(), exponent));
    }

    /** None where the exponent is not known, or is a part of one other than a half. */
    private static Unit raised(Unit unit, Expression exponent) {
        if (!(exponent instanceof Constant constant)
                || constant.missing()
                || constant.type().isDecimal()) {
            return Unit.NONE;
        }
        double value = constant.type() == ColumnType.DOUBLE ? constant.real() : constant.number();
        if (value == 0.5) {
            return Units.root(unit);
        }
        return value == (int) value ? Units.power(unit, (int) value) : Unit.NONE;
    }

    private Typed text(TextFunction.Kind kind, RexCall call) {
        return Typed.plain(TextFunction.of(kind, first(call), ""));
    }

    private Typed trim(RexCall call) {
        List<RexNode> operands = call.getOperands();
        SqlTrimFunction.Flag flag =
                Objects.requireNonNull(((RexLiteral) operands.getFirst()).getValueAs(SqlTrimFunction.Flag.class));
        if (!(expressions.translate(operands.get(1)).expression() instanceof Constant stripped)
                || stripped.missing()
                || stripped.text().codePointCount(0, stripped.text().length()) != 1) {
            throw new Unsupported("TRIM takes off one constant character", call.getKind());
        }
        TextFunction.Kind kind = switch (flag) {
            case BOTH -> TextFunction.Kind.TRIM;
            case LEADING -> TextFunction.Kind.TRIM_LEADING;
            case TRAILING -> TextFunction.Kind.TRIM_TRAILING;
        };
        Expression operand = expressions.translate(operands.get(2)).expression();
        return Typed.plain(TextFunction.of(kind, operand, stripped.text()));
    }

    private Typed like(RexCall call) {
        List<Expression> operands = operands(call);
        String escape = "";
        if (operands.size() == 3) {
            if (!(operands.get(2) instanceof Constant character)
                    || character.text().length() != 1) {
                throw new Unsupported("ESCAPE takes one constant character", call.getKind());
            }
            escape = character.text();
        }
        Expression pattern = operands.get(1);
        if (pattern instanceof Constant constant) {
            try {
                new LikePattern(constant.text(), escape);
            } catch (IllegalArgumentException e) {
                throw new Unsupported(Objects.requireNonNull(e.getMessage()), call.getKind());
            }
        } else if (!(pattern instanceof Parameter)) {
            throw new Unsupported("the pattern of LIKE must be a constant or a parameter", call.getKind());
        }
        return Typed.plain(Like.of(operands.getFirst(), pattern, escape));
    }

    private Typed rounded(RexCall call, boolean up) {
        TimeUnitRange range = range(call.getOperands().getLast());
        Zoned of = zoned(call.getOperands().getFirst());
        return of.in(new TimeFloor(
                up,
                of.instant(),
                constant(TimeUnit.class, range, call),
                of.zone().id()));
    }

    private Typed part(RexCall call) {
        TimeUnitRange range = range(call.getOperands().getFirst());
        Zoned of = zoned(call.getOperands().getLast());
        ColumnType type = of.instant().type();
        if (type != ColumnType.TIMESTAMP && type != ColumnType.DATE) {
            throw new Unsupported("EXTRACT is of a timestamp or a date, and EPOCH also of an interval", call.getKind());
        }
        return of.in(new TimePart(
                constant(TimePart.Part.class, range, call),
                of.instant(),
                of.zone().id()));
    }

    /** Whole seconds of an instant, and those of a span with their fraction. */
    private Typed epoch(RexCall call) {
        Expression operand = zoned(call.getOperands().getFirst()).instant();
        if (operand.type() != ColumnType.INTERVAL) {
            return Typed.plain(new TimePart(TimePart.Part.EPOCH, operand, ZoneOffset.UTC));
        }
        return Typed.plain(of(operand, MILLIS_PER_SECOND));
    }

    /** How many times {@code millis} a span is. */
    private Expression of(Expression span, double millis) {
        Expression length = expressions.converted(span, ColumnType.DOUBLE);
        return new Arithmetic(Arithmetic.Kind.DIVIDE, length, Constant.of(millis), ColumnType.DOUBLE);
    }

    /** An instant and the zone whose clocks it is looked at on. */
    private record Zoned(Expression instant, Zone zone) {
        Typed in(Expression function) {
            String parameter = zone.parameter();
            return Typed.plain(parameter.isEmpty() ? function : new InZone(function, parameter));
        }
    }

    private Zoned zoned(RexNode node) {
        if (!TimeZones.isZoned(node)) {
            return new Zoned(expressions.translate(node).expression(), Zone.UTC);
        }
        List<RexNode> operands = ((RexCall) node).getOperands();
        return new Zoned(expressions.translate(operands.getFirst()).expression(), TimeZones.zone(operands.getLast()));
    }

    private static TimeUnitRange range(RexNode flag) {
        return Objects.requireNonNull(((RexLiteral) flag).getValueAs(TimeUnitRange.class));
    }

    /** The constant of {@code units} called as {@code range} is. */
    private static <E extends Enum<E>> E constant(Class<E> units, TimeUnitRange range, RexCall call) {
        return Arrays.stream(units.getEnumConstants())
                .filter(unit -> unit.name().equals(range.name()))
                .findFirst()
                .orElseThrow(() -> new Unsupported(
                        call.getOperator().getName() + " does not know " + range + "; use "
                                + Arrays.stream(units.getEnumConstants())
                                        .map(Enum::name)
                                        .collect(Collectors.joining(", ")),
                        call.getKind()));
    }
}
