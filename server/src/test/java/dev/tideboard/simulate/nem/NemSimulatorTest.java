package dev.tideboard.simulate.nem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tideboard.recording.MarketTime;
import dev.tideboard.recording.Origin;
import dev.tideboard.recording.RecordingException;
import dev.tideboard.recording.RowCursor;
import dev.tideboard.recording.WideLayout;
import dev.tideboard.recording.WideRow;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NemSimulatorTest {
    private static final int WEEK = 2016;
    private static final int DAY = 288;
    private static final List<String> REGIONS = List.of("NSW1", "QLD1", "VIC1", "SA1", "TAS1");

    /** The default week, which many properties are looked up in. */
    private static final List<MarketStep> DEFAULT_WEEK = steps(NemOptions.DEFAULT, WEEK);

    private static List<MarketStep> steps(NemOptions options, int count) {
        Simulation simulation = new NemSimulator(options).simulation();
        List<MarketStep> steps = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            steps.add(simulation.next());
        }
        return steps;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 99})
    void generationAndImportsEqualDemandAndLossesInEveryRegionAndInterval(long seed) {
        NemOptions options = NemOptions.DEFAULT.withSeed(seed);
        List<Station> fleet = new NemSimulator(options).fleet();
        for (MarketStep step : steps(options, WEEK)) {
            double[] balance = new double[REGIONS.size()];
            double losses = 0;
            for (int i = 0; i < fleet.size(); i++) {
                balance[REGIONS.indexOf(fleet.get(i).region().name())] +=
                        step.row().power(i);
            }
            for (int line = 0; line < step.flows().length; line++) {
                Interconnector connector = Interconnector.ALL.get(line);
                double flow = step.flows()[line];
                double loss = connector.lossMw(flow);
                losses += loss;
                int from = REGIONS.indexOf(connector.from().name());
                int to = REGIONS.indexOf(connector.to().name());
                balance[from] -= flow;
                balance[to] += flow;
                balance[flow >= 0 ? to : from] -= loss;
                assertThat(flow).isBetween(-connector.backMw() - 0.01, connector.forwardMw() + 0.01);
            }
            double demand = 0;
            for (int region = 0; region < REGIONS.size(); region++) {
                assertThat(balance[region]).isCloseTo(step.row().demand(region), within(0.05));
                assertThat(step.wanted()[region]).as("nobody is cut off").isCloseTo(balance[region], within(0.5));
                demand += step.row().demand(region);
            }
            double generation = 0;
            for (int i = 0; i < fleet.size(); i++) {
                generation += step.row().power(i);
            }
            assertThat(generation).isCloseTo(demand + losses, within(0.5));
        }
    }

    @Test
    void staysWithinCapacityPriceLimitsAndTypicalDemand() {
        List<Station> fleet = new NemSimulator(NemOptions.DEFAULT).fleet();
        double[] low = {4_000, 3_500, 1_600, -200, 800};
        double[] high = {13_800, 11_100, 9_900, 3_200, 1_800};
        for (MarketStep step : DEFAULT_WEEK) {
            for (int i = 0; i < fleet.size(); i++) {
                assertThat(Math.abs(step.row().power(i)))
                        .isLessThanOrEqualTo(fleet.get(i).capacityMw() * 1.1);
            }
            for (int region = 0; region < low.length; region++) {
                assertThat(step.row().price(region)).isBetween(-1_000.0, 15_500.0);
                assertThat(step.row().demand(region)).isBetween(low[region], high[region]);
            }
        }
    }

    @Test
    void emitsAccordingToOutputAndNothingWhileTaking() {
        List<Station> fleet = new NemSimulator(NemOptions.DEFAULT).fleet();
        for (MarketStep step : DEFAULT_WEEK) {
            for (int i = 0; i < fleet.size(); i++) {
                double factor = fleet.get(i).technology().emissionFactor();
                double expected = Math.max(0, step.row().power(i)) * factor / 12;
                assertThat(step.row().emission(i)).isCloseTo(expected, within(0.0001));
            }
        }
    }

    @Test
    void isTheSameAgainForASeedAndAnotherForAnother() {
        NemOptions day = NemOptions.DEFAULT.withDays(1);
        List<WideRow> first = rows(day);
        assertThat(rows(day)).isEqualTo(first);
        assertThat(rows(day.withSeed(2))).isNotEqualTo(first);
        assertThat(rows(day.withDays(2)).subList(0, DAY))
                .as("a longer run begins alike")
                .isEqualTo(first);
    }

    @Test
    void everySolarStationRestsAtNightAndWorksByDay() {
        List<Station> fleet = new NemSimulator(NemOptions.DEFAULT).fleet();
        double[] most = new double[fleet.size()];
        for (MarketStep step : DEFAULT_WEEK) {
            for (int i = 0; i < fleet.size(); i++) {
                Station station = fleet.get(i);
                if (station.technology() != Technology.SOLAR) {
                    continue;
                }
                most[i] = Math.max(most[i], step.row().power(i));
                if (Sun.sineOfElevation(step.row().at(), station.lat(), station.lon()) <= 0) {
                    assertThat(step.row().power(i)).isZero();
                }
            }
        }
        for (int i = 0; i < fleet.size(); i++) {
            if (fleet.get(i).technology() == Technology.SOLAR) {
                assertThat(most[i]).isGreaterThan(0.5 * fleet.get(i).capacityMw());
            }
        }
    }

    @Test
    void theSunRisesWhereItShould() {
        // Brisbane on 15 October: sunrise about 05:05 and sunset about 17:50 in market time; Adelaide's noon is later.
        double lat = -27.5;
        assertThat(Sun.sineOfElevation(MarketTime.parse("2025-10-15T04:45:00+10:00"), lat, 153))
                .isNegative();
        assertThat(Sun.sineOfElevation(MarketTime.parse("2025-10-15T05:35:00+10:00"), lat, 153))
                .isPositive();
        assertThat(Sun.sineOfElevation(MarketTime.parse("2025-10-15T17:30:00+10:00"), lat, 153))
                .isPositive();
        assertThat(Sun.sineOfElevation(MarketTime.parse("2025-10-15T18:30:00+10:00"), lat, 153))
                .isNegative();
        assertThat(noon(138.6) - noon(153)).isBetween(45 * 60_000L, 70 * 60_000L);
        double winter = Sun.sineOfElevation(MarketTime.parse("2025-06-21T12:00:00+10:00"), -37.8, 145);
        double summer = Sun.sineOfElevation(MarketTime.parse("2025-12-21T12:00:00+10:00"), -37.8, 145);
        assertThat(summer).isGreaterThan(winter + 0.4);
    }

    private static long noon(double lon) {
        long start = MarketTime.parse("2025-10-15T08:00:00+10:00");
        long best = start;
        for (long at = start; at < start + 8 * 3_600_000L; at += 60_000) {
            if (Sun.sineOfElevation(at, -33, lon) > Sun.sineOfElevation(best, -33, lon)) {
                best = at;
            }
        }
        return best;
    }

    @Test
    void priceFallsBelowZeroAroundNoonAndIsDearestInTheEvening() {
        double noon = 0;
        double evening = 0;
        int negative = 0;
        for (MarketStep step : DEFAULT_WEEK) {
            int hour = time(step).getHour();
            double price = step.row().price(0);
            noon += hour == 11 ? price / 84 : 0;
            evening += hour == 18 ? price / 84 : 0;
            negative += hour >= 9 && hour < 16 && price < 0 ? 1 : 0;
        }
        assertThat(negative).isGreaterThan(100);
        assertThat(evening).isGreaterThan(noon + 30);
    }

    @Test
    void scarcityDrivesThePriceTowardsTheCap() {
        NemOptions summer = NemOptions.DEFAULT.withStart(Instant.parse("2026-01-14T14:00:00Z"));
        List<Station> all = NemStations.fleet(300);
        List<Station> poor = all.stream()
                .filter(station -> station.technology() == Technology.WIND
                        || station.technology() == Technology.COAL_BLACK
                        || station.technology() == Technology.COAL_BROWN
                        || station.technology() == Technology.GAS_OCGT)
                .toList();
        assertThat(highestPrice(summer, all)).isLessThan(1_000);
        assertThat(highestPrice(summer, poor)).isBetween(5_000.0, 15_500.0);
    }

    private static double highestPrice(NemOptions options, List<Station> fleet) {
        WideLayout layout = new WideLayout(fleet.stream().map(Station::code).toList(), REGIONS);
        Simulation simulation = new Simulation(options, fleet, layout);
        double highest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < WEEK; i++) {
            highest = Math.max(highest, simulation.next().row().price(0));
        }
        return highest;
    }

    @Test
    void demandHasAMorningAndAnEveningPeakAndRestsAtTheWeekend() {
        List<MarketStep> week = DEFAULT_WEEK;
        for (int region = 0; region < REGIONS.size(); region++) {
            int r = region;
            double[] hours = new double[24];
            week.subList(0, 5 * DAY)
                    .forEach(step -> hours[time(step).getHour()] += step.row().demand(r));
            double morning = Arrays.stream(hours, 5, 8).max().orElseThrow();
            double evening = Arrays.stream(hours, 17, 21).max().orElseThrow();
            assertThat(morning).as(REGIONS.get(r)).isGreaterThan(hours[3] * 1.1).isGreaterThan(hours[12] * 1.02);
            assertThat(evening).as(REGIONS.get(r)).isGreaterThan(morning).isGreaterThan(hours[12] * 1.1);
        }
        ToDoubleFunction<List<MarketStep>> mean = steps -> steps.stream()
                .mapToDouble(step -> step.row().demand(0))
                .average()
                .orElseThrow();
        assertThat(mean.applyAsDouble(week.subList(5 * DAY, WEEK)))
                .isLessThan(mean.applyAsDouble(week.subList(0, 5 * DAY)));
    }

    private static LocalTime time(MarketStep step) {
        return Instant.ofEpochMilli(step.row().at() - 1)
                .atOffset(MarketTime.OFFSET)
                .toLocalTime();
    }

    @Test
    void windIsAlikeNearbyAndUnlikeFarAway() {
        double[] hornsdale = wind("HORNSDAL");
        assertThat(correlation(hornsdale, wind("HALLWF"))).isGreaterThan(0.7);
        assertThat(Math.abs(correlation(hornsdale, wind("MEWF")))).isLessThan(0.4);
    }

    /** What the wind alone allows, over eight weeks, so that dispatch and chance weigh little. */
    private static double[] wind(String code) {
        Station station = NemStations.real().stream()
                .filter(each -> each.code().equals(code))
                .findFirst()
                .orElseThrow();
        Weather weather = new Weather(1);
        Weather.Site site = weather.site(1, code, station.lat(), station.lon());
        double[] shares = new double[8 * WEEK];
        for (int i = 0; i < shares.length; i++) {
            weather.next();
            site.next();
            shares[i] = site.wind();
        }
        return shares;
    }

    private static double correlation(double[] a, double[] b) {
        double meanA = Arrays.stream(a).average().orElseThrow();
        double meanB = Arrays.stream(b).average().orElseThrow();
        double together = 0;
        double alone = 0;
        double other = 0;
        for (int i = 0; i < a.length; i++) {
            together += (a[i] - meanA) * (b[i] - meanB);
            alone += (a[i] - meanA) * (a[i] - meanA);
            other += (b[i] - meanB) * (b[i] - meanB);
        }
        return together / Math.sqrt(alone * other);
    }

    @Test
    void coalRampsSlowlyUnlessASetBreaks() {
        List<Station> fleet = new NemSimulator(NemOptions.DEFAULT).fleet();
        List<MarketStep> week = DEFAULT_WEEK;
        for (int i = 0; i < fleet.size(); i++) {
            Station station = fleet.get(i);
            if (!station.technology().fuel().equals("coal")) {
                continue;
            }
            int drops = 0;
            for (int step = 1; step < WEEK; step++) {
                double change =
                        week.get(step).row().power(i) - week.get(step - 1).row().power(i);
                double reach = station.technology().ramp() * station.capacityMw() + 0.01;
                assertThat(change).as("%s climbs", station.code()).isLessThanOrEqualTo(reach);
                drops += change < -reach ? 1 : 0;
            }
            assertThat(drops).as("%s breaks", station.code()).isLessThan(8);
        }
    }

    @Test
    void batteriesBuyCheapAndSellDear() {
        List<Station> fleet = new NemSimulator(NemOptions.DEFAULT).fleet();
        List<MarketStep> week = DEFAULT_WEEK;
        for (int i = 0; i < fleet.size(); i++) {
            Station station = fleet.get(i);
            if (station.technology() != Technology.BATTERY) {
                continue;
            }
            int region = REGIONS.indexOf(station.region().name());
            double bought = 0;
            double paid = 0;
            double sold = 0;
            double earned = 0;
            for (MarketStep step : week) {
                double power = step.row().power(i);
                double price = step.row().price(region);
                bought -= Math.min(0, power);
                paid -= Math.min(0, power) * price;
                sold += Math.max(0, power);
                earned += Math.max(0, power) * price;
            }
            assertThat(sold).as(station.code()).isPositive();
            assertThat(sold)
                    .as("%s gives back less than it took", station.code())
                    .isLessThan(bought * 0.85 + station.storageMwh() * 12);
            assertThat(earned / sold).as(station.code()).isGreaterThan(paid / bought + 20);
        }
    }

    @Test
    void everyRowIsFiveMinutesAfterTheOneBeforeAndMarksTheEndOfItsInterval() {
        NemSimulator simulator = new NemSimulator(NemOptions.DEFAULT.withDays(1));
        List<WideRow> rows = rows(NemOptions.DEFAULT.withDays(1));
        assertThat(rows).hasSize(DAY);
        assertThat(MarketTime.format(rows.getFirst().at())).isEqualTo("2025-10-13T00:05:00+10:00");
        assertThat(MarketTime.format(rows.getLast().at())).isEqualTo("2025-10-14T00:00:00+10:00");
        assertThat(simulator.manifest().rows()).isEqualTo(DAY);
        assertThat(simulator.manifest().last().toEpochMilli())
                .isEqualTo(rows.getLast().at());
        assertThat(simulator.manifest().origin()).isEqualTo(new Origin.Simulated(1));
        assertThat(simulator.manifest().length()).isEqualTo(Duration.ofDays(1));
    }

    @Test
    void refusesOptionsThatMakeNoMarket() {
        assertThatThrownBy(() -> NemOptions.DEFAULT.withDays(0))
                .isInstanceOf(RecordingException.class)
                .hasMessage("days=0: expected 1 to 3660");
        assertThatThrownBy(() -> NemOptions.DEFAULT.withFacilities(5)).hasMessage("facilities=5: expected 100 to 2000");
        assertThatThrownBy(() -> NemOptions.DEFAULT.withStart(Instant.parse("2025-10-12T14:01:00Z")))
                .hasMessageContaining("expected a full five minutes");
    }

    private static List<WideRow> rows(NemOptions options) {
        List<WideRow> rows = new ArrayList<>();
        try (RowCursor cursor = new NemSimulator(options).rows()) {
            cursor.forEachRemaining(rows::add);
        }
        return rows;
    }
}
