package dev.tideboard.query;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.fun.SqlCase;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlShuttle;
import org.jspecify.annotations.Nullable;

/**
 * Writes {@code SUM(x) FILTER (WHERE c)} as {@code SUM(CASE WHEN c THEN x END)}, which means the same for every
 * aggregate that ignores nulls, and computes x only where c holds. Calcite's own treatment loses track of what may be
 * null.
 */
final class FilterRewriting extends SqlShuttle {

    @Override
    public @Nullable SqlNode visit(SqlCall call) {
        if (call.getKind() == SqlKind.FILTER
                && call.operand(0) instanceof SqlCall aggregate
                && aggregate.operandCount() >= 1) {
            SqlNode condition = call.operand(1);
            SqlParserPos position = aggregate.getParserPosition();
            List<SqlNode> operands = new ArrayList<>(aggregate.getOperandList());
            // what rows are ordered by, too: it leaves a row out whose value may be null
            int chosen = AggregateFunction.respectsNulls(aggregate) ? operands.size() : 1;
            for (int i = 0; i < chosen; i++) {
                operands.set(i, chosen(condition, operands.get(i), position));
            }
            return aggregate.getOperator().createCall(aggregate.getFunctionQuantifier(), position, operands);
        }
        return super.visit(call);
    }

    private static SqlNode chosen(SqlNode condition, SqlNode argument, SqlParserPos position) {
        boolean star = argument instanceof SqlIdentifier identifier && identifier.isStar();
        SqlNode counted = star ? SqlLiteral.createExactNumeric("1", position) : argument;
        return new SqlCase(
                position, null, SqlNodeList.of(condition), SqlNodeList.of(counted), SqlLiteral.createNull(position));
    }
}
