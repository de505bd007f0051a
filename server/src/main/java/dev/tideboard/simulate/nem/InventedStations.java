package dev.tideboard.simulate.nem;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Stations that do not exist, for fleets larger than the list of real ones: near inland towns, named and marked as
 * invented, and the same for every seed so that a larger fleet keeps the smaller one.
 */
final class InventedStations {
    private static final double SPREAD_DEGREES = 0.2;

    private record Town(String name, Region region, double lat, double lon) {}

    private static final List<Town> TOWNS = List.of(
            new Town("Dubbo", Region.NSW1, -32.2, 148.6),
            new Town("Roma", Region.QLD1, -26.6, 148.8),
            new Town("Horsham", Region.VIC1, -36.7, 142.2),
            new Town("Clare", Region.SA1, -33.8, 138.6),
            new Town("Bothwell", Region.TAS1, -42.4, 147.0),
            new Town("Narrabri", Region.NSW1, -30.3, 149.8),
            new Town("Emerald", Region.QLD1, -23.5, 148.2),
            new Town("Shepparton", Region.VIC1, -36.4, 145.4),
            new Town("Renmark", Region.SA1, -34.2, 140.7),
            new Town("Wagga Wagga", Region.NSW1, -35.1, 147.4),
            new Town("Charters Towers", Region.QLD1, -20.1, 146.3),
            new Town("Bendigo", Region.VIC1, -36.8, 144.3),
            new Town("Parkes", Region.NSW1, -33.1, 148.2),
            new Town("Dalby", Region.QLD1, -27.2, 151.3),
            new Town("Peterborough", Region.SA1, -33.0, 138.8),
            new Town("Oatlands", Region.TAS1, -42.3, 147.4));

    private static final List<Technology> KINDS =
            List.of(Technology.SOLAR, Technology.BATTERY, Technology.WIND, Technology.SOLAR, Technology.GAS_RECIP);

    private InventedStations() {}

    static List<Station> make(int count) {
        SplittableRandom random = new SplittableRandom(0x7469_6465L);
        List<Station> stations = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Town town = TOWNS.get(i % TOWNS.size());
            Technology kind = KINDS.get(i % KINDS.size());
            double capacity = 30 + 5 * random.nextInt(25);
            double storage = kind == Technology.BATTERY ? 2 * capacity : 0;
            stations.add(new Station(
                    String.format(Locale.ROOT, "INV%04d", i + 1),
                    "Invented " + kind.fuel() + " " + (i + 1) + " near " + town.name(),
                    town.region(),
                    kind,
                    capacity,
                    storage,
                    tenths(town.lat() + random.nextDouble(-SPREAD_DEGREES, SPREAD_DEGREES)),
                    tenths(town.lon() + random.nextDouble(-SPREAD_DEGREES, SPREAD_DEGREES)),
                    true));
        }
        return stations;
    }

    private static double tenths(double degrees) {
        return Math.rint(degrees * 10) / 10;
    }
}
