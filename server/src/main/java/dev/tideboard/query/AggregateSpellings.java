package dev.tideboard.query;

import dev.tideboard.engine.ops.AggregateCall.By;
import dev.tideboard.engine.ops.AggregateCall.Function;
import dev.tideboard.engine.ops.Quantile;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlNumericLiteral;
import org.apache.calcite.sql.SqlSelectKeyword;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlShuttle;
import org.jspecify.annotations.Nullable;

/**
 * Reads the aggregates that have more to say than their columns, in the spellings of the standard and of DuckDB, and makes
 * plain calls of {@link AggregateFunction}s of them.
 */
final class AggregateSpellings extends SqlShuttle {
    /** The functions read here. */
    static final List<String> NAMES = List.of(
            "FIRST",
            "LAST",
            "FIRST_VALUE",
            "LAST_VALUE",
            "PERCENTILE_CONT",
            "PERCENTILE_DISC",
            "QUANTILE_CONT",
            "QUANTILE_DISC",
            "MEDIAN",
            "APPROX_PERCENTILE",
            "APPROX_QUANTILE",
            "APPROX_COUNT_DISTINCT");

    private final SqlErrors errors;

    AggregateSpellings(SqlErrors errors) {
        this.errors = errors;
    }

    @Override
    public @Nullable SqlNode visit(SqlCall call) {
        if (call.getKind() == SqlKind.OVER) {
            // a function of the rows around one is no aggregate, but they may be ordered by one
            SqlNode window = call.operand(1).accept(this);
            return call.getOperator().createCall(call.getParserPosition(), call.operand(0), window);
        }
        if (call.getKind() == SqlKind.WITHIN_GROUP && call.operand(0) instanceof SqlCall aggregate) {
            return ordered(call, aggregate, call.operand(1));
        }
        String name = name(call);
        return switch (name) {
            case "FIRST_VALUE", "LAST_VALUE" ->
                throw errors.unsupported(call, name + " is written " + name + "(x) WITHIN GROUP (ORDER BY time)");
            case "FIRST", "LAST" ->
                throw errors.at(call, name + " does not say of which order; write " + name + "(x ORDER BY time)");
            case "PERCENTILE_CONT", "PERCENTILE_DISC" ->
                throw errors.unsupported(call, name + " is written " + name + "(0.9) WITHIN GROUP (ORDER BY x)");
            case "MEDIAN" -> {
                expect(call, name + "(x)", 1);
                yield plain(call, "MEDIAN(…)", Function.PERCENTILE_CONT, Quantile.MEDIAN);
            }
            case "QUANTILE_CONT" -> share(call, Function.PERCENTILE_CONT);
            case "QUANTILE_DISC" -> share(call, Function.PERCENTILE_DISC);
            case "APPROX_PERCENTILE", "APPROX_QUANTILE" -> share(call, Function.APPROX_PERCENTILE);
            case "APPROX_COUNT_DISTINCT" -> {
                expect(call, name + "(x)", 1);
                yield plain(call, name + "(…)", Function.APPROX_COUNT_DISTINCT, Quantile.MEDIAN);
            }
            default -> super.visit(call);
        };
    }

    private static String name(SqlCall call) {
        return call.getOperator().getName().toUpperCase(Locale.ROOT);
    }

    /** A call of a column and of a share of the rows. */
    private SqlNode share(SqlCall call, Function function) {
        expect(call, name(call) + "(x, 0.9)", 2);
        BigDecimal share = share(call, call.operand(1));
        return plain(call, name(call) + "(…, " + share + ")", function, Quantile.of(share));
    }

    private SqlNode plain(SqlCall call, String pattern, Function function, Quantile quantile) {
        return made(new AggregateFunction(pattern, function, By.of(quantile)), call, call.operand(0));
    }

    /** {@code F(a) WITHIN GROUP (ORDER BY b)}. */
    private @Nullable SqlNode ordered(SqlCall whole, SqlCall aggregate, SqlNodeList order) {
        String name = name(aggregate);
        boolean picks = name.equals("FIRST_VALUE") || name.equals("LAST_VALUE");
        if (!picks && !name.equals("PERCENTILE_CONT") && !name.equals("PERCENTILE_DISC")) {
            return super.visit(whole);
        }
        expect(aggregate, name + (picks ? "(x) WITHIN GROUP (ORDER BY time)" : "(0.9) WITHIN GROUP (ORDER BY x)"), 1);
        if (order.size() != 1) {
            throw errors.unsupported(order.get(1), name + " orders by one column");
        }
        SqlNode by = order.get(0);
        boolean descending = false;
        while (by instanceof SqlCall sort && SORTS.contains(sort.getKind())) {
            descending |= sort.getKind() == SqlKind.DESCENDING;
            by = sort.operand(0);
        }
        String behind = " WITHIN GROUP (ORDER BY …" + (descending ? " DESC)" : ")");
        if (picks) {
            Function function = name.equals("FIRST_VALUE") == descending ? Function.LAST_VALUE : Function.FIRST_VALUE;
            AggregateFunction picking = new AggregateFunction(name + "(…)" + behind, function, By.NOTHING);
            return made(picking, aggregate, aggregate.operand(0), by);
        }
        BigDecimal share = share(aggregate, aggregate.operand(0));
        Quantile quantile = descending ? Quantile.of(share).reversed() : Quantile.of(share);
        Function function = name.equals("PERCENTILE_CONT") ? Function.PERCENTILE_CONT : Function.PERCENTILE_DISC;
        return made(new AggregateFunction(name + "(" + share + ")" + behind, function, By.of(quantile)), aggregate, by);
    }

    private static final List<SqlKind> SORTS = List.of(SqlKind.DESCENDING, SqlKind.NULLS_FIRST, SqlKind.NULLS_LAST);

    private SqlNode made(AggregateFunction function, SqlCall call, SqlNode... operands) {
        SqlNode[] visited = new SqlNode[operands.length];
        for (int i = 0; i < operands.length; i++) {
            visited[i] = operands[i].accept(this);
        }
        SqlParserPos position = call.getParserPosition();
        return function.createCall(position, visited);
    }

    private void expect(SqlCall call, String written, int operands) {
        String name = name(call);
        if (call.getFunctionQuantifier() != null
                && call.getFunctionQuantifier().symbolValue(SqlSelectKeyword.class) == SqlSelectKeyword.DISTINCT) {
            throw errors.unsupported(call, name + "(DISTINCT …) is not supported; group by the column in a view first");
        }
        if (call.operandCount() != operands) {
            throw errors.unsupported(call, name + " is written " + written);
        }
    }

    /** The constant share of the rows that a quantile has before it. */
    private BigDecimal share(SqlCall call, SqlNode node) {
        if (!(node instanceof SqlNumericLiteral literal)) {
            throw errors.unsupported(node, name(call) + " takes a constant from 0 to 1, such as 0.9");
        }
        BigDecimal share = literal.bigDecimalValue();
        if (share == null || share.signum() < 0 || share.compareTo(BigDecimal.ONE) > 0) {
            throw errors.at(
                    node,
                    name(call) + " takes a constant from 0 to 1, found " + literal.toValue()
                            + "; the value that nine tenths of the rows do not exceed is that at 0.9");
        }
        BigDecimal plain = share.stripTrailingZeros();
        if (plain.scale() > Quantile.DECIMALS) {
            throw errors.at(
                    node, name(call) + " takes a constant of at most nine decimals, found " + literal.toValue());
        }
        return plain.scale() < 0 ? plain.setScale(0) : plain;
    }
}
