package dev.tideboard.simulate.nem;

import java.util.Arrays;
import java.util.List;

/** The offers of one region added up, and its price for any amount asked. One thread at a time. */
final class RegionSupply {
    private final PriceGrid grid;
    private final List<GeneratingUnit> units;
    /** Sums per price level of this step; NaN where not yet asked for, since few levels are. */
    private final double[] sums;

    RegionSupply(PriceGrid grid, List<GeneratingUnit> units) {
        this.grid = grid;
        this.units = units;
        this.sums = new double[grid.top() + 1];
    }

    void forget() {
        Arrays.fill(sums, Double.NaN);
    }

    double lowestMw() {
        return sum(0);
    }

    double highestMw() {
        return sum(grid.top());
    }

    private double sum(int level) {
        if (Double.isNaN(sums[level])) {
            double price = grid.price(level);
            double sum = 0;
            for (GeneratingUnit unit : units) {
                sum += unit.offer().at(price);
            }
            sums[level] = sum;
        }
        return sums[level];
    }

    /** The price at which the region's stations give the amount: floor or cap where they cannot. */
    double price(double amountMw) {
        if (amountMw <= lowestMw()) {
            return grid.price(0);
        }
        if (amountMw >= highestMw()) {
            return grid.price(grid.top());
        }
        int level = levelBelow(amountMw);
        double share = share(amountMw, level);
        return grid.price(level) + share * (grid.price(level + 1) - grid.price(level));
    }

    /** Runs the stations so that together they give the amount, as nearly as they can; returns what they give. */
    double run(double amountMw) {
        if (amountMw < lowestMw()) {
            return scaleDown(amountMw);
        }
        boolean allOfIt = amountMw >= highestMw();
        int level = allOfIt ? grid.top() - 1 : levelBelow(amountMw);
        double share = allOfIt ? 1 : share(amountMw, level);
        double sum = 0;
        for (GeneratingUnit unit : units) {
            double low = unit.offer().at(grid.price(level));
            double high = unit.offer().at(grid.price(level + 1));
            sum += unit.run(low + share * (high - low));
        }
        return sum;
    }

    /** Even at the floor there is too much: all that generate go down alike, below their usual minimum. */
    private double scaleDown(double amountMw) {
        double generating = 0;
        double taking = 0;
        for (GeneratingUnit unit : units) {
            double power = unit.offer().at(grid.price(0));
            generating += Math.max(0, power);
            taking += Math.min(0, power);
        }
        double scale = generating == 0 ? 0 : Math.max(0, (amountMw - taking) / generating);
        double sum = 0;
        for (GeneratingUnit unit : units) {
            double power = unit.offer().at(grid.price(0));
            sum += unit.run(power > 0 ? power * scale : power);
        }
        return sum;
    }

    private double share(double amountMw, int level) {
        double step = sum(level + 1) - sum(level);
        return step <= 0 ? 0 : (amountMw - sum(level)) / step;
    }

    private int levelBelow(double amountMw) {
        int below = 0;
        int above = grid.top();
        while (above - below > 1) {
            int middle = (below + above) >>> 1;
            if (sum(middle) <= amountMw) {
                below = middle;
            } else {
                above = middle;
            }
        }
        return below;
    }
}
