package dev.tideboard.query;

import dev.tideboard.query.ValidationErrors.Explanation;
import java.util.Optional;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlCharStringLiteral;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;

/** An IN of which the sides are not alike. */
record MembershipErrors(SqlText text) {

    Explanation explained(SqlCall in) {
        SqlNode left = in.operand(0);
        SqlNode right = in.operand(1);
        if (right instanceof SqlNodeList values) {
            return unlike(left, values);
        }
        SqlNodeList columns = right instanceof SqlSelect select ? select.getSelectList() : SqlNodeList.EMPTY;
        int compared = left.getKind() == SqlKind.ROW ? ((SqlBasicCall) left).operandCount() : 1;
        boolean star = columns.size() == 1 && columns.get(0) instanceof SqlIdentifier name && name.isStar();
        if (columns.size() > 0 && (star || columns.size() != compared)) {
            String gives = star ? "all columns" : columns.size() + (columns.size() == 1 ? " column" : " columns");
            return new Explanation(
                    "IN (SELECT …) gives " + gives + ", and " + compared + (compared == 1 ? " is" : " are")
                            + " compared with " + (star || columns.size() > 1 ? "them" : "it") + "; select " + compared
                            + ", as in " + text(left) + " IN (SELECT " + (compared == 1 ? "key" : "a, b") + " FROM …)",
                    columns.getParserPosition());
        }
        return new Explanation(
                "what IN (SELECT …) gives is of another type than " + text(left) + "; use CAST to convert one of them",
                columns.size() > 0 ? columns.getParserPosition() : in.getParserPosition());
    }

    /** A list with texts among other values. */
    private Explanation unlike(SqlNode left, SqlNodeList values) {
        Optional<SqlNode> text =
                values.stream().filter(SqlCharStringLiteral.class::isInstance).findFirst();
        Optional<SqlNode> other = values.stream()
                .filter(value -> value instanceof SqlLiteral && !(value instanceof SqlCharStringLiteral))
                .findFirst();
        if (text.isPresent() && other.isPresent()) {
            return new Explanation(
                    "IN takes values of one type, found " + text(text.get()) + " beside " + text(other.get())
                            + "; write texts in quotes and numbers without",
                    text.get().getParserPosition());
        }
        return new Explanation(
                "IN takes values of the type of " + text(left)
                        + "; use CAST to convert, write texts in quotes and numbers" + " without",
                values.getParserPosition());
    }

    private String text(SqlNode node) {
        return SqlPlaces.written(node, text);
    }
}
