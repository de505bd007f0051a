package dev.tideboard.query;

import dev.tideboard.data.ColumnType;
import dev.tideboard.data.Decimals;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.apache.calcite.sql.JoinConditionType;
import org.apache.calcite.sql.JoinType;
import org.apache.calcite.sql.SqlAsofJoin;
import org.apache.calcite.sql.SqlBasicTypeNameSpec;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlNumericLiteral;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlWindow;
import org.apache.calcite.sql.SqlWith;
import org.apache.calcite.sql.SqlWithItem;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/**
 * Refuses, before anything is looked up, the constructs that cannot be kept up to date by changes: here every piece of
 * the text still knows its place.
 */
final class SqlSubset {
    private static final Set<SqlKind> QUERIES = Set.of(
            SqlKind.SELECT,
            SqlKind.UNION,
            SqlKind.INTERSECT,
            SqlKind.EXCEPT,
            SqlKind.WITH,
            SqlKind.ORDER_BY,
            SqlKind.VALUES);
    private static final Set<SqlKind> SETS = Set.of(SqlKind.UNION, SqlKind.INTERSECT, SqlKind.EXCEPT);
    private static final Set<String> WINDOWS = Set.of("TUMBLE", "HOP");
    private static final Set<JoinType> JOINS =
            Set.of(JoinType.INNER, JoinType.LEFT, JoinType.RIGHT, JoinType.FULL, JoinType.ASOF, JoinType.LEFT_ASOF);
    private static final Set<SqlTypeName> CASTS = Set.of(
            SqlTypeName.VARCHAR,
            SqlTypeName.INTEGER,
            SqlTypeName.BIGINT,
            SqlTypeName.DOUBLE,
            SqlTypeName.FLOAT,
            SqlTypeName.DECIMAL,
            SqlTypeName.BOOLEAN,
            SqlTypeName.DATE,
            SqlTypeName.TIMESTAMP);
    private static final String CAST_TYPES =
            "VARCHAR, INTEGER, BIGINT, DOUBLE, DECIMAL(18, 2), BOOLEAN, DATE or TIMESTAMP";

    private static final Set<String> AGGREGATES_OVER = new TreeSet<>(Set.of("COUNT", "SUM", "AVG", "MIN", "MAX"));
    private static final Set<String> FUNCTIONS_OVER = new TreeSet<>(Set.of(
            "AVG",
            "COUNT",
            "DENSE_RANK",
            "FIRST_VALUE",
            "LAG",
            "LAST_VALUE",
            "LEAD",
            "MAX",
            "MIN",
            "RANK",
            "ROW_NUMBER",
            "SUM"));

    private final ViewDefinition view;
    private final SqlErrors errors;

    SqlSubset(ViewDefinition view, SqlErrors errors) {
        this.view = view;
        this.errors = errors;
    }

    /** Checks a whole query. */
    void check(SqlNode query) {
        switch (query) {
            case SqlSelect select -> select(select);
            case SqlWith with -> {
                for (SqlNode item : with.withList) {
                    check(((SqlWithItem) item).query);
                }
                check(with.body);
            }
            case SqlOrderBy ordered -> ordered(ordered);
            case SqlCall call when SETS.contains(call.getKind()) -> set(call);
            default ->
                throw errors.unsupported(
                        query,
                        unsupported(query)
                                + "; a view is a SELECT, or several by UNION ALL, UNION, INTERSECT or EXCEPT");
        }
    }

    private void set(SqlCall call) {
        String name = call.getOperator().getName();
        if (call.getKind() != SqlKind.UNION && name.endsWith(" ALL")) {
            String distinct = call.getKind().sql;
            throw errors.unsupported(call, name + " is not supported; " + distinct + " gives each row once");
        }
        call.getOperandList().forEach(this::check);
    }

    private void ordered(SqlOrderBy ordered) {
        if (ordered.offset != null) {
            throw errors.unsupported(ordered.offset, "OFFSET is not supported in a view; leave it out");
        }
        if (ordered.fetch == null) {
            throw errors.at(
                    ordered.orderList, "ORDER BY without LIMIT: the rows of a view have no order; sort in the panel");
        }
        if (!(ordered.fetch instanceof SqlNumericLiteral limit)
                || !limit.isInteger()
                || limit.intValue(false) < 1
                || limit.intValue(false) > PlanTranslator.MOST_ROWS) {
            throw errors.unsupported(
                    ordered.fetch,
                    "LIMIT takes a whole number from 1 to " + PlanTranslator.MOST_ROWS + ", found " + ordered.fetch);
        }
        check(ordered.query);
        expressions(ordered.orderList);
    }

