package dev.tideboard.simulate.nem;

import dev.tideboard.recording.MarketTime;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.OffsetDateTime;

/**
 * What one region takes from the grid: a day with a morning and an evening peak, quieter weekends, more in high summer and
 * deep winter, less where roofs make their own. One thread at a time.
 */
final class Demand {
    /** Share of the mean at each full hour of a weekday, before rooftop solar. */
    private static final double[] HOURS = {
        0.90, 0.86, 0.84, 0.84, 0.87, 0.95, 1.06, 1.14, 1.11, 1.07, 1.05, 1.04,
        1.03, 1.03, 1.04, 1.07, 1.14, 1.23, 1.28, 1.24, 1.17, 1.09, 1.02, 0.95
    };

    /** What roofs take away on average over a year, as a share of what they take at full sun. */
    private static final double MEAN_SUN = 0.28;

    private static final double WEEKEND = 0.94;
    private static final double WEEKEND_MORNING = 0.93;
    private static final double SEASON = 0.05;
    private static final double HALF_YEAR_DAYS = 182.6;

    private final Region region;
    private final Weather.Site site;
    private final Noise minutes;
    private final Noise days;

    Demand(long seed, Region region, Weather weather) {
        this.region = region;
        this.site = weather.site(seed, "demand " + region, region.lat(), region.lon());
        this.minutes = new Noise(seed, "demand minutes " + region, 90);
        this.days = new Noise(seed, "demand days " + region, 36 * 60);
    }

    /** MW in the interval that ends at the time. */
    double next(long epochMillis) {
        site.next();
        OffsetDateTime time = Instant.ofEpochMilli(epochMillis).atOffset(MarketTime.OFFSET);
        double season = 1 + SEASON * StrictMath.cos(2 * Math.PI * (time.getDayOfYear() - 15) / HALF_YEAR_DAYS);
        double chance = 1 + 0.006 * minutes.next() + 0.025 * days.next();
        double beforeRoofs = (1 + MEAN_SUN * region.rooftop()) * shape(time) * season * chance;
        return region.meanDemand() * (beforeRoofs - region.rooftop() * site.roofs(epochMillis));
    }

    private static double shape(OffsetDateTime time) {
        int hour = time.getHour();
        double part = time.getMinute() / 60.0;
        double share = HOURS[hour] * (1 - part) + HOURS[(hour + 1) % HOURS.length] * part;
        boolean weekend = time.getDayOfWeek() == DayOfWeek.SATURDAY || time.getDayOfWeek() == DayOfWeek.SUNDAY;
        if (!weekend) {
            return share;
        }
        double middle = Math.max(0, 1 - Math.abs(hour + part - 7.5) / 3);
        return share * WEEKEND * (1 - (1 - WEEKEND_MORNING) * middle);
    }
}
