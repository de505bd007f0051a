package dev.tideboard.simulate.nem;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tideboard.recording.CsvRecords;
import dev.tideboard.recording.Facility;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** The stations that the simulator knows, and the fleets made of them. */
public final class NemStations {
    private static final int COLUMNS = 8;

    private NemStations() {}

    /** The real stations, with their places; an importer can look up places here. */
    public static List<Facility> facilities() {
        return real().stream().map(Station::facility).toList();
    }

    static List<Station> real() {
        List<Station> stations = new ArrayList<>();
        InputStream resource = Objects.requireNonNull(
                NemStations.class.getResourceAsStream("stations.csv"), "stations.csv in the jar");
        try (CsvRecords csv =
                new CsvRecords(new BufferedReader(new InputStreamReader(resource, UTF_8)), "stations.csv")) {
            csv.next();
            for (List<String> cells = csv.next(); !cells.isEmpty(); cells = csv.next()) {
                if (cells.size() != COLUMNS) {
                    throw new IllegalStateException(csv.position() + ": " + cells.size() + " cells");
                }
                stations.add(station(cells));
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return stations;
    }

    private static Station station(List<String> cells) {
        return new Station(
                cells.get(0),
                cells.get(1),
                Region.valueOf(cells.get(2)),
                Technology.of(cells.get(3)),
                Double.parseDouble(cells.get(4)),
                cells.get(5).isEmpty() ? 0 : Double.parseDouble(cells.get(5)),
                Double.parseDouble(cells.get(6)),
                Double.parseDouble(cells.get(7)),
                false);
    }

    /** The largest real stations, in the order of the list; invented ones follow where more are asked for. */
    static List<Station> fleet(int count) {
        List<Station> real = real();
        if (count >= real.size()) {
            List<Station> fleet = new ArrayList<>(real);
            fleet.addAll(InventedStations.make(count - real.size()));
            return List.copyOf(fleet);
        }
        Set<Station> largest = new HashSet<>(real.stream()
                .sorted(Comparator.comparingDouble(Station::capacityMw).reversed())
                .limit(count)
                .toList());
        return real.stream().filter(largest::contains).toList();
    }
}
