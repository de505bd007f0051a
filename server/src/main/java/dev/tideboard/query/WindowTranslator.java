package dev.tideboard.query;

import dev.tideboard.data.ColumnSchema;
import dev.tideboard.data.ColumnType;
import dev.tideboard.engine.ops.WindowSpan;
import dev.tideboard.engine.ops.calendar.Calendar;
import dev.tideboard.engine.ops.calendar.Step;
import dev.tideboard.query.TimeZones.Zone;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.rel.core.TableFunctionScan;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlTypeName;

/** TABLE(TUMBLE(…)) and TABLE(HOP(…)). */
final class WindowTranslator {
    private static final long MOST_MONTHS = 120_000;

    private final PlanTranslator plans;

    WindowTranslator(PlanTranslator plans) {
        this.plans = plans;
    }

    PlanNode translate(TableFunctionScan scan) {
        RexCall call = (RexCall) scan.getCall();
        String function = call.getOperator().getName();
        List<RexNode> operands = call.getOperands();
        List<RexNode> arguments = operands.stream()
                .skip(1)
                .filter(operand -> operand.getKind() != SqlKind.DEFAULT)
                .toList();
        int spans = function.equals("HOP") ? 2 : 1;
        boolean zoned = !arguments.isEmpty() && isZone(arguments.getLast());
        int intervals = arguments.size() - (zoned ? 1 : 0);
        if (intervals < spans || intervals > spans + 1) {
            String wanted = spans == 2 ? "a slide, a size" : "a size";
            throw refused(function + " takes DESCRIPTOR(time), " + wanted + ", an offset and a time zone");
        }
        PlanNode input = plans.translate(scan.getInput(0));
        int time = ((RexInputRef) ((RexCall) operands.getFirst()).getOperands().getFirst()).getIndex();
        ColumnSchema timeColumn = input.schema().column(time);
        if (timeColumn.type() != ColumnType.TIMESTAMP) {
            throw new Unsupported(
                    function + " by " + timeColumn.name() + ", a "
                            + timeColumn.type().spelling() + " column; a timestamp is needed",
                    SqlKind.DESCRIPTOR);
        }
        List<ColumnSchema> columns = new ArrayList<>(input.schema().columns());
        columns.add(ColumnSchema.of("window_start", ColumnType.TIMESTAMP));
        columns.add(ColumnSchema.of("window_end", ColumnType.TIMESTAMP));
        Zone zone = zoned ? TimeZones.zone(arguments.getLast()) : Zone.UTC;
        WindowSpan span = span(function, arguments.subList(0, intervals), spans, zone);
        return new PlanNode.Windows(input, time, span, zone.parameter(), PlanTranslator.distinct(columns));
    }

    /** The span of the intervals that the call gives, on the clocks of {@code zone}. */
    private static WindowSpan span(String function, List<RexNode> arguments, int spans, Zone zone) {
        Step slide = step(function, arguments.getFirst());
        Step size = step(function, arguments.get(spans - 1));
        Step offset = arguments.size() > spans ? step(function, arguments.get(spans)) : Step.NONE;
        refuseOdd(function, size);
        refuseOdd(function, slide);
        if (isLonger(slide, size)) {
            throw Unsupported.mistake(
                    function + " every " + slide + " of " + size
                            + " leaves out the rows between its windows; the slide comes"
                            + " first, then the size, which is at least as long",
                    SqlKind.COLLECTION_TABLE,
                    "");
        }
        if (size.months() != 0 && !slide.isDays()) {
            throw refused(function + " of months needs a slide of days or months");
        }
        if (offset.months() != 0 && slide.months() == 0) {
            throw refused(function + " with an offset of months needs windows of months");
        }
        long windows = Math.ceilDiv(size.aboutMillis(true), slide.aboutMillis(false));
        if (!size.equals(slide) && windows > WindowSpan.MOST_WINDOWS) {
            throw refused(function + " puts each row into " + windows + " windows, at most " + WindowSpan.MOST_WINDOWS
                    + " are possible; use a longer slide");
        }
        boolean plain = zone.equals(Zone.UTC) && size.months() == 0 && slide.months() == 0;
        return plain
                ? new WindowSpan.Fixed(size.millis(), slide.millis(), offset.millis())
                : new WindowSpan.Local(new Calendar(zone.id(), slide, offset), size);
    }

    private static boolean isLonger(Step slide, Step size) {
        return (slide.months() != 0 && size.months() != 0)
                ? slide.months() > size.months()
                : slide.aboutMillis(true) > size.aboutMillis(false);
    }

    private static void refuseOdd(String function, Step length) {
        if (length.months() + length.millis() <= 0) {
            throw refused(function + " needs a size above zero, found " + length);
        }
        if (length.months() > MOST_MONTHS) {
            throw refused(function + " takes at most 10,000 years, found " + length);
        }
    }

    private static boolean isZone(RexNode node) {
        return SqlTypes.of(node.getType()).equals(Optional.of(ColumnType.TEXT));
    }

    private static Step step(String function, RexNode node) {
        SqlTypeName type = node.getType().getSqlTypeName();
        if (!(node instanceof RexLiteral literal) || !SqlTypeName.INTERVAL_TYPES.contains(type)) {
            throw refused(function + " needs constant intervals");
        }
        long length = ExpressionTranslator.value(literal, BigDecimal.class).longValueExact();
        return SqlTypeName.YEAR_INTERVAL_TYPES.contains(type) ? Step.ofMonths(length) : Step.ofMillis(length);
    }

    private static Unsupported refused(String message) {
        return new Unsupported(message, SqlKind.COLLECTION_TABLE);
    }
}
