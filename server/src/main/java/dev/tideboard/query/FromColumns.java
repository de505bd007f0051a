package dev.tideboard.query;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlWith;
import org.apache.calcite.sql.SqlWithItem;
import org.apache.calcite.sql.util.SqlShuttle;

/** The names of the columns that tables and queries in FROM have, where they can be told from the text alone. */
final class FromColumns {
    private final Map<String, Relation> relations;
    private final SqlErrors errors;
    /** Of queries that WITH names, wherever it does; none where the name means something else in another place. */
    private final Map<String, Optional<List<String>>> named = new HashMap<>();

    FromColumns(Map<String, Relation> relations, SqlNode query, SqlErrors errors) {
        this.relations = relations;
        this.errors = errors;
        query.accept(new SqlShuttle() {
            @Override
            public SqlNode visit(SqlCall call) {
                if (call instanceof SqlWithItem item) {
                    item.query.accept(this);
                    String name = item.name.getSimple();
                    boolean known = relations.containsKey(name) || named.containsKey(name);
                    named.put(name, known ? Optional.empty() : columns(item));
                    return item;
                }
                super.visit(call);
                return call;
            }
        });
    }

    /** What rows of something in FROM are called there. */
    static Optional<String> alias(SqlNode leaf) {
        return switch (leaf) {
            case SqlIdentifier table -> Optional.of(table.names.getLast());
            case SqlCall as
            when as.getKind() == SqlKind.AS && as.operand(1) instanceof SqlIdentifier name ->
                Optional.of(name.getSimple());
            default -> Optional.empty();
        };
    }

    /** The columns of something in FROM that is no join, or of a query. */
    Optional<List<String>> columns(SqlNode node) {
        return switch (node) {
            case SqlIdentifier table -> table(table.names.getLast());
            case SqlWithItem item ->
                item.columnList == null ? columns(item.query) : Optional.of(SqlIdentifier.simpleNames(item.columnList));
            case SqlWith with -> columns(with.body);
            case SqlOrderBy ordered -> columns(ordered.query);
            case SqlSelect select -> selected(select);
            case SqlJoin join ->
                JoinedColumns.side(join, this, errors)
                        .map(joined -> joined.columns().stream()
                                .map(JoinedColumns.Column::name)
                                .toList());
            case SqlCall call ->
                switch (call.getKind()) {
                    case AS ->
                        call.operandCount() == 2
                                ? columns(call.operand(0))
                                : Optional.of(SqlIdentifier.simpleNames(
                                        call.getOperandList().subList(2, call.operandCount())));
                    case UNION, INTERSECT, EXCEPT -> columns(call.operand(0));
                    case COLLECTION_TABLE -> windows(call.operand(0));
                    default -> Optional.empty();
                };
            default -> Optional.empty();
        };
    }

    private Optional<List<String>> table(String name) {
        Optional<List<String>> columns = named.get(name);
        return columns != null
                ? columns
                : Optional.ofNullable(relations.get(name))
                        .map(relation -> relation.schema().names());
    }

    /** Of a table with the windows that its rows are in. */
    private Optional<List<String>> windows(SqlCall function) {
        SqlNode of = function.operandCount() == 0 ? function : function.operand(0);
        while (of instanceof SqlCall call && call.operandCount() > 0 && !(of instanceof SqlSelect)) {
            of = call.operand(0); // TABLE and DATA =>
        }
        SqlNode table = of instanceof SqlSelect select && select.getFrom() != null ? select.getFrom() : of;
        return columns(table).map(columns -> {
            List<String> all = new ArrayList<>(columns);
            all.addAll(SqlScope.OF_WINDOWS);
            return all;
        });
    }

    private Optional<List<String>> selected(SqlSelect select) {
        List<String> columns = new ArrayList<>();
        for (SqlNode item : select.getSelectList()) {
            if (item instanceof SqlIdentifier column && !column.isStar()) {
                columns.add(column.names.getLast());
            } else if (item instanceof SqlIdentifier star && star.isSimple() && select.getFrom() != null) {
                Optional<List<String>> all = columns(select.getFrom());
                if (all.isEmpty()) {
                    return all;
                }
                columns.addAll(all.get());
            } else if (item instanceof SqlCall as && as.getKind() == SqlKind.AS) {
                columns.add(((SqlIdentifier) as.operand(1)).getSimple());
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(columns);
    }
}
