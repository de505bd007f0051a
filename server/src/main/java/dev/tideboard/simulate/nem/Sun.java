package dev.tideboard.simulate.nem;

/** Where the sun stands, and what a solar station makes of a clear sky. */
final class Sun {
    private static final double DEGREE = Math.PI / 180;
    private static final double TILT = 23.44;
    private static final long DAY_MILLIS = 86_400_000L;
    private static final double YEAR_DAYS = 365.2422;
    /** The northern winter solstice, 21 December 1999, in days since the epoch. */
    private static final double SOLSTICE = 10_946;
    /** Direct light that one thickness of air lets through, and how thickness counts: Meinel's empirical formula. */
    private static final double CLEARNESS = 0.7;

    private static final double THICKNESS_POWER = 0.678;
    /** Panels follow the sun and exceed their inverters, so output is flat for the hours around noon. */
    private static final double OVERSIZE = 1.5;

    private static final double HORIZON_BLUR_DEGREES = 3;

    private Sun() {}

    /** The sine of the sun's height above the horizon; the equation of time (at most 16 minutes) is left out. */
    static double sineOfElevation(long epochMillis, double lat, double lon) {
        double days = (double) epochMillis / DAY_MILLIS;
        double declination = -TILT * DEGREE * StrictMath.cos(2 * Math.PI * (days - SOLSTICE) / YEAR_DAYS);
        double turn = days - Math.floor(days) + lon / 360 - 0.5;
        double hourAngle = 2 * Math.PI * turn;
        return StrictMath.sin(lat * DEGREE) * StrictMath.sin(declination)
                + StrictMath.cos(lat * DEGREE) * StrictMath.cos(declination) * StrictMath.cos(hourAngle);
    }

    /** The share of capacity that a solar station gives under a clear sky; exactly 0 while the sun is down. */
    static double clearSky(double sineOfElevation) {
        if (sineOfElevation <= 0) {
            return 0;
        }
        double thickness = 1 / Math.max(sineOfElevation, 0.026);
        double light = StrictMath.pow(CLEARNESS, StrictMath.pow(thickness, THICKNESS_POWER));
        double risen = Math.min(1, sineOfElevation / (HORIZON_BLUR_DEGREES * DEGREE));
        return Math.min(1, OVERSIZE * light) * risen;
    }
}
