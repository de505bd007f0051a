package dev.tideboard.engine.ops;

/**
 * Numbers put into buckets whose width grows with them: {@value #PER_OCTAVE} of equal width from each power of two to the
 * next, alike for negative numbers, and one for zero. What a bucket stands for is within 1 % of any number in it. (Masson,
 * Rim and Lee, "DDSketch", VLDB 2019, with the logarithm read off the bits of the number: whole arithmetic gives the same
 * bucket when a row goes as when it came, on any machine.)
 */
final class LogarithmicBuckets {
    /** So many that one is at most 2 % wide. */
    private static final int PER_OCTAVE = 50;

    private static final int MANTISSA_BITS = 52;
    private static final long MANTISSA = (1L << MANTISSA_BITS) - 1;
    private static final long LEAST_NORMAL = 1L << MANTISSA_BITS;
    /** Makes a normal number of any that is too small for it to be one. */
    private static final int LIFT = 54;

    private static final int EXPONENT_OF_ONE = 1023;

    private LogarithmicBuckets() {}

    /** The bucket of {@code number}; the greater the number, the greater the bucket. */
    static long of(double number) {
        double size = Math.abs(number);
        if (size == 0) {
            return 0;
        }
        long bits = Double.doubleToRawLongBits(size);
        long lifted = 0;
        if (bits < LEAST_NORMAL) {
            bits = Double.doubleToRawLongBits(size * 0x1p54);
            lifted = LIFT;
        }
        long octave = (bits >>> MANTISSA_BITS) - lifted + LIFT;
        long bucket = octave * PER_OCTAVE + (((bits & MANTISSA) * PER_OCTAVE) >>> MANTISSA_BITS);
        return number < 0 ? -bucket : bucket;
    }

    /** The number that {@code bucket} stands for: that of the least relative distance to both its ends. */
    static double number(long bucket) {
        if (bucket == 0) {
            return 0;
        }
        long size = Math.abs(bucket);
        long part = size % PER_OCTAVE;
        double from = 1 + (double) part / PER_OCTAVE;
        double to = 1 + (part + 1.0) / PER_OCTAVE;
        double middle = 2 * from * to / (from + to);
        double number = Math.scalb(middle, (int) (size / PER_OCTAVE) - LIFT - EXPONENT_OF_ONE);
        return bucket < 0 ? -number : number;
    }
}
