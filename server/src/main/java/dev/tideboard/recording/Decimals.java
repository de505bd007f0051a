package dev.tideboard.recording;

/** Writes a double as a short decimal that reads back as the same double. */
final class Decimals {
    private static final double SCALE = 10_000;
    private static final double LARGEST = 1e11;

    private Decimals() {}

    /** Appends a finite value; up to four decimals are written without trailing zeros, more as Java would. */
    static void append(StringBuilder out, double value) {
        double scaled = Math.rint(value * SCALE);
        if (Math.abs(value) > LARGEST || scaled / SCALE != value) {
            out.append(value);
            return;
        }
        long whole = (long) scaled;
        if (whole < 0) {
            out.append('-');
            whole = -whole;
        }
        out.append(whole / 10_000);
        long fraction = whole % 10_000;
        if (fraction == 0) {
            return;
        }
        out.append('.');
        for (long digit = 1_000; fraction > 0; digit /= 10) {
            out.append((char) ('0' + fraction / digit));
            fraction %= digit;
        }
    }
}