    private void select(SqlSelect select) {
        if (select.getFrom() == null) {
            throw errors.unsupported(select, "SELECT without FROM: a view reads a table or another view");
        }
        from(select.getFrom());
        SqlNodeList groups = select.getGroup();
        if (groups != null) {
            for (SqlNode group : groups) {
                if (group.getKind() == SqlKind.GROUP_BY_DISTINCT) {
                    throw errors.unsupported(group, "GROUP BY DISTINCT is not supported; leave DISTINCT out");
                }
            }
        }
        expressions(select.getSelectList());
        expressions(groups);
        expression(select.getWhere());
        expression(select.getHaving());
        expression(select.getQualify());
    }

    private void from(SqlNode from) {
        switch (from) {
            case SqlIdentifier table -> {}
            case SqlJoin join -> join(join);
            case SqlCall call when call.getKind() == SqlKind.AS -> from(call.operand(0));
            case SqlCall call when QUERIES.contains(call.getKind()) -> check(call);
            case SqlCall call when call.getKind() == SqlKind.COLLECTION_TABLE -> window(call.operand(0));
            default -> throw errors.unsupported(from, unsupported(from) + " in FROM");
        }
    }

    private void window(SqlNode function) {
        if (function instanceof SqlCall call
                && WINDOWS.contains(call.getOperator().getName().toUpperCase(Locale.ROOT))) {
            windowZone(call);
            return;
        }
        throw errors.unsupported(
                function,
                unsupported(function)
                        + "; TABLE(TUMBLE(TABLE t, DESCRIPTOR(time), size)) and TABLE(HOP(TABLE t, DESCRIPTOR(time), slide, size)) are");
    }

    private void windowZone(SqlCall call) {
        List<SqlNode> operands = call.getOperandList();
        for (int i = 0; i < operands.size(); i++) {
            SqlNode operand = operands.get(i);
            if (operand instanceof SqlIdentifier name) {
                String function = call.getOperator().getName();
                String form = FunctionForms.of(function);
                throw errors.at(name, "unexpected " + name.getSimple() + " in " + function + "; write " + form);
            }
            boolean named = operand.getKind() == SqlKind.ARGUMENT_ASSIGNMENT;
            SqlNode value = named ? ((SqlCall) operand).operand(0) : operand;
            if (!TimeZones.mayBeZone(value)) {
                continue;
            }
            zone(value);
            if (!named && i < operands.size() - 1) {
                throw errors.at(operand, "the time zone is the last argument, behind the offset");
            }
        }
    }

    private void join(SqlJoin join) {
        from(join.getLeft());
        from(join.getRight());
        JoinType type = join.getJoinType();
        if (!JOINS.contains(type)) {
            String found = type == JoinType.COMMA ? "a list of tables in FROM" : type + " JOIN";
            throw errors.unsupported(
                    join,
                    found
                            + " is not supported; use JOIN … ON, LEFT, RIGHT or FULL JOIN … ON, or ASOF JOIN … MATCH_CONDITION … ON with equal columns");
        }
        boolean asOf = type == JoinType.ASOF || type == JoinType.LEFT_ASOF;
        if (asOf && !(join instanceof SqlAsofJoin)) {
            throw errors.unsupported(join, AsOfShape.NO_MATCH);
        }
        if (join instanceof SqlAsofJoin matched) {
            expression(matched.getMatchCondition());
        }
        if (join.getConditionType() == JoinConditionType.ON) {
            expression(join.getCondition());
        }
    }

    private void expressions(@Nullable SqlNodeList nodes) {
        if (nodes != null) {
            nodes.forEach(this::expression);
        }
    }

    private void expression(@Nullable SqlNode node) {
        switch (node) {
            case null -> {}
            case SqlNodeList list -> list.forEach(this::expression);
            case SqlDynamicParam parameter ->
                throw errors.at(parameter, "? is not a parameter here; declare a name and write :name");
            case SqlLiteral literal -> literal(literal);
            case SqlCall call
            when QUERIES.contains(call.getKind()) ->
                throw errors.unsupported(
                        call, "a query inside an expression is not supported; use JOIN, IN (SELECT …) or EXISTS (…)");
            case SqlCall call -> call(call);
            default -> {}
        }
    }

    private void literal(SqlLiteral literal) {
        switch (literal.getTypeName()) {
            case TIME ->
                throw errors.unsupported(
                        literal, "there is no time of day without its date; write TIMESTAMP '2026-11-22 02:00:00'");
            case BINARY -> throw errors.unsupported(literal, "binary values are not supported");
            default -> {}
        }
    }

    private void call(SqlCall call) {
        String name = call.getOperator().getName();
        if (name.startsWith(":")) {
            parameter(call, name.substring(1));
            return;
        }
        if (name.equals("CONVERT")) {
            throw errors.unsupported(call, SqlErrors.noFunction(name));
        }
        if (TimeZones.isZoned(call)) {
            throw errors.at(call, TimeZones.ONLY_IN);
        }
        NullComparisons.check(call, errors);
        switch (call.getKind()) {
            case FLOOR, CEIL -> zoned(call, 0);
            case EXTRACT -> zoned(call, 1);
            case OVER -> over(call);
            case IN, NOT_IN -> in(call);
            case EXISTS -> check(call.operand(0));
            case CAST -> cast(call);
            case SAFE_CAST -> throw errors.unsupported(call, name + " is not supported; use CASE to guard a CAST");
            case WITHIN_GROUP, IGNORE_NULLS, WITHIN_DISTINCT ->
                throw errors.unsupported(call, name + " is not supported");
            default -> operands(call.getOperandList());
        }
    }

