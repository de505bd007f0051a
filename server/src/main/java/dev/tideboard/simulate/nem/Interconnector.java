package dev.tideboard.simulate.nem;

import java.util.List;

/**
 * A line between two regions.
 *
 * @param forwardMw the most that may flow from the first region to the second; nominal limits
 * @param backMw the most that may flow the other way
 */
record Interconnector(String name, Region from, Region to, double forwardMw, double backMw) {
    static final List<Interconnector> ALL = List.of(
            new Interconnector("NSW1-QLD1", Region.NSW1, Region.QLD1, 850, 1_450),
            new Interconnector("N-Q-MNSP1", Region.NSW1, Region.QLD1, 107, 210),
            new Interconnector("VIC1-NSW1", Region.VIC1, Region.NSW1, 1_170, 870),
            new Interconnector("V-SA", Region.VIC1, Region.SA1, 650, 650),
            new Interconnector("V-S-MNSP1", Region.VIC1, Region.SA1, 220, 200),
            new Interconnector("T-V-MNSP1", Region.TAS1, Region.VIC1, 594, 478));

    private static final double LOSS_AT_LIMIT = 0.05;

    /** What is lost on the way, MW; it grows with the square of the flow and is borne where the flow arrives. */
    double lossMw(double flowMw) {
        double limit = flowMw >= 0 ? forwardMw : backMw;
        return LOSS_AT_LIMIT * flowMw * flowMw / limit;
    }
}
