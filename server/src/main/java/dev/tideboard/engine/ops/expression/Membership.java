package dev.tideboard.engine.ops.expression;

import dev.tideboard.data.Column;
import dev.tideboard.data.ColumnType;
import dev.tideboard.data.Decimals;
import dev.tideboard.data.DoubleColumn;
import dev.tideboard.data.LongColumn;
import dev.tideboard.data.Nulls;
import dev.tideboard.data.TextColumn;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;

/**
 * {@code a IN (1, 2, 3)} with constants, as one look-up per row instead of one comparison per constant. A missing
 * constant in the list makes "not found" null, as in SQL.
 */
public record Membership(Expression operand, List<Constant> allowed) implements Expression {

    public Membership {
        allowed = List.copyOf(allowed);
    }

    @Override
    public ColumnType type() {
        return ColumnType.BOOLEAN;
    }

    @Override
    public List<Expression> operands() {
        return List.of(operand);
    }

    @Override
    public Expression withOperands(List<Expression> operands) {
        return new Membership(operands.getFirst(), allowed);
    }

    @Override
    public Column evaluate(Rows rows) {
        Column column = operand.evaluate(rows);
        LongSet known = known(column);
        boolean open = allowed.stream().anyMatch(Constant::missing);
        Result result = new Result(ColumnType.BOOLEAN, rows.capacity());
        for (int i = 0; i < rows.count(); i++) {
            int row = rows.selected()[i];
            boolean found = known.contains(bits(column, row));
            result.longs[row] = found ? 1 : 0;
            if (open && !found) {
                result.setNull(row);
            }
        }
        return result.build(column.nulls());
    }

    @Override
    public Rows select(Rows rows) {
        Column column = operand.evaluate(rows);
        LongSet known = known(column);
        Nulls nulls = column.nulls();
        int[] kept = rows.room();
        int count = 0;
        for (int i = 0; i < rows.count(); i++) {
            int row = rows.selected()[i];
            kept[count] = row;
            count += known.contains(bits(column, row)) && !nulls.isNull(row) ? 1 : 0;
        }
        return rows.narrowed(kept, count);
    }

    /** The set for this batch: built anew, since texts may have come into the dictionary since the last one. */
    private LongSet known(Column column) {
        LongSet known = new LongSet(allowed.size());
        for (Constant constant : allowed) {
            if (constant.missing()) {
                continue;
            }
            switch (column) {
                case LongColumn longs ->
                    addWhole(known, constant, operand.type().scale());
                case DoubleColumn doubles -> known.add(Double.doubleToLongBits(constant.asDouble() + 0.0));
                case TextColumn texts -> {
                    if (constant.code() >= 0) {
                        known.add(constant.code());
                    }
                }
            }
        }
        return known;
    }

    private static void addWhole(LongSet known, Constant constant, int scale) {
        if (constant.type().scale() != scale) {
            addScaled(known, constant, scale);
        } else if (constant.type() != ColumnType.DOUBLE) {
            known.add(constant.number());
        } else if (constant.real() == (long) constant.real()) {
            known.add((long) constant.real()); // 2.5 is no whole number, so no row can equal it
        }
    }

    private static void addScaled(LongSet known, Constant constant, int scale) {
        BigDecimal value = constant.type() == ColumnType.DOUBLE
                ? new BigDecimal(constant.real())
                : BigDecimal.valueOf(constant.number(), constant.type().scale());
        try {
            known.add(Decimals.exact(value, scale));
        } catch (ArithmeticException beyond) {
            return; // no row can equal what the type cannot hold
        }
    }

    private static long bits(Column column, int row) {
        return switch (column) {
            case LongColumn longs -> longs.get(row);
            case DoubleColumn doubles -> Double.doubleToLongBits(doubles.get(row) + 0.0);
            case TextColumn texts -> texts.code(row);
        };
    }

    @Override
    public String toString() {
        return operand + " IN " + allowed.stream().map(Constant::toString).collect(Collectors.joining(", ", "(", ")"));
    }
}