    private void operands(List<SqlNode> operands) {
        operands.forEach(this::expression);
    }

    /** A call of which the operand at {@code place} may be looked at in a time zone. */
    private void zoned(SqlCall call, int place) {
        SqlNode time = call.operand(place);
        if (!TimeZones.isZoned(time) || call.operandCount() < 2) {
            operands(call.getOperandList());
            return;
        }
        zone(((SqlCall) time).operand(1));
        expression(((SqlCall) time).operand(0));
    }

    private void zone(SqlNode zone) {
        if (!(zone instanceof SqlCall call) || !TimeZones.isParameter(zone)) {
            TimeZones.check(zone, errors);
            return;
        }
        String name = call.getOperator().getName().substring(1);
        parameter(call, name);
        ParameterType type = view.parameters().getOrDefault(name, NO_LIST);
        if (type.type() != ColumnType.TEXT) {
            throw errors.at(call, "a time zone is a text, parameter :" + name + " is " + type + "; declare it as text");
        }
    }

    private void parameter(SqlCall call, String name) {
        ParameterType type = view.parameters().get(name);
        if (type == null) {
            throw errors.at(
                    call,
                    "parameter :" + name + " is not declared in params"
                            + SqlErrors.known(name, view.parameters().keySet()));
        }
        if (type.isList()) {
            throw errors.at(call, "parameter :" + name + " is a list (" + type + "); write column IN (:" + name + ")");
        }
    }

    private void in(SqlCall call) {
        expression(call.operand(0));
        SqlNode node = call.operand(1);
        if (!(node instanceof SqlNodeList list)) {
            check(node); // whether it stands where it may is known only in the algebra
            return;
        }
        for (SqlNode item : list) {
            boolean isList = item instanceof SqlCall inner
                    && inner.getOperator().getName().startsWith(":")
                    && view.parameters()
                            .getOrDefault(inner.getOperator().getName().substring(1), NO_LIST)
                            .isList();
            if (!isList) {
                expression(item);
            }
        }
    }

    private static final ParameterType NO_LIST = ParameterType.parse("text");

    private void over(SqlCall call) {
        SqlCall function = call.operand(0);
        if (function.getKind() == SqlKind.IGNORE_NULLS) {
            throw errors.unsupported(
                    function, "IGNORE NULLS is not supported; read a query of the rows whose value IS NOT NULL");
        }
        boolean filtered = function.getKind() == SqlKind.FILTER;
        SqlCall plain = filtered ? function.operand(0) : function;
        String name = plain.getOperator().getName().toUpperCase(Locale.ROOT);
        boolean known = filtered ? AGGREGATES_OVER.contains(name) : FUNCTIONS_OVER.contains(name);
        if (!known) {
            throw errors.unsupported(
                    function,
                    plain.getOperator().getName() + (filtered ? " FILTER" : "") + " OVER is not supported"
                            + (filtered ? "" : "; there are " + String.join(", ", FUNCTIONS_OVER)));
        }
        call(function);
        SqlWindow window = call.operand(1);
        expressions(window.getPartitionList());
        expressions(window.getOrderList());
    }

    private void cast(SqlCall call) {
        expression(call.operand(0));
        SqlNode node = call.operand(1);
        if (!(node instanceof SqlDataTypeSpec type)
                || !(type.getTypeNameSpec() instanceof SqlBasicTypeNameSpec basic)
                || basic.getTypeName().getSimple() == null) {
            throw errors.unsupported(node, "CAST knows no " + node.toString().replace("`", "") + "; use " + CAST_TYPES);
        }
        SqlTypeName name = SqlTypeName.get(basic.getTypeName().getSimple());
        boolean sized = name == SqlTypeName.DECIMAL
                ? basic.getPrecision() < 0 || basic.getPrecision() > Decimals.DIGITS
                : basic.getPrecision() >= 0 && name != SqlTypeName.TIMESTAMP;
        if (name == null || !CASTS.contains(name) || sized) {
            String out = switch (name) {
                case null -> "use " + CAST_TYPES;
                case DECIMAL -> "say how many digits, at most 18, and how many of them after the point: DECIMAL(18, 2)";
                case VARCHAR, CHAR -> "use VARCHAR without a length, or SUBSTRING(x FROM 1 FOR n)";
                default -> "use " + CAST_TYPES;
            };
            throw errors.unsupported(type, "CAST to " + type + " is not supported; " + out);
        }
    }

    private static String unsupported(SqlNode node) {
        String name = node instanceof SqlCall call ? call.getOperator().getName() : node.getKind().sql;
        return name + " is not supported";
    }
}
