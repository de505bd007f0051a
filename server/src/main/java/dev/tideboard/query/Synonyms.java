package dev.tideboard.query;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.calcite.avatica.util.TimeUnit;
import org.apache.calcite.sql.SqlBasicTypeNameSpec;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlUnresolvedFunction;
import org.apache.calcite.sql.SqlUserDefinedTypeNameSpec;
import org.apache.calcite.sql.fun.SqlCase;
import org.apache.calcite.sql.fun.SqlLibraryOperators;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.util.SqlShuttle;
import org.jspecify.annotations.Nullable;

/** Takes what other databases call a function or a type for what it is called here, where both mean exactly the same. */
final class Synonyms extends SqlShuttle {
    /** The functions read here. */
    static final List<String> NAMES = List.of(
            "IFNULL", "NVL", "IF", "LENGTH", "SUBSTR", "POW", "MAX_BY", "MIN_BY", "DATE_TRUNC", "DATE_PART", "ILIKE");

    static final String CONSTANT_PATTERN =
            "ILIKE takes a constant text and no ESCAPE; write LOWER(x) LIKE and a pattern in lower case";

    private final SqlErrors errors;

    Synonyms(SqlErrors errors) {
        this.errors = errors;
    }

    @Override
    public @Nullable SqlNode visit(SqlCall call) {
        SqlCall visited = (SqlCall) Objects.requireNonNull(super.visit(call));
        String name = visited.getOperator().getName().toUpperCase(Locale.ROOT);
        return switch (name) {
            case "IFNULL", "NVL" -> renamed(visited, name + "(x, otherwise)", 2, named("COALESCE"));
            case "IF" -> choice(visited);
            case "LENGTH" -> renamed(visited, "LENGTH(x)", 1, SqlStdOperatorTable.CHAR_LENGTH);
            case "SUBSTR" -> {
                int operands = Math.clamp(visited.operandCount(), 2, 3);
                yield renamed(visited, "SUBSTR(x, from[, length])", operands, SqlStdOperatorTable.SUBSTRING);
            }
            case "POW" -> renamed(visited, "POW(x, n)", 2, SqlStdOperatorTable.POWER);
            case "MAX_BY" -> renamed(visited, "MAX_BY(x, by)", 2, named("ARG_MAX"));
            case "MIN_BY" -> renamed(visited, "MIN_BY(x, by)", 2, named("ARG_MIN"));
            case "DATE_TRUNC" -> timed(visited, SqlStdOperatorTable.FLOOR);
            case "DATE_PART" -> timed(visited, SqlStdOperatorTable.EXTRACT);
            case "ILIKE", "NOT ILIKE" -> inAnyCase(visited);
            case "RESPECT NULLS" -> visited.operand(0); // as all do that may be told so
            default -> visited;
        };
    }

    @Override
    public @Nullable SqlNode visit(SqlDataTypeSpec type) {
        if (!(type.getTypeNameSpec() instanceof SqlUserDefinedTypeNameSpec named)
                || !named.getTypeName().isSimple()) {
            return type;
        }
        SqlTypeName known = switch (named.getTypeName().getSimple().toUpperCase(Locale.ROOT)) {
            case "TEXT", "STRING" -> SqlTypeName.VARCHAR;
            case "LONG" -> SqlTypeName.BIGINT;
            default -> SqlTypeName.ANY;
        };
        SqlParserPos position = type.getParserPosition();
        return known == SqlTypeName.ANY
                ? type
                : new SqlDataTypeSpec(new SqlBasicTypeNameSpec(known, position), position);
    }

    private static SqlOperator named(String name) {
        return new SqlUnresolvedFunction(
                new SqlIdentifier(name, SqlParserPos.ZERO),
                null,
                null,
                null,
                null,
                SqlFunctionCategory.USER_DEFINED_FUNCTION);
    }

    private void expect(SqlCall call, String written, int operands) {
        if (call.operandCount() != operands) {
            throw errors.at(
                    call,
                    call.getOperator().getName() + " does not take " + call.operandCount()
                            + " arguments; it is written " + written);
        }
    }

    private SqlNode renamed(SqlCall call, String written, int operands, SqlOperator operator) {
        expect(call, written, operands);
        return operator.createCall(call.getFunctionQuantifier(), call.getParserPosition(), call.getOperandList());
    }

    private SqlNode choice(SqlCall call) {
        expect(call, "IF(condition, then, otherwise)", 3);
        return new SqlCase(
                call.getParserPosition(),
                null,
                SqlNodeList.of(call.operand(0)),
                SqlNodeList.of(call.operand(1)),
                call.operand(2));
    }

    /** A function of a unit in quotes and a time: {@code FLOOR(time TO unit)} or {@code EXTRACT(unit FROM time)}. */
    private SqlNode timed(SqlCall call, SqlOperator operator) {
        boolean rounds = operator.equals(SqlStdOperatorTable.FLOOR);
        String name = call.getOperator().getName();
        expect(call, name + "('hour', t)", 2);
        if (!TimeZones.isText(call.operand(0))) {
            throw errors.unsupported(call.operand(0), name + " takes a constant unit, as in " + name + "('hour', t)");
        }
        String word = ((SqlLiteral) call.operand(0)).getValueAs(String.class).toUpperCase(Locale.ROOT);
        TimeUnit unit = Arrays.stream(TimeUnit.values())
                .filter(one -> one.name().equals(word))
                .findFirst()
                .orElseThrow(() -> errors.unsupported(
                        call.operand(0), name + " does not know '" + word + "'; use one of " + units(rounds)));
        SqlNode time = call.operand(1);
        if (rounds && TimeZones.isZoned(time)) {
            throw errors.unsupported(
                    call,
                    name + " gives elsewhere what the clocks of a zone show; the instant of it is FLOOR(t AT TIME ZONE"
                            + " 'zone' TO " + unit + ")");
        }
        SqlParserPos position = call.getParserPosition();
        SqlNode qualifier = new SqlIntervalQualifier(unit, null, position);
        return rounds
                ? operator.createCall(position, List.of(time, qualifier))
                : operator.createCall(position, List.of(qualifier, time));
    }

    private static String units(boolean rounds) {
        return rounds
                ? Arrays.stream(dev.tideboard.engine.ops.expression.TimeUnit.values())
                        .map(Enum::name)
                        .collect(Collectors.joining(", "))
                : Arrays.stream(dev.tideboard.engine.ops.expression.TimePart.Part.values())
                        .map(Enum::name)
                        .collect(Collectors.joining(", "));
    }

    /** {@code x ILIKE 'Pattern'} as {@code LOWER(x) LIKE 'pattern'}. */
    private SqlNode inAnyCase(SqlCall call) {
        if (!TimeZones.isText(call.operand(1)) || call.operandCount() != 2) {
            throw errors.unsupported(call, CONSTANT_PATTERN);
        }
        SqlParserPos position = call.getParserPosition();
        SqlNode value = SqlStdOperatorTable.LOWER.createCall(position, List.of(call.operand(0)));
        String pattern = ((SqlLiteral) call.operand(1)).getValueAs(String.class).toLowerCase(Locale.ROOT);
        boolean negated = call.getOperator().equals(SqlLibraryOperators.NOT_ILIKE);
        return (negated ? SqlStdOperatorTable.NOT_LIKE : SqlStdOperatorTable.LIKE)
                .createCall(position, List.of(value, SqlLiteral.createCharString(pattern, position)));
    }
}
