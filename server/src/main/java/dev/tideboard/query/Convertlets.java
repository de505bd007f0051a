package dev.tideboard.query;

import java.util.List;
import java.util.Objects;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql2rel.SqlRexContext;
import org.apache.calcite.sql2rel.SqlRexConvertlet;
import org.apache.calcite.sql2rel.SqlRexConvertletTable;
import org.apache.calcite.sql2rel.StandardConvertletTable;
import org.jspecify.annotations.Nullable;

/**
 * Calcite's conversion of calls, save for two. Its own of {@code timestamp - interval} asks for the validated type of a call
 * that it has itself copied, and breaks inside aggregates. And a CAST to a decimal that is written has to be told from those
 * that Calcite puts in to bring numbers together.
 */
final class Convertlets implements SqlRexConvertletTable {

    @Override
    public @Nullable SqlRexConvertlet get(SqlCall call) {
        if (call.getOperator().equals(SqlStdOperatorTable.MINUS)) {
            return Convertlets::minus;
        }
        boolean written = !call.getParserPosition().equals(SqlParserPos.ZERO);
        return call.getKind() == SqlKind.CAST && written
                ? Convertlets::cast
                : StandardConvertletTable.INSTANCE.get(call);
    }

    private static RexNode cast(SqlRexContext context, SqlCall call) {
        RexNode converted = Objects.requireNonNull(StandardConvertletTable.INSTANCE.get(call))
                .convertCall(context, call);
        if (converted.getType().getSqlTypeName() != SqlTypeName.DECIMAL) {
            return converted;
        }
        RexNode operand = context.convertExpression(call.operand(0));
        return context.getRexBuilder().makeCall(converted.getType(), SqlFunctions.TO_DECIMAL, List.of(operand));
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
