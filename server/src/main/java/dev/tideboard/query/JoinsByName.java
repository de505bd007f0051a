package dev.tideboard.query;

import java.util.ArrayList;
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
        this.columns = new FromColumns(relations, query);
        this.errors = errors;
    }

    @Override
    public @Nullable SqlNode visit(SqlCall call) {
        if (call instanceof SqlOrderBy ordered && ordered.query instanceof SqlSelect select) {
            Optional<JoinedColumns> joined = joined(select);
            SqlNode query = Objects.requireNonNull(ordered.query.accept(this));
            SqlNodeList order = ordered.orderList;
            if (joined.isPresent() && !select.isDistinct()) {
                order = (SqlNodeList) replaced(joined.get(), order, outputs(select, true));
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
        if (select.getWhere() != null) {
            made.setWhere(replaced(now, select.getWhere(), Set.of()));
        }
        if (select.getGroup() != null) {
            made.setGroupBy((SqlNodeList) replaced(now, select.getGroup(), renamed));
        }
        if (select.getHaving() != null) {
            made.setHaving(replaced(now, select.getHaving(), renamed));
        }
        if (select.getQualify() != null) {
            made.setQualify(replaced(now, select.getQualify(), renamed));
        }
        return made;
    }

    private static List<SqlNode> item(JoinedColumns joined, SqlNode item) {
        if (item instanceof SqlIdentifier column && column.isSimple()) {
            return joined.joined().contains(column.getSimple())
                    ? List.of(joined.item(column.getSimple(), column.getParserPosition()))
                    : List.of(item);
        }
        if (item instanceof SqlIdentifier star && star.isStar() && star.names.size() == 1) {
            return joined.items(star.getParserPosition());
        }
        return List.of(replaced(joined, item, Set.of()));
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

    /** {@code node} with the columns in it that are joined by name, but for names that mean something else. */
    static SqlNode replaced(JoinedColumns joined, SqlNode node, Set<String> others) {
        return Objects.requireNonNull(node.accept(new SqlShuttle() {
            @Override
            public SqlNode visit(SqlIdentifier column) {
                return column.isSimple()
                                && joined.joined().contains(column.getSimple())
                                && !others.contains(column.getSimple())
                        ? joined.value(column.getSimple(), column.getParserPosition())
                        : column;
            }

            @Override
            public @Nullable SqlNode visit(SqlCall call) {
                if (call.isA(SqlKind.QUERY)) {
                    return call; // has columns of its own
                }
                if (call.getKind() == SqlKind.AS) {
                    List<SqlNode> operands = new ArrayList<>(call.getOperandList());
                    operands.set(0, Objects.requireNonNull(operands.getFirst().accept(this)));
                    return call.getOperator().createCall(call.getParserPosition(), operands);
                }
                return super.visit(call);
            }
        }));
    }
}
