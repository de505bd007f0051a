package dev.tideboard.engine.ops.expression;

import dev.tideboard.data.Column;
import dev.tideboard.data.ColumnType;
import dev.tideboard.data.LongColumn;
import dev.tideboard.engine.ops.calendar.LocalClock;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.IsoFields;
import java.util.List;

/** {@code EXTRACT(HOUR FROM at)}: a whole number, that which the clocks of {@code zone} show. */
public record TimePart(Part part, Expression operand, ZoneId zone) implements Expression {
    private static final long DAY_MILLIS = 86_400_000;

    /** Which part. Weeks and days of the week are those of ISO 8601: Monday is 1. */
    public enum Part {
        YEAR,
        QUARTER,
        MONTH,
        WEEK,
        DAY,
        DOY,
        ISODOW,
        HOUR,
        MINUTE,
        SECOND,
        EPOCH;

        /** The part of a date and time that a clock shows; of an instant, for EPOCH. */
        long of(long instant) {
            return switch (this) {
                case YEAR -> TimeUnit.date(instant).getYear();
                case QUARTER -> (TimeUnit.date(instant).getMonthValue() + 2) / 3;
                case MONTH -> TimeUnit.date(instant).getMonthValue();
                case WEEK -> TimeUnit.date(instant).get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
                case DAY -> TimeUnit.date(instant).getDayOfMonth();
                case DOY -> TimeUnit.date(instant).getDayOfYear();
                case ISODOW -> TimeUnit.date(instant).getDayOfWeek().getValue();
                case HOUR -> Math.floorMod(instant, DAY_MILLIS) / 3_600_000;
                case MINUTE -> Math.floorMod(instant, 3_600_000L) / 60_000;
                case SECOND -> Math.floorMod(instant, 60_000L) / 1_000;
                case EPOCH -> Math.floorDiv(instant, 1_000L);
            };
        }
    }

    @Override
    public ColumnType type() {
        return ColumnType.LONG;
    }

    @Override
    public List<Expression> operands() {
        return List.of(operand);
    }

    @Override
    public Expression withOperands(List<Expression> operands) {
        return new TimePart(part, operands.getFirst(), zone);
    }

    @Override
    public Column evaluate(Rows rows) {
        LongColumn column = (LongColumn) operand.evaluate(rows);
        Result result = new Result(ColumnType.LONG, rows.capacity());
        boolean local = part != Part.EPOCH && !zone.equals(ZoneOffset.UTC);
        LocalClock clock = new LocalClock(zone);
        for (int i = 0; i < rows.count(); i++) {
            int row = rows.selected()[i];
            if (!column.isNull(row)) {
                result.longs[row] = part.of(local ? clock.local(column.get(row)) : column.get(row));
            }
        }
        return result.build(column.nulls());
    }

    @Override
    public String toString() {
        return "EXTRACT(" + part + " FROM " + operand + in(zone) + ")";
    }

    /** How SQL says that an instant is looked at on the clocks of {@code zone}. */
    static String in(ZoneId zone) {
        return zone.equals(ZoneOffset.UTC) ? "" : " AT TIME ZONE '" + zone + "'";
    }
}
