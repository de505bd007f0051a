package dev.tideboard.query;

import java.util.List;
import org.apache.calcite.avatica.util.TimeUnit;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.util.SqlShuttle;
import org.jspecify.annotations.Nullable;

/** Puts a function of its own for EXTRACT(EPOCH FROM …), which is a double of a span of time and not whole as other parts are. */
final class EpochRewriting extends SqlShuttle {

    @Override
    public @Nullable SqlNode visit(SqlCall call) {
        SqlNode visited = super.visit(call);
        return visited instanceof SqlCall extract
                        && extract.getKind() == SqlKind.EXTRACT
                        && extract.operand(0) instanceof SqlIntervalQualifier part
                        && part.timeFrameName == null // a name that Calcite does not know has this unit, too
                        && part.getStartUnit() == TimeUnit.EPOCH
                ? SqlFunctions.EPOCH.createCall(call.getParserPosition(), List.of(extract.operand(1)))
                : visited;
    }
}
