package dev.tideboard.simulate.nem;

import dev.tideboard.recording.WideLayout;
import dev.tideboard.recording.WideRow;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * One run of the market, five minutes at a time: weather and demand come about, every station makes its offer, the network
 * evens out the prices, each region is dispatched in the order of the offers, and the price is that of the last megawatt
 * plus a rent where little is left. One thread at a time.
 */
final class Simulation {
    static final long STEP_MILLIS = 300_000;

    private static final double STEPS_PER_HOUR = 12;

    private final WideLayout layout;
    private final Weather weather;
    private final List<GeneratingUnit> units;
    private final List<RegionMarket> markets = new ArrayList<>();
    private final Network network;
    private long at;

    /** Begins a run; the layout names the fleet and the regions in their order. */
    Simulation(NemOptions options, List<Station> fleet, WideLayout layout) {
        this.layout = layout;
        this.weather = new Weather(options.seed());
        this.at = options.start().toEpochMilli();
        this.units = fleet.stream()
                .map(station -> new GeneratingUnit(station, weather, options))
                .toList();
        Map<Region, RegionMarket> byRegion = new EnumMap<>(Region.class);
        for (String name : layout.regions()) {
            Region region = Region.valueOf(name);
            List<GeneratingUnit> own = units.stream()
                    .filter(unit -> unit.station().region() == region)
                    .toList();
            Demand demand = new Demand(options.seed(), region, weather);
            RegionMarket market = new RegionMarket(options, demand, region, own);
            markets.add(market);
            byRegion.put(region, market);
        }
        this.network = new Network(byRegion);
    }

    /** Moves on by five minutes. */
    MarketStep next() {
        at += STEP_MILLIS;
        weather.next();
        markets.forEach(market -> market.prepare(at));
        network.settle();
        double[] values = new double[layout.width()];
        int column = 2 * units.size();
        for (RegionMarket market : markets) {
            values[column++] = cents(market.price(network.importRoomMw(market)));
            values[column++] = cents(market.serve());
        }
        for (int i = 0; i < units.size(); i++) {
            double power = units.get(i).powerMw();
            double factor = units.get(i).station().technology().emissionFactor();
            values[2 * i] = power;
            values[2 * i + 1] = Math.rint(Math.max(0, power) * factor / STEPS_PER_HOUR * 10_000) / 10_000;
        }
        double[] wanted = markets.stream().mapToDouble(RegionMarket::wantedMw).toArray();
        return new MarketStep(new WideRow(layout, at, values), network.flowsMw(), wanted);
    }

    /** Rounds to two decimals, and never to a zero with a sign. */
    private static double cents(double value) {
        return Math.rint(value * 100) / 100 + 0.0;
    }
}
