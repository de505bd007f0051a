package dev.tideboard.query;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlWith;
import org.apache.calcite.sql.util.SqlShuttle;
import org.jspecify.annotations.Nullable;

/** Puts what it stands for in place of a column that a join merged, also in queries inside that look out at it. */
final class MergedColumns extends SqlShuttle {
    private final JoinedColumns joined;
    private final FromColumns columns;
    private final Set<String> others;

    /** @param others names that mean something else where it looks */
    MergedColumns(JoinedColumns joined, FromColumns columns, Set<String> others) {
        this.joined = joined;
        this.columns = columns;
        this.others = others;
    }

    SqlNode replaced(SqlNode node) {
        return Objects.requireNonNull(node.accept(this));
    }

    @Override
    public SqlNode visit(SqlIdentifier column) {
        return column.isSimple() && joined.joined().contains(column.getSimple()) && !others.contains(column.getSimple())
                ? joined.value(column.getSimple(), column.getParserPosition())
                : column;
    }

    @Override
    public @Nullable SqlNode visit(SqlCall call) {
        return switch (call) {
            case SqlSelect select -> inside(select);
            case SqlWith with -> with; // its names could be any
            case SqlOrderBy ordered ->
                new SqlOrderBy(
                        ordered.getParserPosition(),
                        replaced(ordered.query),
                        ordered.orderList,
                        ordered.offset,
                        ordered.fetch);
            case SqlCall as
            when as.getKind() == SqlKind.AS -> {
                List<SqlNode> operands = new ArrayList<>(as.getOperandList());
                operands.set(0, replaced(operands.getFirst()));
                yield as.getOperator().createCall(as.getParserPosition(), operands);
            }
            default -> super.visit(call);
        };
    }

    /** A query has columns of its own first; where those cannot be told, nothing in it is ours. */
    private SqlNode inside(SqlSelect select) {
        Optional<List<String>> own =
                select.getFrom() == null ? Optional.of(List.of()) : columns.columns(select.getFrom());
        if (own.isEmpty()) {
            return select;
        }
        Set<String> more = new HashSet<>(others);
        more.addAll(own.get());
        MergedColumns inner = new MergedColumns(joined, columns, more);
        SqlSelect made = (SqlSelect) select.clone(select.getParserPosition());
        made.setSelectList((SqlNodeList) inner.replaced(select.getSelectList()));
        inner.replaceConditions(made);
        return made;
    }

    /** Replaces in all that follows FROM. */
    void replaceConditions(SqlSelect select) {
        if (select.getWhere() != null) {
            select.setWhere(replaced(select.getWhere()));
        }
        if (select.getGroup() != null) {
            select.setGroupBy((SqlNodeList) replaced(select.getGroup()));
        }
        if (select.getHaving() != null) {
            select.setHaving(replaced(select.getHaving()));
        }
        if (select.getQualify() != null) {
            select.setQualify(replaced(select.getQualify()));
        }
    }
}
