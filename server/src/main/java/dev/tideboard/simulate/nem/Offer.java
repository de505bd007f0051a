package dev.tideboard.simulate.nem;

/**
 * What a station would give at each price: an amount at any price, and tranches that come in gradually between two prices,
 * all kept within what the station can reach in five minutes. Never falls as the price rises. One thread at a time.
 */
final class Offer {
    private static final int TRANCHES = 3;

    private final double[] from = new double[TRANCHES];
    private final double[] to = new double[TRANCHES];
    private final double[] megawatts = new double[TRANCHES];
    private int count;
    private double base;
    private double lowest;
    private double highest;

    /** Starts again with an amount given at any price, and the limits of the outcome. */
    Offer begin(double baseMw, double lowestMw, double highestMw) {
        base = baseMw;
        lowest = lowestMw;
        highest = highestMw;
        count = 0;
        return this;
    }

    /** Adds an amount that comes in evenly between two prices, the second above the first. */
    Offer add(double amountMw, double fromPrice, double toPrice) {
        megawatts[count] = amountMw;
        from[count] = fromPrice;
        to[count] = toPrice;
        count++;
        return this;
    }

    double at(double price) {
        double sum = base;
        for (int i = 0; i < count; i++) {
            if (price >= to[i]) {
                sum += megawatts[i];
            } else if (price > from[i]) {
                sum += megawatts[i] * (price - from[i]) / (to[i] - from[i]);
            }
        }
        return Math.max(lowest, Math.min(highest, sum));
    }
}
