package dev.tideboard.query;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.fun.SqlBetweenOperator;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql2rel.SqlRexContext;
import org.apache.calcite.sql2rel.SqlRexConvertlet;
import org.apache.calcite.sql2rel.SqlRexConvertletTable;
import org.apache.calcite.sql2rel.StandardConvertletTable;
import org.jspecify.annotations.Nullable;

/**
 * Calcite's conversion of calls, save for five. Its own of {@code timestamp - interval} and of {@code (a - b) SECOND} ask for the validated type of a call
 * that was itself copied, and break inside aggregates. And a CAST to a decimal that is written has to be told from those
 * that Calcite puts in to bring numbers together. And a text that is compared with something else is no CAST of that text to it.
 */
final class Convertlets implements SqlRexConvertletTable {
    private static final Set<SqlKind> ORDERS =
            Set.of(SqlKind.LESS_THAN, SqlKind.LESS_THAN_OR_EQUAL, SqlKind.GREATER_THAN, SqlKind.GREATER_THAN_OR_EQUAL);

    @Override
    public @Nullable SqlRexConvertlet get(SqlCall call) {
        if (call.getOperator().equals(SqlStdOperatorTable.MINUS)) {
            return Convertlets::minus;
        }
        if (call.getOperator().equals(SqlStdOperatorTable.MINUS_DATE)) {
            return Convertlets::span;
        }
        if (ORDERS.contains(call.getKind())) {
            return Convertlets::order;
        }
        if (call.getOperator() instanceof SqlBetweenOperator) {
            return Convertlets::between;
        }
        boolean written = !call.getParserPosition().equals(SqlParserPos.ZERO);
        return call.getKind() == SqlKind.CAST && written
                ? Convertlets::cast
                : StandardConvertletTable.INSTANCE.get(call);
    }

    private static RexNode cast(SqlRexContext context, SqlCall call) {
        RexNode converted = standard(context, call);
        if (converted.getType().getSqlTypeName() != SqlTypeName.DECIMAL) {
            return converted;
        }
        RexNode operand = context.convertExpression(call.operand(0));
        return context.getRexBuilder().makeCall(converted.getType(), SqlFunctions.TO_DECIMAL, List.of(operand));
    }

    private static RexNode span(SqlRexContext context, SqlCall call) {
        RexBuilder builder = context.getRexBuilder();
        RexNode left = context.convertExpression(call.operand(0));
        RexNode right = context.convertExpression(call.operand(1));
        RelDataType type = builder.getTypeFactory().createSqlIntervalType(call.operand(2));
        boolean nullable = left.getType().isNullable() || right.getType().isNullable();
        return builder.makeCall(
                builder.getTypeFactory().createTypeWithNullability(type, nullable),
                SqlStdOperatorTable.MINUS_DATE,
                List.of(left, right));
    }

    /** Texts stay texts, for us to read or refuse. */
    private static RexNode order(SqlRexContext context, SqlCall call) {
        List<RexNode> operands =
                call.getOperandList().stream().map(context::convertExpression).toList();
        return isMixed(operands)
                ? context.getRexBuilder().makeCall(call.getOperator(), operands)
                : standard(context, call);
    }

    private static RexNode between(SqlRexContext context, SqlCall call) {
        List<RexNode> operands = call.getOperandList().subList(0, 3).stream()
                .map(context::convertExpression)
                .toList();
        SqlBetweenOperator operator = (SqlBetweenOperator) call.getOperator();
        if (!isMixed(operands) || operator.flag == SqlBetweenOperator.Flag.SYMMETRIC) {
            return standard(context, call);
        }
        RexBuilder builder = context.getRexBuilder();
        RexNode within = builder.makeCall(
                SqlStdOperatorTable.AND,
                builder.makeCall(SqlStdOperatorTable.GREATER_THAN_OR_EQUAL, operands.get(0), operands.get(1)),
                builder.makeCall(SqlStdOperatorTable.LESS_THAN_OR_EQUAL, operands.get(0), operands.get(2)));
        return operator.isNegated() ? builder.makeCall(SqlStdOperatorTable.NOT, within) : within;
    }

    private static boolean isMixed(List<RexNode> operands) {
        long texts = operands.stream()
                .filter(operand ->
                        SqlTypeName.CHAR_TYPES.contains(operand.getType().getSqlTypeName()))
                .count();
        return texts > 0 && texts < operands.size();
    }

    private static RexNode standard(SqlRexContext context, SqlCall call) {
        return Objects.requireNonNull(StandardConvertletTable.INSTANCE.get(call))
                .convertCall(context, call);
    }

    private static RexNode minus(SqlRexContext context, SqlCall call) {
        RexBuilder builder = context.getRexBuilder();
        List<RexNode> operands =
                call.getOperandList().stream().map(context::convertExpression).toList();
        RelDataType left = operands.getFirst().getType();
        RelDataType right = operands.getLast().getType();
        boolean ofTime = SqlTypeName.DATETIME_TYPES.contains(left.getSqlTypeName())
                && SqlTypeName.INTERVAL_TYPES.contains(right.getSqlTypeName());
        if (!ofTime) {
            return builder.makeCall(SqlStdOperatorTable.MINUS, operands);
        }
        RelDataType type =
                builder.getTypeFactory().createTypeWithNullability(left, left.isNullable() || right.isNullable());
        return builder.makeCall(type, SqlStdOperatorTable.MINUS_DATE, operands);
    }
}
