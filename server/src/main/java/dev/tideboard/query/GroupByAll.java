package dev.tideboard.query;

import java.util.List;
import java.util.Objects;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlShuttle;
import org.jspecify.annotations.Nullable;

/** Groups by all columns of a SELECT that have no aggregate in them, by their numbers, where it says GROUP BY ALL. */
final class GroupByAll extends SqlShuttle {
    private final SqlErrors errors;

    GroupByAll(SqlErrors errors) {
        this.errors = errors;
    }

    @Override
    public @Nullable SqlNode visit(SqlCall call) {
        SqlNode visited = Objects.requireNonNull(super.visit(call));
        if (visited instanceof SqlSelect select
                && select.getGroup() != null
                && select.getGroup().size() == 1
                && select.getGroup().get(0) instanceof SqlIdentifier all
                && all.isSimple()
                && all.getSimple().equalsIgnoreCase(MarkedClauses.ALL_COLUMNS)) {
            SqlNodeList columns = columns(select.getSelectList(), all.getParserPosition());
            // of aggregates alone it is a total, which has a row also where there are none
            select.setGroupBy(columns.isEmpty() ? null : columns);
        }
        return visited;
    }

    private SqlNodeList columns(SqlNodeList items, SqlParserPos position) {
        SqlNodeList columns = new SqlNodeList(position);
        for (int i = 0; i < items.size(); i++) {
            SqlNode item = items.get(i);
            if (item instanceof SqlIdentifier column && column.isStar()) {
                throw errors.unsupported(item, "GROUP BY ALL takes named columns; write SELECT DISTINCT " + column);
            }
            if (!aggregates(item) && namesColumn(item)) {
                columns.add(SqlLiteral.createExactNumeric(String.valueOf(i + 1), position));
            }
        }
        return columns;
    }

    /** Whether it may differ from row to row; what a constant is called is no column. */
    private static boolean namesColumn(SqlNode node) {
        return switch (node) {
            case SqlIdentifier _ -> true;
            case SqlNodeList list -> list.stream().anyMatch(GroupByAll::namesColumn);
            case SqlCall call when call.getKind() == SqlKind.AS -> namesColumn(call.operand(0));
            case SqlCall call ->
                call.getOperandList().stream().anyMatch(operand -> operand != null && namesColumn(operand));
            default -> false;
        };
    }

    private static boolean aggregates(@Nullable SqlNode node) {
        return switch (node) {
            case SqlNodeList list -> list.stream().anyMatch(GroupByAll::aggregates);
            case SqlCall call ->
                call.getKind() == SqlKind.OVER
                        || call.getOperator() instanceof SqlAggFunction
                        || SqlFunctions.isAggregate(call.getOperator().getName())
                        || aggregates(call.getOperandList());
            case null, default -> false;
        };
    }

    private static boolean aggregates(List<SqlNode> nodes) {
        return nodes.stream().anyMatch(GroupByAll::aggregates);
    }
}
