package dev.tideboard.query;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
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
import org.apache.calcite.sql.util.SqlShuttle;
import org.jspecify.annotations.Nullable;

/**
 * Writes joins by USING and NATURAL as joins ON conditions, and names the table of each column that they join by: Calcite takes
 * such a column for that of both sides, at a third table or outside of SELECT and GROUP BY.
 */
final class JoinsByName extends SqlShuttle {
    private final FromColumns columns;
    private final SqlErrors errors;

    JoinsByName(Map<String, Relation> relations, SqlNode query, SqlErrors errors) {
        this.columns = new FromColumns(relations, query, errors);
        this.errors = errors;
    }

    @Override
    public @Nullable SqlNode visit(SqlCall call) {
        if (call instanceof SqlOrderBy ordered && ordered.query instanceof SqlSelect select) {
            Optional<JoinedColumns> joined = joined(select);
            SqlNode query = Objects.requireNonNull(ordered.query.accept(this));
            SqlNodeList order = ordered.orderList;
            if (joined.isPresent() && !select.isDistinct()) {
                order = (SqlNodeList) new MergedColumns(joined.get(), columns, outputs(select, true)).replaced(order);
            }
            return new SqlOrderBy(ordered.getParserPosition(), query, order, ordered.offset, ordered.fetch);
        }
        if (call instanceof SqlSelect select) {
            Optional<JoinedColumns> joined = joined(select);
            SqlSelect visited = (SqlSelect) Objects.requireNonNull(super.visit(select));
            return joined.map(names -> select(visited, names)).orElse(visited);
        }
        return super.visit(call);
    }

    private Optional<JoinedColumns> joined(SqlSelect select) {
        return select.getFrom() == null ? Optional.empty() : JoinedColumns.of(select.getFrom(), columns, errors);
    }

    private SqlSelect select(SqlSelect select, JoinedColumns joined) {
        // again, of what the queries in FROM have become
        JoinedColumns now = joined(select).orElse(joined);
        Set<String> renamed = outputs(select, false);
        SqlSelect made = (SqlSelect) select.clone(select.getParserPosition());
        made.setFrom(now.from());
        SqlNodeList items = new SqlNodeList(select.getSelectList().getParserPosition());
        select.getSelectList().forEach(item -> items.addAll(item(now, item)));
        made.setSelectList(items);
        // an alias means something else behind WHERE only
        SqlNode where = select.getWhere();
        new MergedColumns(now, columns, renamed).replaceConditions(made);
        if (where != null) {
            made.setWhere(new MergedColumns(now, columns, Set.of()).replaced(where));
        }
        return made;
    }

    private List<SqlNode> item(JoinedColumns joined, SqlNode item) {
        if (item instanceof SqlIdentifier column && column.isSimple()) {
            return joined.joined().contains(column.getSimple())
                    ? List.of(joined.item(column.getSimple(), column.getParserPosition()))
                    : List.of(item);
        }
        if (item instanceof SqlIdentifier star && star.isStar() && star.names.size() == 1) {
            return joined.items(star.getParserPosition());
        }
        return List.of(new MergedColumns(joined, columns, Set.of()).replaced(item));
    }

    /** The names that a SELECT gives, which GROUP BY and what follows take before those of columns. */
    private static Set<String> outputs(SqlSelect select, boolean columns) {
        Set<String> names = new HashSet<>();
        for (SqlNode item : select.getSelectList()) {
            if (item instanceof SqlCall as && as.getKind() == SqlKind.AS) {
                names.add(((SqlIdentifier) as.operand(1)).getSimple());
            } else if (columns && item instanceof SqlIdentifier column) {
                names.add(column.names.getLast());
            }
        }
        return names;
    }
}
