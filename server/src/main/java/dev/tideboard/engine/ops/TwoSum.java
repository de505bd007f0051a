package dev.tideboard.engine.ops;

/**
 * Sums of doubles that lose nothing: what each addition rounds off is kept beside the sum (Knuth's two-sum, TAOCP 4.2.2), so
 * that values that go take away exactly what they brought.
 */
final class TwoSum {
    private TwoSum() {}

    /** Adds {@code value} to the sum at {@code at}, whose rest is the number behind it. */
    static void add(double[] sums, int at, double value) {
        double before = sums[at];
        double after = before + value;
        double taken = after - before;
        sums[at] = after;
        sums[at + 1] += (before - (after - taken)) + (value - taken);
    }
}
