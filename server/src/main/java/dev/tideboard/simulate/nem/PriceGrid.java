package dev.tideboard.simulate.nem;

import java.util.TreeSet;

/** The prices at which offers are added up, from floor to cap: close together where most of the market is, then apart. */
final class PriceGrid {
    private static final double[] SPARSE = {
        -500, -200, -120, -90, 225, 250, 275, 300, 350, 400, 500, 650, 800, 1_000, 1_500, 2_500, 5_000, 10_000
    };
    private static final int DENSE_FROM = -75;
    private static final int DENSE_TO = 200;
    private static final int DENSE_STEP = 5;

    private final double[] levels;

    PriceGrid(double floor, double cap) {
        TreeSet<Double> prices = new TreeSet<>();
        for (double price : SPARSE) {
            prices.add(price);
        }
        for (int price = DENSE_FROM; price <= DENSE_TO; price += DENSE_STEP) {
            prices.add((double) price);
        }
        prices.removeIf(price -> price <= floor || price >= cap);
        prices.add(floor);
        prices.add(cap);
        levels = prices.stream().mapToDouble(Double::doubleValue).toArray();
    }

    int top() {
        return levels.length - 1;
    }

    double price(int level) {
        return levels[level];
    }
}
