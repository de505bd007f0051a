package dev.tideboard.query;

import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql2rel.SqlRexContext;
import org.apache.calcite.sql2rel.SqlRexConvertlet;
import org.apache.calcite.sql2rel.SqlRexConvertletTable;
import org.apache.calcite.sql2rel.StandardConvertletTable;
import org.jspecify.annotations.Nullable;

/**
 * Calcite's conversion of calls, save for {@code timestamp - interval}: its own asks for the validated type of a call
 * that it has itself copied, and breaks inside aggregates.
 */
final class Convertlets implements SqlRexConvertletTable {

    @Override
    public @Nullable SqlRexConvertlet get(SqlCall call) {
        return call.getOperator().equals(SqlStdOperatorTable.MINUS)
                ? Convertlets::minus
                : StandardConvertletTable.INSTANCE.get(call);
    }

    private static RexNode minus(SqlRexContext context, SqlCall call) {
        RexBuilder builder = context.getRexBuilder();
        List<RexNode> operands =
                call.getOperandList().stream().map(context::convertExpression).toList();
        RelDataType left = operands.getFirst().getType();
        RelDataType right = operands.getLast().getType();
        boolean ofTime = left.getSqlTypeName() == SqlTypeName.TIMESTAMP
                && SqlTypeName.INTERVAL_TYPES.contains(right.getSqlTypeName());
        if (!ofTime) {
            return builder.makeCall(SqlStdOperatorTable.MINUS, operands);
        }
        RelDataType type =
                builder.getTypeFactory().createTypeWithNullability(left, left.isNullable() || right.isNullable());
        return builder.makeCall(type, SqlStdOperatorTable.MINUS_DATE, operands);
    }
}
