package dev.tideboard.data;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Decimal numbers as they are stored: whole numbers of which the last {@code scale} digits are after the point. */
public final class Decimals {
    /** How many digits a decimal has at most. */
    public static final int DIGITS = 18;

    private static final long[] POWERS = powers();
    private static final long MOST = POWERS[DIGITS] - 1;
    /** Below this a whole number is a double, too, so that one division rounds once. */
    private static final long EXACT = 1L << 53;

    private Decimals() {}

    private static long[] powers() {
        long[] powers = new long[DIGITS + 1];
        powers[0] = 1;
        for (int i = 1; i < powers.length; i++) {
            powers[i] = powers[i - 1] * 10;
        }
        return powers;
    }

    /** Ten to the power of {@code exponent}, from 0 to {@value #DIGITS}. */
    public static long power(int exponent) {
        return POWERS[exponent];
    }

    /** Whether {@code stored} has no more than {@value #DIGITS} digits. */
    public static boolean fits(long stored) {
        return stored >= -MOST && stored <= MOST;
    }

    /** The double nearest to a decimal. */
    public static double toDouble(long stored, int scale) {
        if (scale == 0 || (stored > -EXACT && stored < EXACT)) {
            return (double) stored / POWERS[scale];
        }
        return BigDecimal.valueOf(stored, scale).doubleValue();
    }

    /** The decimal nearest to {@code value}, halves away from zero; throws {@link ArithmeticException} beyond 18 digits. */
    public static long rounded(BigDecimal value, int scale) {
        return stored(value.setScale(scale, RoundingMode.HALF_UP));
    }

    /** {@code value} exactly; throws {@link ArithmeticException} where it has more digits before or after the point. */
    public static long exact(BigDecimal value, int scale) {
        return stored(value.setScale(scale, RoundingMode.UNNECESSARY));
    }

    private static long stored(BigDecimal value) {
        if (value.precision() > DIGITS) {
            throw new ArithmeticException(value + " has more than " + DIGITS + " digits");
        }
        return value.unscaledValue().longValueExact();
    }

    /** All digits of a decimal, also zeros after the point: {@code 9.90}. */
    public static String text(long stored, int scale) {
        return scale == 0
                ? Long.toString(stored)
                : BigDecimal.valueOf(stored, scale).toPlainString();
    }

    /**
     * The order of two decimals, exactly, whatever their scales.
     *
     * @return negative, 0 or positive
     */
    public static int compare(long one, int oneScale, long other, int otherScale) {
        int more = oneScale - otherScale;
        if (more == 0) {
            return Long.compare(one, other);
        }
        return more > 0 ? -compareScaled(other, POWERS[more], one) : compareScaled(one, POWERS[-more], other);
    }

    /** The order of {@code value} times {@code factor} and {@code other}. */
    private static int compareScaled(long value, long factor, long other) {
        long high = Math.multiplyHigh(value, factor);
        long low = value * factor;
        int order = Long.compare(high, other >> 63);
        return order != 0 ? order : Long.compareUnsigned(low, other);
    }
}
