package dev.tideboard.query;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.sql.JoinConditionType;
import org.apache.calcite.sql.JoinType;
import org.apache.calcite.sql.SqlAsofJoin;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlUnresolvedFunction;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlShuttle;

/**
 * A FROM with conditions in place of USING and NATURAL, and what stands for the columns that are joined so: that of the side
 * which has it for sure, or of either where both may lack it.
 *
 * @param columns of all its rows in order, those joined by name first and once
 * @param joined the names of those
 */
record JoinedColumns(SqlNode from, List<Column> columns, Set<String> joined) {

    /** What its name stands for. */
    record Column(String name, SqlNode value) {}

    /** Of {@code from}, where it joins by names and all names can be told from the text; Calcite finds fault with others. */
    static Optional<JoinedColumns> of(SqlNode from, FromColumns names, SqlErrors errors) {
        return joinsByName(from) ? side(from, names, errors) : Optional.empty();
    }

    private static boolean joinsByName(SqlNode from) {
        return from instanceof SqlJoin join
                && (isByName(join) || joinsByName(join.getLeft()) || joinsByName(join.getRight()));
    }

    private static boolean isByName(SqlJoin join) {
        return !(join instanceof SqlAsofJoin)
                && (join.isNatural() || join.getConditionType() == JoinConditionType.USING);
    }

    /** Of one side of a join, which may be one itself. */
    static Optional<JoinedColumns> side(SqlNode from, FromColumns names, SqlErrors errors) {
        if (from instanceof SqlJoin join) {
            Optional<JoinedColumns> left = side(join.getLeft(), names, errors);
            Optional<JoinedColumns> right = side(join.getRight(), names, errors);
            return left.isEmpty() || right.isEmpty()
                    ? Optional.empty()
                    : joined(join, left.get(), right.get(), names, errors);
        }
        Optional<String> alias = FromColumns.alias(from);
        return alias.isEmpty()
                ? Optional.empty()
                : names.columns(from)
                        .map(columns -> new JoinedColumns(
                                from,
                                columns.stream()
                                        .map(name -> new Column(
                                                name, new SqlIdentifier(List.of(alias.get(), name), SqlParserPos.ZERO)))
                                        .toList(),
                                Set.of()));
    }

    private static Optional<JoinedColumns> joined(
            SqlJoin join, JoinedColumns left, JoinedColumns right, FromColumns from, SqlErrors errors) {
        List<SqlIdentifier> by = isByName(join) ? by(join, left, right, errors) : List.of();
        if (!by.stream().allMatch(name -> left.has(name.getSimple()) && right.has(name.getSimple()))) {
            return Optional.empty();
        }
        List<Column> columns = new ArrayList<>();
        List<SqlNode> equalities = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (SqlIdentifier name : by) {
            SqlParserPos position = name.getParserPosition();
            SqlNode one = left.value(name.getSimple(), position);
            SqlNode other = right.value(name.getSimple(), position);
            equalities.add(SqlStdOperatorTable.EQUALS.createCall(position, one, other));
            columns.add(new Column(name.getSimple(), either(join.getJoinType(), one, other)));
            names.add(name.getSimple());
        }
        left.columns().stream().filter(column -> !names.contains(column.name())).forEach(columns::add);
        right.columns().stream()
                .filter(column -> !names.contains(column.name()))
                .forEach(columns::add);
        names.addAll(left.joined());
        names.addAll(right.joined());
        JoinedColumns both = new JoinedColumns(join, columns, names);
        return Optional.of(new JoinedColumns(
                equalities.isEmpty()
                        ? both.same(join, left.from(), right.from(), from)
                        : on(join, left.from(), right.from(), equalities),
                columns,
                names));
    }

    /** {@code join} of what its sides have become. */
    private SqlNode same(SqlJoin join, SqlNode left, SqlNode right, FromColumns from) {
        SqlJoin same = (SqlJoin) join.clone(join.getParserPosition());
        same.setLeft(left);
        same.setRight(right);
        if (join.getConditionType() == JoinConditionType.ON && join.getCondition() != null) {
            same.setOperand(CONDITION, new MergedColumns(this, from, Set.of()).replaced(join.getCondition()));
        }
        return same;
    }

    /** {@code join} of what its sides have become, with conditions instead of names. */
    private static SqlNode on(SqlJoin join, SqlNode left, SqlNode right, List<SqlNode> equalities) {
        SqlParserPos position = join.getParserPosition();
        SqlNode condition = equalities.stream()
                .reduce((one, other) -> SqlStdOperatorTable.AND.createCall(other.getParserPosition(), one, other))
                .orElseThrow();
        return new SqlJoin(
                position,
                left,
                SqlLiteral.createBoolean(false, position),
                join.getJoinTypeNode(),
                right,
                JoinConditionType.ON.symbol(position),
                condition);
    }

    /** Where the condition stands among the operands of a join. */
    private static final int CONDITION = 5;

    /** The names by which both sides are joined. */
    private static List<SqlIdentifier> by(SqlJoin join, JoinedColumns left, JoinedColumns right, SqlErrors errors) {
        if (join.getCondition() instanceof SqlNodeList using) {
            return using.stream().map(SqlIdentifier.class::cast).toList();
        }
        List<SqlIdentifier> by = left.columns().stream()
                .map(Column::name)
                .distinct()
                .filter(name -> right.columns().stream()
                        .anyMatch(column -> column.name().equals(name)))
                .map(name -> new SqlIdentifier(name, join.getParserPosition()))
                .toList();
        if (by.isEmpty()) {
            throw errors.at(
                    join, "NATURAL JOIN of sides that have no column of one name; write JOIN … ON with equal columns");
        }
        return by;
    }

    private static SqlNode either(JoinType type, SqlNode left, SqlNode right) {
        return switch (type) {
            case RIGHT -> right;
            case FULL ->
                new SqlUnresolvedFunction(
                                new SqlIdentifier("COALESCE", SqlParserPos.ZERO),
                                null,
                                null,
                                null,
                                null,
                                SqlFunctionCategory.USER_DEFINED_FUNCTION)
                        .createCall(left.getParserPosition(), left, right);
            default -> left;
        };
    }

    /** Whether exactly one column is called so. */
    private boolean has(String name) {
        return columns.stream().filter(column -> column.name().equals(name)).count() == 1;
    }

    /** Column {@code name} for use in an expression at {@code position}. */
    SqlNode value(String name, SqlParserPos position) {
        SqlNode value = columns.stream()
                .filter(column -> column.name().equals(name))
                .findFirst()
                .orElseThrow()
                .value();
        return placed(value, position);
    }

    private static SqlNode placed(SqlNode value, SqlParserPos position) {
        return Objects.requireNonNull(value.accept(new SqlShuttle() {
            @Override
            public SqlNode visit(SqlIdentifier column) {
                return column.clone(position);
            }

            @Override
            public SqlNode visit(SqlCall call) {
                return Objects.requireNonNull(super.visit(call)).clone(position);
            }
        }));
    }

    /** All columns for a SELECT, each under its name. */
    List<SqlNode> items(SqlParserPos position) {
        return columns.stream()
                .map(column -> item(column.name(), placed(column.value(), position), position))
                .toList();
    }

    /** Column {@code name} for a SELECT, under its name. */
    SqlNode item(String name, SqlParserPos position) {
        return item(name, value(name, position), position);
    }

    private static SqlNode item(String name, SqlNode value, SqlParserPos position) {
        return value instanceof SqlIdentifier
                ? value
                : SqlStdOperatorTable.AS.createCall(position, value, new SqlIdentifier(name, position));
    }
}
