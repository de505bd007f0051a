package dev.tideboard.recording;

import java.util.Arrays;

/**
 * All readings of one time: power in MW and emission in tonnes per interval of every facility, price in $/MWh and demand
 * in MW of every region. A value nobody measured is {@link #MISSING}, which is not zero.
 */
public final class WideRow {
    /** Stands for a value that was not measured; test it with {@link #isMissing}. */
    public static final double MISSING = Double.NaN;

    private final WideLayout layout;
    private final long at;
    private final double[] values;

    /**
     * Takes a copy of the values.
     *
     * @param at milliseconds since the epoch
     * @param values one per column of {@link WideLayout#columnNames()}
     */
    public WideRow(WideLayout layout, long at, double[] values) {
        if (values.length != layout.width()) {
            throw new RecordingException("row at " + MarketTime.format(at) + " has " + values.length
                    + " values, expected " + layout.width());
        }
        this.layout = layout;
        this.at = at;
        this.values = values.clone();
        for (int column = 0; column < values.length; column++) {
            if (Double.isInfinite(values[column])) {
                throw new RecordingException("row at " + MarketTime.format(at) + " holds an infinite value");
            }
            this.values[column] += 0.0; // a zero has no sign: files and events would lose it
        }
    }

    public static boolean isMissing(double value) {
        return Double.isNaN(value);
    }

    public WideLayout layout() {
        return layout;
    }

    public long at() {
        return at;
    }

    public double power(int facility) {
        return values[layout.powerColumn(facility)];
    }

    public double emission(int facility) {
        return values[layout.emissionColumn(facility)];
    }

    public double price(int region) {
        return values[layout.priceColumn(region)];
    }

    public double demand(int region) {
        return values[layout.demandColumn(region)];
    }

    /** The value of a column, counted as in {@link WideLayout#columnNames()}. */
    public double value(int column) {
        return values[column];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof WideRow row
                && at == row.at
                && layout.equals(row.layout)
                && Arrays.equals(values, row.values);
    }

    @Override
    public int hashCode() {
        return 31 * Long.hashCode(at) + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "row of " + values.length + " values at " + MarketTime.format(at);
    }
}
