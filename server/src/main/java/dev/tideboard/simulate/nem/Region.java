package dev.tideboard.simulate.nem;

/** The five regions of the market, with the demand that is typical of each. */
enum Region {
    NSW1(7_600, 0.36, -33.5, 150.0),
    QLD1(6_300, 0.40, -26.5, 151.5),
    VIC1(4_900, 0.45, -37.5, 145.0),
    SA1(1_350, 0.90, -34.5, 138.6),
    TAS1(1_150, 0.08, -42.0, 146.8);

    private final double meanDemand;
    private final double rooftop;
    private final double lat;
    private final double lon;

    /**
     * Describes one region.
     *
     * @param meanDemand MW over a year
     * @param rooftop the share of mean demand that roofs with solar panels take away at full sun
     */
    Region(double meanDemand, double rooftop, double lat, double lon) {
        this.meanDemand = meanDemand;
        this.rooftop = rooftop;
        this.lat = lat;
        this.lon = lon;
    }

    double meanDemand() {
        return meanDemand;
    }

    double rooftop() {
        return rooftop;
    }

    double lat() {
        return lat;
    }

    double lon() {
        return lon;
    }
}
