package dev.tideboard.simulate.nem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tideboard.recording.CsvRecords;
import dev.tideboard.recording.Recordings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NemStationsTest {
    /**
     * Where the table of facts and our knowledge differ and ours is kept: Snuggery's three sets are 63 MW together, the
     * table counts them twice; MacIntyre stands well west of Warwick, where the table has it; Tailem Bend 2 is counted with
     * its battery there.
     */
    private static final Set<String> DISPUTED = Set.of("Snuggery", "MacIntyre", "Tailem Bend 2");

    @Test
    void namesManyRealStationsOfSomeSizeInEveryRegion() {
        List<Station> real = NemStations.real();
        assertThat(real.stream().filter(station -> station.capacityMw() >= 30)).hasSizeGreaterThan(280);
        for (Region region : Region.values()) {
            assertThat(real.stream().filter(station -> station.region() == region))
                    .as("%s", region)
                    .hasSizeGreaterThan(20);
        }
        for (Technology technology : Technology.values()) {
            assertThat(real).as("%s", technology).anyMatch(station -> station.technology() == technology);
        }
    }

    @Test
    void everyStationHasItsOwnCodeAndNameAndStandsInItsRegion() {
        Set<String> codes = new HashSet<>();
        Set<String> names = new HashSet<>();
        for (Station station : NemStations.fleet(400)) {
            assertThat(codes.add(station.code())).as(station.code()).isTrue();
            assertThat(names.add(station.name())).as(station.name()).isTrue();
            assertThat(box(station.region(), station)).as("%s", station).isTrue();
        }
    }

    /** Rough boxes around the regions; Murray stands in New South Wales and feeds Victoria. */
    private static boolean box(Region region, Station station) {
        double lat = station.lat();
        double lon = station.lon();
        return switch (region) {
            case NSW1 -> lat > -37.6 && lat < -28.1 && lon > 140.9 && lon < 153.7;
            case QLD1 -> lat > -29.0 && lat < -15 && lon > 140 && lon < 153.6;
            case VIC1 -> lat > -39.2 && lat < -33.9 && lon > 140.9 && lon < 148.3;
            case SA1 -> lat > -38.1 && lat < -31 && lon > 134 && lon < 141.0;
            case TAS1 -> lat > -43.7 && lat < -40.5 && lon > 144.5 && lon < 148.5;
        };
    }

    @Test
    void inventedStationsSayThatTheyAre() {
        List<Station> fleet = NemStations.fleet(NemStations.real().size() + 25);
        List<Station> invented = fleet.stream().filter(Station::invented).toList();
        assertThat(invented).hasSize(25).allMatch(station -> station.name().startsWith("Invented "));
        assertThat(NemStations.fleet(200)).hasSize(200).noneMatch(Station::invented);
    }

    @Test
    void placesAndSizesAgreeWithTheTableOfFacts() throws IOException {
        Optional<Path> shared = Recordings.shared();
        assumeTrue(shared.isPresent(), "the table of facts is not here");
        Map<String, Map<String, String>> facts = facts(shared.get().resolve("nem_facilities.csv"));
        int compared = 0;
        List<String> mismatches = new ArrayList<>();
        for (Station station : NemStations.real()) {
            Map<String, String> fact =
                    facts.get(key(station.name(), station.technology().fuel()));
            if (fact != null && !DISPUTED.contains(station.name())) {
                compared++;
                compare(station, fact, mismatches);
            }
        }
        assertThat(mismatches).isEmpty();
        assertThat(compared).isGreaterThan(200);
    }

    private static void compare(Station station, Map<String, String> fact, List<String> mismatches) {
        double north = station.lat() - number(fact, "lat");
        double east = station.lon() - number(fact, "lon");
        if (Math.hypot(north, east) > 0.3) {
            mismatches.add(station + ": place differs by " + north + ", " + east);
        }
        double small = Math.min(number(fact, "capacity_mw"), number(fact, "registered_mw"));
        double large = Math.max(number(fact, "capacity_mw"), number(fact, "registered_mw"));
        if (station.capacityMw() < 0.75 * small || station.capacityMw() > 1.25 * large) {
            mismatches.add(station + ": capacity in the table is " + small + " to " + large);
        }
        if (!station.region().name().equals(fact.get("region"))) {
            mismatches.add(station + ": region in the table is " + fact.get("region"));
        }
    }

    private static double number(Map<String, String> fact, String column) {
        return Double.parseDouble(fact.getOrDefault(column, ""));
    }

    private static Map<String, Map<String, String>> facts(Path file) throws IOException {
        Map<String, Map<String, String>> facts = new HashMap<>();
        try (CsvRecords csv = new CsvRecords(Files.newBufferedReader(file), "nem_facilities.csv")) {
            List<String> header = csv.next();
            for (List<String> cells = csv.next(); !cells.isEmpty(); cells = csv.next()) {
                Map<String, String> fact = new HashMap<>();
                for (int i = 0; i < header.size(); i++) {
                    fact.put(header.get(i), cells.get(i));
                }
                facts.put(key(fact.getOrDefault("name", ""), fact.getOrDefault("fueltech_group", "")), fact);
            }
        }
        return facts;
    }

    private static String key(String name, String fuel) {
        String plain = name.toLowerCase(Locale.ROOT)
                .replaceAll(
                        "\\b(power station|farm|plant|bess|gas turbine|energy system|solar|wind|battery|hydro|power|station|storage)\\b",
                        "")
                .replaceAll("[^a-z0-9]", "");
        return plain + " " + fuel;
    }
}
