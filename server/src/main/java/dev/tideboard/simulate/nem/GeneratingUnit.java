package dev.tideboard.simulate.nem;

import java.util.SplittableRandom;

/** One station in operation: what it can do now, what it offers, and what it did last. One thread at a time. */
final class GeneratingUnit {
    private static final double HOURS = 5 / 60.0;
    private static final double CHARGE_EFFICIENCY = 0.85;
    private static final double SCARCE_SHARE = 0.06;
    private static final double TYPICAL_SET_MW = 450;
    private static final double BREAKS_PER_STEP = 1.0 / (20 * 288);
    private static final double REPAIRS_PER_STEP = 1.0 / (1.2 * 288);
    private static final double BROKEN_AT_FIRST = 0.07;

    private final Station station;
    private final Weather.Site site;
    private final Noise drift;
    private final SplittableRandom chance;
    private final Offer offer = new Offer();
    /** Each owner has his own idea of a price, between -1 and 1. */
    private final double taste;

    private final boolean[] broken;
    private final double cap;
    private double storedMwh;
    private double powerMw;
    private boolean started;

    GeneratingUnit(Station station, Weather weather, NemOptions options) {
        this.station = station;
        this.site = weather.site(options.seed(), station.code(), station.lat(), station.lon());
        this.drift = new Noise(options.seed(), "drift " + station.code(), 600);
        this.chance = Noise.stream(options.seed(), "chance " + station.code());
        this.taste = chance.nextDouble(-1, 1);
        this.cap = options.priceCap();
        this.storedMwh = station.storageMwh() * chance.nextDouble(0.1, 0.5);
        this.broken = new boolean[sets()];
        for (int set = 0; set < broken.length; set++) {
            broken[set] = chance.nextDouble() < BROKEN_AT_FIRST;
        }
    }

    private int sets() {
        boolean breaks = station.technology() == Technology.COAL_BLACK || station.technology() == Technology.COAL_BROWN;
        return breaks ? (int) Math.max(1, Math.rint(station.capacityMw() / TYPICAL_SET_MW)) : 0;
    }

    Station station() {
        return station;
    }

    Offer offer() {
        return offer;
    }

    double powerMw() {
        return powerMw;
    }

    /**
     * Makes up its offer for the interval that ends at the time.
     *
     * @param usualPrice what the region has paid over the last day or so
     * @param mood how much more than usual all owners ask
     */
    void prepare(long epochMillis, double usualPrice, double mood) {
        site.next();
        drift.next();
        double capacity = station.capacityMw();
        switch (station.technology()) {
            case WIND -> free(capacity * site.wind(), -42 + 14 * taste);
            case SOLAR -> free(capacity * site.solar(epochMillis), -36 + 14 * taste);
            case COAL_BLACK -> thermal(working() * capacity, 26 + 9 * taste, 130 * mood);
            case COAL_BROWN -> thermal(working() * capacity, 5 + 4 * taste, 48 * mood);
            case GAS_CCGT -> thermal(capacity, 62 + 15 * taste, 135 * mood);
            case GAS_STEAM -> thermal(capacity, 88 + 10 * taste, 175 * mood);
            case GAS_RECIP -> thermal(capacity, 115 + 20 * taste, 200 * mood);
            case GAS_OCGT -> thermal(capacity, 135 + 30 * taste, 280 * mood);
            case DISTILLATE -> thermal(capacity, 340 + 40 * taste, 700 * mood);
            case GAS_WCMG, BIOMASS -> thermal(capacity * (0.75 + 0.1 * clamped(drift.value())), 20 + 5 * taste, 80);
            case HYDRO -> hydro(capacity, mood);
            case BATTERY -> battery(capacity, usualPrice, mood);
            case PUMPS -> offer.begin(-capacity, -capacity, 0).add(capacity, -8 + 8 * taste, 4 + 8 * taste);
        }
    }

    private static double clamped(double normal) {
        return Math.clamp(normal, -2, 2);
    }

    /** Wind and sun cost nothing and are worth a certificate, so they are offered below zero and held back below that. */
    private void free(double available, double price) {
        offer.begin(0, 0, available).add(available, price - 10, price + 10);
    }

    private void thermal(double available, double fromPrice, double toPrice) {
        double minimum = available * station.technology().minimum();
        double scarce = available * SCARCE_SHARE;
        double top = Math.max(toPrice, fromPrice + 20);
        limits(minimum, available)
                .add(available - minimum - scarce, fromPrice, top)
                .add(scarce, top, Math.max(0.8 * cap, top + 1));
    }

    private void hydro(double capacity, double mood) {
        double river = capacity * 0.06 * (1 + 0.4 * clamped(drift.value()));
        boolean island = station.region() == Region.TAS1;
        double fromPrice = (island ? 35 : 70) + 15 * taste + 6 * clamped(drift.value());
        double toPrice = fromPrice + (island ? 90 : 120) * mood;
        double scarce = capacity * SCARCE_SHARE;
        limits(river, capacity)
                .add(capacity - river - scarce, fromPrice, toPrice)
                .add(scarce, toPrice, Math.max(0.8 * cap, toPrice + 1));
    }

    private void battery(double capacity, double usualPrice, double mood) {
        double room = (station.storageMwh() - storedMwh) / (CHARGE_EFFICIENCY * HOURS);
        double charge = Math.min(capacity, Math.max(0, room));
        double discharge = Math.min(capacity, Math.max(0, storedMwh / HOURS));
        double buy = 0.45 * usualPrice + 12 * taste;
        double sell = Math.max(1.25 * usualPrice, buy / CHARGE_EFFICIENCY + 25) + 15 * (1 + taste);
        double scarce = discharge * SCARCE_SHARE;
        offer.begin(-charge, -charge, discharge)
                .add(charge, buy - 15, buy + 5)
                .add(discharge - scarce, sell, sell + 60 * mood)
                .add(scarce, sell + 60 * mood, Math.max(0.8 * cap, sell + 60 * mood + 1));
    }

    /** Begins an offer between the minimum and what is available, as far as the station can move in five minutes. */
    private Offer limits(double minimum, double available) {
        if (!started) {
            return offer.begin(minimum, minimum, available);
        }
        double reach = station.technology().ramp() * station.capacityMw();
        double highest = Math.min(available, Math.max(powerMw, 0) + reach);
        double lowest = Math.min(highest, Math.max(minimum, powerMw - reach));
        return offer.begin(minimum, lowest, highest);
    }

    private double working() {
        int working = 0;
        for (int set = 0; set < broken.length; set++) {
            broken[set] = chance.nextDouble() < (broken[set] ? 1 - REPAIRS_PER_STEP : BREAKS_PER_STEP);
            working += broken[set] ? 0 : 1;
        }
        return (double) working / broken.length;
    }

    /** Gives (or, below zero, takes) this power for five minutes, to the kilowatt; returns it. */
    double run(double megawatts) {
        powerMw = Math.rint(megawatts * 1_000) / 1_000 + 0.0;
        started = true;
        double energy = powerMw * HOURS;
        if (station.storageMwh() > 0) {
            double change = energy > 0 ? -energy : -energy * CHARGE_EFFICIENCY;
            storedMwh = Math.clamp(storedMwh + change, 0, station.storageMwh());
        }
        return powerMw;
    }
}
