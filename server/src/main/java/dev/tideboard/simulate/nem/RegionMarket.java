package dev.tideboard.simulate.nem;

import java.util.List;

/** The market of one region: its demand, its stations' offers, what it sends away, and its price. One thread at a time. */
final class RegionMarket {
    private static final double USUAL_FADE = 1.0 / 288;
    private static final double FIRST_USUAL_PRICE = 60;
    private static final double MOOD_FADE_MINUTES = 240;
    private static final double MARGIN_OF_RENT = 0.10;

    private final NemOptions options;
    private final List<GeneratingUnit> units;
    private final RegionSupply supply;
    private final Demand demand;
    private final Noise mood;
    private double usualPrice = FIRST_USUAL_PRICE;
    private double wantedMw;
    private double exportMw;

    RegionMarket(NemOptions options, Demand demand, Region region, List<GeneratingUnit> units) {
        this.options = options;
        this.demand = demand;
        this.units = units;
        this.supply = new RegionSupply(new PriceGrid(options.priceFloor(), options.priceCap()), units);
        this.mood = new Noise(options.seed(), "mood " + region, MOOD_FADE_MINUTES);
    }

    /** Finds out the demand and has every station make its offer for the interval that ends at the time. */
    void prepare(long epochMillis) {
        wantedMw = demand.next(epochMillis);
        exportMw = 0;
        double asking = StrictMath.exp(0.25 * mood.next());
        for (GeneratingUnit unit : units) {
            unit.prepare(epochMillis, usualPrice, asking);
        }
        supply.forget();
    }

    /** The demand there is; what can be served may be less. */
    double wantedMw() {
        return wantedMw;
    }

    /** What the region sends away over its lines, less what arrives. */
    double exportMw() {
        return exportMw;
    }

    void addExportMw(double megawatts) {
        exportMw += megawatts;
    }

    /** The price of the last megawatt if the region's exports changed by the amount. */
    double priceWith(double moreExportMw) {
        return supply.price(wantedMw + exportMw + moreExportMw);
    }

    /**
     * The price of this interval: that of the last megawatt, and a rent on top that rises steeply once less than a tenth of
     * the load is left in reserve.
     */
    double price(double importRoomMw) {
        double asked = wantedMw + exportMw;
        double spare = supply.highestMw() - asked + importRoomMw;
        double margin = Math.clamp(spare / Math.max(1, Math.abs(asked)), 0, MARGIN_OF_RENT);
        double shortness = 1 - margin / MARGIN_OF_RENT;
        double rent = options.priceCap() * shortness * shortness * shortness * shortness;
        double price = Math.clamp(supply.price(asked) + rent, options.priceFloor(), options.priceCap());
        usualPrice += USUAL_FADE * (Math.clamp(price, -50, 300) - usualPrice);
        return price;
    }

    /** Runs the stations; returns the demand that is served, which is less than wanted only where there is not enough. */
    double serve() {
        return supply.run(wantedMw + exportMw) - exportMw;
    }
}
