package dev.tideboard.query;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlWindow;
import org.apache.calcite.sql.util.SqlShuttle;
import org.jspecify.annotations.Nullable;

/** Puts what a WINDOW clause says in place of the names it gives, so that all that follows knows one way to write OVER. */
final class NamedWindows extends SqlShuttle {
    private final SqlErrors errors;
    private Map<String, SqlWindow> known = Map.of();

    NamedWindows(SqlErrors errors) {
        this.errors = errors;
    }

    @Override
    public @Nullable SqlNode visit(SqlCall call) {
        return switch (call) {
            case SqlSelect select -> select(select);
            case SqlOrderBy ordered -> ordered(ordered);
            case SqlWindow window -> complete((SqlWindow) Objects.requireNonNull(super.visit(window)));
            case SqlCall over
            when over.getKind() == SqlKind.OVER && over.operand(1) instanceof SqlIdentifier name -> {
                SqlNode function = Objects.requireNonNull(over.operand(0).accept(this));
                SqlWindow window = named(name);
                yield over.getOperator()
                        .createCall(over.getParserPosition(), function, framed(function) ? window : unframed(window));
            }
            default -> super.visit(call);
        };
    }

    /** Whether a frame means something to {@code function}; others may share a window that has one. */
    private static boolean framed(SqlNode function) {
        return !(function instanceof SqlCall call)
                || !WITHOUT_FRAME.contains(call.getOperator().getName().toUpperCase(Locale.ROOT));
    }

    private static final Set<String> WITHOUT_FRAME = Set.of("ROW_NUMBER", "RANK", "DENSE_RANK", "LAG", "LEAD");

    private static SqlWindow unframed(SqlWindow window) {
        return SqlWindow.create(
                null,
                null,
                window.getPartitionList(),
                window.getOrderList(),
                SqlLiteral.createBoolean(false, window.getParserPosition()),
                null,
                null,
                null,
                window.getParserPosition());
    }

    private SqlNode select(SqlSelect select) {
        Map<String, SqlWindow> outside = known;
        known = declared(select);
        SqlSelect visited = (SqlSelect) Objects.requireNonNull(super.visit(select));
        known = outside;
        visited.setOperand(WINDOWS, SqlNodeList.EMPTY);
        return visited;
    }

    /** Where the windows stand among the operands of a SELECT. */
    private static final int WINDOWS = 6;

    /** Where a window has ROWS or RANGE among its operands. */
    private static final int ROWS = 4;

    /** An order stands outside of the SELECT whose windows it may name. */
    private SqlNode ordered(SqlOrderBy ordered) {
        SqlNode query = Objects.requireNonNull(ordered.query.accept(this));
        Map<String, SqlWindow> outside = known;
        known = ordered.query instanceof SqlSelect select ? declared(select) : Map.of();
        SqlNodeList order = (SqlNodeList) Objects.requireNonNull(ordered.orderList.accept(this));
        known = outside;
        return new SqlOrderBy(ordered.getParserPosition(), query, order, ordered.offset, ordered.fetch);
    }

    private Map<String, SqlWindow> declared(SqlSelect select) {
        Map<String, SqlWindow> outside = known;
        known = new HashMap<>();
        for (SqlNode node : select.getWindowList()) {
            SqlWindow window = (SqlWindow) node;
            SqlIdentifier name = Objects.requireNonNull(window.getDeclName());
            if (known.put(name.getSimple(), complete(window)) != null) {
                throw errors.at(name, "two windows are called " + name.getSimple() + "; rename one");
            }
        }
        Map<String, SqlWindow> declared = known;
        known = outside;
        return declared;
    }

    private SqlWindow named(SqlIdentifier name) {
        SqlWindow window = known.get(name.getSimple());
        if (window == null) {
            String none = known.isEmpty() ? "; write WINDOW " + name.getSimple() + " AS (…) behind HAVING" : "";
            throw errors.at(
                    name,
                    "no window is called " + name.getSimple() + none
                            + SqlErrors.known(name.getSimple(), known.keySet()));
        }
        // a copy each, as the validator writes into them
        return (SqlWindow) Objects.requireNonNull(window.accept(COPY));
    }

    private static final SqlShuttle COPY = new SqlShuttle() {
        @Override
        public SqlNode visit(SqlCall call) {
            CallCopyingArgHandler copied = new CallCopyingArgHandler(call, true);
            call.getOperator().acceptCall(this, call, false, copied);
            return Objects.requireNonNull(copied.result());
        }

        @Override
        public SqlNode visit(SqlNodeList list) {
            SqlNodeList copied = new SqlNodeList(list.getParserPosition());
            list.forEach(node -> copied.add(node.accept(this)));
            return copied;
        }
    };

    /** {@code window} with what the one says that it begins with; its name is gone, as Calcite would look it up again. */
    private SqlWindow complete(SqlWindow window) {
        SqlIdentifier base = window.getRefName();
        if (base == null) {
            return made(window, window.getPartitionList(), window.getOrderList());
        }
        SqlWindow of = named(base);
        if (of.getLowerBound() != null) {
            throw errors.at(base, "window " + base.getSimple() + " has a frame; write OVER " + base.getSimple());
        }
        if (!window.getPartitionList().isEmpty()) {
            throw errors.at(
                    window.getPartitionList(),
                    "window " + base.getSimple() + " says the partition; leave PARTITION BY out here");
        }
        if (!window.getOrderList().isEmpty() && !of.getOrderList().isEmpty()) {
            throw errors.at(
                    window.getOrderList(), "window " + base.getSimple() + " has an order; leave ORDER BY out here");
        }
        return made(
                window, of.getPartitionList(), of.getOrderList().isEmpty() ? window.getOrderList() : of.getOrderList());
    }

    private static SqlWindow made(SqlWindow window, SqlNodeList partition, SqlNodeList order) {
        return new SqlWindow(
                window.getParserPosition(),
                null,
                null,
                partition,
                order,
                (SqlLiteral) window.getOperandList().get(ROWS),
                window.getLowerBound(),
                window.getUpperBound(),
                null,
                window.getExclude());
    }
}
