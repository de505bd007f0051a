package dev.tideboard.recording;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Turns files of the Australian market operator into a recording: {@code dispatch.csv} (a column of MW per unit, a row per
 * interval), {@code generators.csv} (what each unit is) and {@code regions.csv} (demand by region).
 *
 * <p>Times are market time and mark the end of their interval, whose length is the smallest step between two of them. Units
 * are added up to stations; emissions are power times the unit's factor times the hours of the interval. These files tell no
 * price, so every price is missing. A station is placed only where a known station has the same code, or the same name.
 */
public final class AemoImport {
    private static final String TIME = "SETTLEMENTDATE";
    private static final long MAX_VALUES = 100_000_000;
    private static final double MILLIS_PER_HOUR = 3_600_000;

    private final KnownPlaces known;
    private final String attribution;

    /**
     * A recording and what was noticed while it was made.
     *
     * @param recording may be written with {@link WideCache#write}
     */
    public record Result(Recording recording, ImportReport report) {}

    /**
     * Makes an importer.
     *
     * @param known stations whose places are known, for those that these files do not place
     * @param attribution whom to thank for the files and under which licence, for the manifest
     */
    public AemoImport(List<Facility> known, String attribution) {
        this.known = new KnownPlaces(known);
        this.attribution = attribution;
    }

    /** Reads the three files of the folder. */
    public Result read(Path folder) {
        try {
            Map<String, AemoUnit> units = AemoUnit.read(folder.resolve("generators.csv"));
            List<String> codes = new ArrayList<>();
            SortedMap<Long, double[]> outputs = outputs(folder.resolve("dispatch.csv"), codes);
            List<String> regions = new ArrayList<>();
            Map<Long, Map<String, Double>> demands = demands(folder.resolve("regions.csv"), regions);
            AemoStations stations = new AemoStations(codes, units, known);
            demands.keySet().forEach(at -> outputs.putIfAbsent(at, missing(codes.size())));
            Recording recording = recording(stations, regions, outputs, demands, folder);
            return new Result(recording, ImportReport.of(recording, stations.unlistedUnits()));
        } catch (NoSuchFileException missing) {
            throw new RecordingException(
                    missing.getFile() + " is missing; expected dispatch.csv, generators.csv and regions.csv in "
                            + folder,
                    missing);
        } catch (IOException failure) {
            throw new RecordingException(folder + " cannot be imported: " + failure, failure);
        }
    }

    private static SortedMap<Long, double[]> outputs(Path file, List<String> codes) throws IOException {
        SortedMap<Long, double[]> outputs = new TreeMap<>();
        try (BufferedReader in = Files.newBufferedReader(file);
                CsvRecords csv = new CsvRecords(in, "dispatch.csv")) {
            CsvTable table = new CsvTable(csv, List.of(TIME));
            List<String> header = table.header();
            int timeColumn = header.indexOf(TIME);
            header.stream().filter(column -> !column.equals(TIME)).forEach(codes::add);
            while (table.next()) {
                double[] row = new double[codes.size()];
                for (int column = 0, unit = 0; column < header.size(); column++) {
                    if (column != timeColumn) {
                        row[unit++] = table.number(column);
                    }
                }
                if (outputs.put(time(table), row) != null) {
                    throw new RecordingException(table.position() + ": the time appears twice");
                }
                if ((long) outputs.size() * codes.size() > MAX_VALUES) {
                    throw new RecordingException(table.position() + ": values > limit=" + MAX_VALUES);
                }
            }
        }
        return outputs;
    }

    private static Map<Long, Map<String, Double>> demands(Path file, List<String> regions) throws IOException {
        Map<Long, Map<String, Double>> demands = new TreeMap<>();
        try (BufferedReader in = Files.newBufferedReader(file);
                CsvRecords csv = new CsvRecords(in, "regions.csv")) {
            CsvTable table = new CsvTable(csv, List.of(TIME, "REGIONID", "TOTALDEMAND"));
            while (table.next()) {
                String region = table.text("REGIONID");
                if (!regions.contains(region)) {
                    regions.add(region);
                }
                demands.computeIfAbsent(time(table), at -> new HashMap<>()).put(region, table.number("TOTALDEMAND"));
            }
        }
        return demands;
    }

    private static long time(CsvTable table) {
        String text = table.text(TIME);
        try {
            return MarketTime.of(LocalDateTime.parse(text.replace('/', '-').replace(' ', 'T')));
        } catch (DateTimeException failure) {
            throw new RecordingException(
                    table.position() + ": " + TIME + "='" + text + "', expected a time such as 2017-06-01 00:30:00",
                    failure);
        }
    }

    private Recording recording(
            AemoStations stations,
            List<String> regions,
            SortedMap<Long, double[]> outputs,
            Map<Long, Map<String, Double>> demands,
            Path folder) {
        long interval = interval(outputs);
        WideLayout layout = new WideLayout(
                stations.facilities().stream().map(Facility::code).toList(), regions);
        List<WideRow> rows = new ArrayList<>();
        outputs.forEach((at, output) -> {
            double[] values = missing(layout.width());
            stations.addUp(output, interval / MILLIS_PER_HOUR, values);
            demands.getOrDefault(at, Map.of())
                    .forEach((region, demand) -> values[layout.demandColumn(regions.indexOf(region))] = demand);
            rows.add(new WideRow(layout, at, values));
        });
        Manifest manifest = new Manifest(
                new Origin.Recorded(folder.toAbsolutePath().normalize().getFileName() + ""),
                Duration.ofMillis(interval),
                true,
                Instant.ofEpochMilli(rows.getFirst().at()),
                Instant.ofEpochMilli(rows.getLast().at()),
                rows.size(),
                attribution);
        return new MemoryRecording(manifest, stations.facilities(), layout, rows);
    }

    private static long interval(SortedMap<Long, double[]> outputs) {
        long smallest = Long.MAX_VALUE;
        long before = Long.MIN_VALUE;
        for (long at : outputs.keySet()) {
            smallest = before == Long.MIN_VALUE ? smallest : Math.min(smallest, at - before);
            before = at;
        }
        if (outputs.size() < 2) {
            throw new RecordingException("dispatch.csv: rows=" + outputs.size()
                    + ", expected at least 2, whose distance tells the length of an interval");
        }
        return smallest;
    }

    private static double[] missing(int size) {
        double[] values = new double[size];
        Arrays.fill(values, WideRow.MISSING);
        return values;
    }
}
