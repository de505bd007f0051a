package dev.tideboard.recording;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The list of facilities beside a wide cache, as a CSV file that a project can also load as a lookup table. */
public final class FacilityFile {
    private static final List<String> HEADER =
            List.of("code", "name", "lat", "lon", "region", "fuel", "capacity", "emission_factor", "simulated");

    private FacilityFile() {}

    /** Writes the facilities; an unknown place, capacity or factor is an empty cell. */
    public static void write(Path file, List<Facility> facilities) throws IOException {
        StringBuilder out = new StringBuilder(String.join(",", HEADER)).append('\n');
        for (Facility facility : facilities) {
            CsvRecords.appendCell(out, facility.code());
            CsvRecords.appendCell(out.append(','), facility.name());
            appendNumber(out, facility.place().lat());
            appendNumber(out, facility.place().lon());
            CsvRecords.appendCell(out.append(','), facility.region());
            CsvRecords.appendCell(out.append(','), facility.fuel());
            appendNumber(out, facility.capacity());
            appendNumber(out, facility.emissionFactor());
            out.append(',').append(facility.simulated()).append('\n');
        }
        Files.writeString(file, out);
    }

    private static void appendNumber(StringBuilder out, double value) {
        out.append(',');
        if (!Double.isNaN(value)) {
            Decimals.append(out, value);
        }
    }

    /** Reads the facilities in the order of the file. */
    public static List<Facility> read(Path file) throws IOException {
        List<Facility> facilities = new ArrayList<>();
        try (BufferedReader in = Files.newBufferedReader(file);
                CsvRecords csv = new CsvRecords(in, String.valueOf(file.getFileName()))) {
            List<String> header = csv.next();
            if (!header.equals(HEADER)) {
                throw new RecordingException(csv.position() + ": columns " + header + ", expected " + HEADER);
            }
            for (List<String> cells = csv.next(); !cells.isEmpty(); cells = csv.next()) {
                facilities.add(facility(cells, csv.position()));
            }
        }
        return facilities;
    }

    private static Facility facility(List<String> cells, String position) {
        if (cells.size() != HEADER.size()) {
            throw new RecordingException(position + ": " + cells.size() + " cells, expected " + HEADER.size());
        }
        String simulated = cells.get(8);
        if (!simulated.equals("true") && !simulated.equals("false")) {
            throw new RecordingException(position + ": simulated='" + simulated + "', expected true or false");
        }
        return new Facility(
                cells.get(0),
                cells.get(1),
                new Place(number(cells, 2, position), number(cells, 3, position)),
                cells.get(4),
                cells.get(5),
                number(cells, 6, position),
                number(cells, 7, position),
                simulated.equals("true"));
    }

    private static double number(List<String> cells, int column, String position) {
        String cell = cells.get(column);
        if (cell.isEmpty()) {
            return Double.NaN;
        }
        try {
            double value = Double.parseDouble(cell);
            if (Double.isFinite(value)) {
                return value;
            }
        } catch (NumberFormatException notANumber) {
            // falls through to the message that NaN and infinities get as well
        }
        throw new RecordingException(position + ": " + HEADER.get(column) + "='" + cell
                + "', expected a finite number, or an empty cell when unknown");
    }
}
