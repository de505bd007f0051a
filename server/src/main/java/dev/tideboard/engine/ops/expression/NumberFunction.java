package dev.tideboard.engine.ops.expression;

import dev.tideboard.data.Column;
import dev.tideboard.data.ColumnType;
import dev.tideboard.data.Decimals;
import java.util.List;

/** A function of one number, or of a number and a constant count of digits. */
public record NumberFunction(Kind kind, Expression operand, int digits, ColumnType type) implements Expression {

    /** Which function. Halves round away from zero, as in PostgreSQL, DuckDB and Flink. */
    public enum Kind {
        NEGATE,
        ABS,
        SIGN,
        ROUND,
        FLOOR,
        CEIL,
        SQRT,
        EXP,
        LN
    }

    @Override
    public List<Expression> operands() {
        return List.of(operand);
    }

    @Override
    public Expression withOperands(List<Expression> operands) {
        return new NumberFunction(kind, operands.getFirst(), digits, type);
    }

    @Override
    public boolean canFail() {
        return true;
    }

    @Override
    public Column evaluate(Rows rows) {
        return type.storage() == ColumnType.Storage.DOUBLE ? doubles(rows) : longs(rows);
    }

    private Column doubles(Rows rows) {
        Operand x = Operand.doubles(operand, rows);
        Result result = new Result(type, rows.capacity());
        double scale = Math.pow(10, Math.abs(digits));
        for (int i = 0; i < rows.count(); i++) {
            int row = rows.selected()[i];
            if (x.isNull(row)) {
                continue;
            }
            double value = x.doubles[row & x.mask];
            double computed = switch (kind) {
                case NEGATE -> -value;
                case ABS -> Math.abs(value);
                case SIGN -> Math.signum(value);
                case ROUND -> rounded(value, scale);
                case FLOOR -> Math.floor(value);
                case CEIL -> Math.ceil(value);
                case SQRT -> Math.sqrt(value);
                case EXP -> Math.exp(value);
                case LN -> Math.log(value);
            };
            if (!Double.isFinite(computed)) {
                throw rows.failure(this, value <= 0 ? "not defined for " + value : "overflow", row);
            }
            result.doubles[row] = computed;
        }
        return result.build(x.spread(rows.capacity()));
    }

    private double rounded(double value, double scale) {
        double scaled = digits >= 0 ? value * scale : value / scale;
        if (Math.abs(scaled) >= 1L << 52) {
            return value; // no digits left to round
        }
        double whole = Math.copySign(Math.floor(Math.abs(scaled) + 0.5), value);
        return digits >= 0 ? whole / scale : whole * scale;
    }

    private Column longs(Rows rows) {
        Operand x = Operand.longs(operand, rows);
        long unit = Decimals.power(operand.type().scale());
        Result result = new Result(type, rows.capacity());
        for (int i = 0; i < rows.count(); i++) {
            int row = rows.selected()[i];
            if (x.isNull(row)) {
                continue;
            }
            long value = x.longs[row & x.mask];
            long computed = switch (kind) {
                case NEGATE -> -value;
                case ABS -> Math.abs(value);
                case SIGN -> Long.signum(value);
                case ROUND -> rounded(value, rows, row);
                case FLOOR -> Math.floorDiv(value, unit);
                case CEIL -> -Math.floorDiv(-value, unit);
                case SQRT, EXP, LN -> throw new IllegalStateException(kind + " gives a double");
            };
            boolean negated = kind == Kind.NEGATE || kind == Kind.ABS;
            if (negated && (value == Long.MIN_VALUE || (type == ColumnType.INT && computed != (int) computed))) {
                throw rows.failure(this, "overflow", row);
            }
            result.longs[row] = computed;
        }
        return result.build(x.spread(rows.capacity()));
    }

    /** Rounds away the digits that there are to be no more, of whole numbers only tens, hundreds … for negative digits. */
    private long rounded(long value, Rows rows, int row) {
        int dropped = operand.type().scale() - digits;
        if (dropped <= 0) {
            return value;
        }
        if (dropped > 18) {
            return 0;
        }
        long scale = Decimals.power(dropped);
        long rest = value % scale;
        long down = value - rest;
        if (Math.abs(rest) < scale - Math.abs(rest)) {
            return down;
        }
        long up = down + Long.signum(value) * scale;
        if ((up ^ value) < 0
                || (type == ColumnType.INT && up != (int) up)
                || (type.isDecimal() && !Decimals.fits(up))) {
            throw rows.failure(this, "overflow", row);
        }
        return up;
    }

    @Override
    public String toString() {
        if (kind == Kind.NEGATE) {
            return "(- " + operand + ")";
        }
        return kind + "(" + operand + (digits == 0 ? ")" : ", " + digits + ")");
    }
}
