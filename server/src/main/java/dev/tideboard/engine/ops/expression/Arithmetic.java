package dev.tideboard.engine.ops.expression;

import dev.tideboard.data.Column;
import dev.tideboard.data.ColumnType;
import dev.tideboard.data.Decimals;
import dev.tideboard.data.Nulls;
import java.util.List;

/**
 * {@code a + b} and its relatives. Whole numbers and decimals are exact or fail, doubles are finite or fail; the remainder
 * has the sign of the dividend, and a division of whole numbers drops the fraction.
 *
 * <p>The operands of a decimal have its scale, and those of a product scales that add up to it.
 */
public record Arithmetic(Kind kind, Expression left, Expression right, ColumnType type) implements Expression {
    private static final String OVERFLOW = "overflow";
    private static final String BY_ZERO = "division by zero";

    /** The operation. */
    public enum Kind {
        ADD("+"),
        SUBTRACT("-"),
        MULTIPLY("*"),
        DIVIDE("/"),
        REMAINDER("%"),
        /** Of doubles only. */
        POWER("^");

        private final String symbol;

        Kind(String symbol) {
            this.symbol = symbol;
        }
    }

    @Override
    public List<Expression> operands() {
        return List.of(left, right);
    }

    @Override
    public Expression withOperands(List<Expression> operands) {
        return new Arithmetic(kind, operands.getFirst(), operands.getLast(), type);
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
        Operand x = Operand.doubles(left, rows);
        Operand y = Operand.doubles(right, rows);
        Result result = new Result(type, rows.capacity());
        double[] out = result.doubles;
        int[] selected = rows.selected();
        double worst = 0;
        for (int i = 0; i < rows.count(); i++) {
            int row = selected[i];
            double a = x.doubles[row & x.mask];
            double b = y.doubles[row & y.mask];
            double value = switch (kind) {
                case ADD -> a + b;
                case SUBTRACT -> a - b;
                case MULTIPLY -> a * b;
                case DIVIDE -> a / b;
                case REMAINDER -> a % b;
                case POWER -> Math.pow(a, b);
            };
            out[row] = value;
            worst = Math.max(worst, Math.abs(value)); // NaN and infinity both stay
        }
        Nulls nulls = x.spread(rows.capacity()).or(y.spread(rows.capacity()));
        if (!(worst <= Double.MAX_VALUE)) {
            refuseUnbounded(rows, nulls, out, y);
        }
        return result.build(nulls);
    }

    private void refuseUnbounded(Rows rows, Nulls nulls, double[] out, Operand divisor) {
        for (int i = 0; i < rows.count(); i++) {
            int row = rows.selected()[i];
            if (nulls.isNull(row)) {
                out[row] = 0; // a division by the zero that stands for null is no failure
            } else if (!Double.isFinite(out[row])) {
                boolean byZero =
                        (kind == Kind.DIVIDE || kind == Kind.REMAINDER) && divisor.doubles[row & divisor.mask] == 0;
                String reason = byZero ? BY_ZERO : Double.isNaN(out[row]) ? "not defined" : OVERFLOW;
                throw rows.failure(this, reason, row);
            }
        }
    }

    private Column longs(Rows rows) {
        Operand x = Operand.longs(left, rows);
        Operand y = Operand.longs(right, rows);
        Nulls nulls = x.spread(rows.capacity()).or(y.spread(rows.capacity()));
        boolean missing = nulls.any();
        Result result = new Result(type, rows.capacity());
        long[] out = result.longs;
        int[] selected = rows.selected();
        for (int i = 0; i < rows.count(); i++) {
            int row = selected[i];
            if (missing && nulls.isNull(row)) {
                continue;
            }
            long a = x.longs[row & x.mask];
            long b = y.longs[row & y.mask];
            if (b == 0 && (kind == Kind.DIVIDE || kind == Kind.REMAINDER)) {
                throw rows.failure(this, BY_ZERO, row);
            }
            long value = switch (kind) {
                case ADD -> a + b;
                case SUBTRACT -> a - b;
                case MULTIPLY -> a * b;
                case DIVIDE -> a / b;
                case REMAINDER -> a % b;
                case POWER -> throw new IllegalStateException("a power is a double");
            };
            if (overflows(a, b, value)) {
                throw rows.failure(this, overflow(), row);
            }
            out[row] = value;
        }
        return result.build(nulls);
    }

    /** Why the result is no value of its type, and which type holds more. */
    private String overflow() {
        String wider = type == ColumnType.INT ? "BIGINT" : "DOUBLE";
        return OVERFLOW + " of " + type.spelling() + "; CAST one side AS " + wider;
    }

    private boolean overflows(long a, long b, long value) {
        boolean beyondLong = switch (kind) {
            case ADD -> ((a ^ value) & (b ^ value)) < 0;
            case SUBTRACT -> ((a ^ b) & (a ^ value)) < 0;
            case MULTIPLY -> Math.multiplyHigh(a, b) != value >> 63;
            case DIVIDE -> a == Long.MIN_VALUE && b == -1;
            case REMAINDER, POWER -> false;
        };
        return beyondLong
                || (type == ColumnType.INT && value != (int) value)
                || (type.isDecimal() && !Decimals.fits(value));
    }

    @Override
    public String toString() {
        return "(" + left + " " + kind.symbol + " " + right + ")";
    }
}
