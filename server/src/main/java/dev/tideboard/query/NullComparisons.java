package dev.tideboard.query;

import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlUtil;

/** Refuses conditions that a NULL in their text keeps from ever being true: whoever writes one means another. */
final class NullComparisons {
    private NullComparisons() {}

    static void check(SqlCall call, SqlErrors errors) {
        String operator = call.getOperator().getName();
        switch (call.getKind()) {
            case EQUALS -> refuse(call.getOperandList(), "= NULL is never true; write IS NULL", errors);
            case NOT_EQUALS ->
                refuse(call.getOperandList(), operator + " NULL is never true; write IS NOT NULL", errors);
            case LESS_THAN, LESS_THAN_OR_EQUAL, GREATER_THAN, GREATER_THAN_OR_EQUAL, LIKE ->
                refuse(call.getOperandList(), operator + " NULL is never true; write a value, or IS NULL", errors);
            case BETWEEN ->
                refuse(
                        call.getOperandList(),
                        "BETWEEN compares with NULL, which is never true; write one comparison, such as x >= 5",
                        errors);
            case IN, NOT_IN -> {
                if (call.operand(1) instanceof SqlNodeList list) {
                    String way = call.getKind() == SqlKind.IN
                            ? "IN finds no null; leave NULL out, and write OR … IS NULL"
                            : "NOT IN with NULL is never true; leave NULL out, and write AND … IS NOT NULL";
                    refuse(list, way, errors);
                }
            }
            default -> {}
        }
    }

    private static void refuse(List<SqlNode> operands, String message, SqlErrors errors) {
        for (SqlNode operand : operands) {
            if (SqlUtil.isNullLiteral(operand, false)) {
                throw errors.at(operand, message);
            }
        }
    }
}
