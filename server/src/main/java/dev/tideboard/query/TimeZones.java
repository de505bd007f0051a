package dev.tideboard.query;

import dev.tideboard.data.NearestName;
import dev.tideboard.engine.BindingException;
import dev.tideboard.query.SqlFunctions.ParameterFunction;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.util.SqlShuttle;
import org.jspecify.annotations.Nullable;

/**
 * Time zones in SQL: the last argument of a window function, and {@code x AT TIME ZONE 'zone'} in FLOOR, CEIL and EXTRACT.
 *
 * <p>The parser has no AT TIME ZONE. {@link SqlText} gives it CONTAINS, an operator with a value on both sides that nothing
 * else here means, and this puts ours in its place before names are looked up.
 */
final class TimeZones extends SqlShuttle {
    /** What the parser gets for AT TIME ZONE. */
    static final String WRITTEN_AS = "CONTAINS";

    static final String ONLY_IN =
            "AT TIME ZONE stands in FLOOR(… TO unit), CEIL and EXTRACT only: a timestamp is an instant and has no zone";

    /** Whether {@code node} is an AT TIME ZONE, as the parser made it. */
    static boolean isZoned(SqlNode node) {
        return node instanceof SqlCall call && call.getOperator().equals(SqlStdOperatorTable.CONTAINS);
    }

    static boolean isZoned(RexNode node) {
        return node instanceof RexCall call && call.getOperator().equals(SqlFunctions.AT_TIME_ZONE);
    }

    /** Whether {@code node} may name a zone: a text or a parameter. */
    static boolean mayBeZone(SqlNode node) {
        return isText(node) || isParameter(node);
    }

    static boolean isParameter(SqlNode node) {
        return node instanceof SqlCall call && call.getOperator().getName().startsWith(":");
    }

    /** Whether {@code node} is a text: where that stands as an argument of a window function, it is a zone. */
    static boolean isText(SqlNode node) {
        return node instanceof SqlLiteral literal && literal.getTypeName() == SqlTypeName.CHAR;
    }

    @Override
    public @Nullable SqlNode visit(SqlCall call) {
        SqlNode visited = super.visit(call);
        return visited instanceof SqlCall zoned && isZoned(zoned)
                ? SqlFunctions.AT_TIME_ZONE.createCall(zoned.getParserPosition(), zoned.getOperandList())
                : visited;
    }

    /** Refuses what is no zone, at its place. */
    static void check(SqlNode node, SqlErrors errors) {
        if (!isText(node)) {
            String found = node instanceof SqlCall call ? call.getOperator().getName() : node.toString();
            throw errors.at(
                    node, "a time zone is a constant text such as 'Australia/Sydney' or a parameter, found " + found);
        }
        String name = ((SqlLiteral) node).getValueAs(String.class);
        if (!isKnown(name)) {
            throw errors.at(node, unknown(name));
        }
    }

    private static String unknown(String name) {
        return "no time zone is called '" + name + "'"
                + NearestName.to(name, ZoneId.getAvailableZoneIds())
                        .map(nearest -> "; did you mean '" + nearest + "'?")
                        .orElse(
                                "; use a name of the IANA list such as 'Australia/Sydney', or an offset such as '+10:00'");
    }

    /** The zone that a client names. */
    static ZoneId bound(String parameter, String name) {
        if (!isKnown(name)) {
            throw new BindingException("parameter=" + parameter + ": " + unknown(name));
        }
        return ZoneId.of(name).normalized();
    }

    private static boolean isKnown(String name) {
        if (ZoneId.getAvailableZoneIds().contains(name)) {
            return true;
        }
        try {
            return !ZoneOffset.of(name).getId().isEmpty();
        } catch (DateTimeException e) {
            return false;
        }
    }

    /**
     * A zone of the SQL.
     *
     * @param id UTC where a parameter names it
     * @param parameter "" for none
     */
    record Zone(ZoneId id, String parameter) {
        static final Zone UTC = new Zone(ZoneOffset.UTC, "");
    }

    /** The zone that a checked text or parameter names; one that never differs from UTC is UTC. */
    static Zone zone(RexNode node) {
        if (node instanceof RexCall call && call.getOperator() instanceof ParameterFunction parameter) {
            return new Zone(ZoneOffset.UTC, parameter.parameter());
        }
        if (!(node instanceof RexLiteral literal)) {
            throw new Unsupported(ONLY_IN, SqlKind.OTHER_FUNCTION);
        }
        return new Zone(
                ZoneId.of(ExpressionTranslator.value(literal, String.class)).normalized(), "");
    }
}
