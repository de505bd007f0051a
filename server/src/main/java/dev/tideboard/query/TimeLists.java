package dev.tideboard.query;

import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.util.SqlShuttle;
import org.jspecify.annotations.Nullable;

/**
 * Writes {@code at IN (TIMESTAMP …, TIMESTAMP …)} as comparisons. Calcite looks for a list by its text, does not find one with
 * dates or times in it again, and breaks inside aggregates.
 */
final class TimeLists extends SqlShuttle {

    @Override
    public @Nullable SqlNode visit(SqlCall call) {
        boolean in = call.getKind() == SqlKind.IN || call.getKind() == SqlKind.NOT_IN;
        if (!in
                || !(call.operand(1) instanceof SqlNodeList list)
                || list.stream().noneMatch(TimeLists::isTime)) {
            return super.visit(call);
        }
        SqlParserPos position = call.getParserPosition();
        SqlNode any = null;
        for (SqlNode value : list) {
            SqlNode equal = SqlStdOperatorTable.EQUALS.createCall(position, List.of(call.operand(0), value));
            any = any == null ? equal : SqlStdOperatorTable.OR.createCall(position, List.of(any, equal));
        }
        SqlNode rewritten = super.visit((SqlCall) any);
        return call.getKind() == SqlKind.IN
                ? rewritten
                : SqlStdOperatorTable.NOT.createCall(position, List.of(rewritten));
    }

    private static boolean isTime(SqlNode value) {
        return value instanceof SqlLiteral literal
                && (literal.getTypeName() == SqlTypeName.UNKNOWN // until its text is read
                        || SqlTypeName.DATETIME_TYPES.contains(literal.getTypeName()));
    }
}
