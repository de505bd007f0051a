package dev.tideboard.recording;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One dispatchable unit of the market operator's list.
 *
 * @param emissionFactor tonnes of CO2 per MWh
 * @param capacity registered MW
 */
record AemoUnit(
        String stationCode, String stationName, String region, String fuel, double emissionFactor, double capacity) {
    private static final List<String> COLUMNS =
            List.of("DUID", "STATIONID", "STATIONNAME", "NEM_REGION", "FUEL_TYPE", "EMISSIONS", "REG_CAP");

    private static final Map<String, String> FUELS = Map.of(
            "Black coal", "coal",
            "Brown coal", "coal",
            "Natural Gas (Pipeline)", "gas",
            "Coal seam methane", "gas",
            "Hydro", "hydro",
            "Wind", "wind",
            "Solar", "solar",
            "Diesel oil", "distillate",
            "Kerosene - non aviation", "distillate",
            "Bagasse", "bioenergy");

    /** Reads the units by their codes; an unknown word for a fuel leaves the fuel empty. */
    static Map<String, AemoUnit> read(Path file) throws IOException {
        Map<String, AemoUnit> units = new LinkedHashMap<>();
        try (BufferedReader in = Files.newBufferedReader(file);
                CsvRecords csv = new CsvRecords(in, String.valueOf(file.getFileName()))) {
            CsvTable table = new CsvTable(csv, COLUMNS);
            while (table.next()) {
                units.put(
                        table.text("DUID"),
                        new AemoUnit(
                                table.text("STATIONID"),
                                table.text("STATIONNAME"),
                                table.text("NEM_REGION"),
                                FUELS.getOrDefault(table.text("FUEL_TYPE"), ""),
                                table.number("EMISSIONS"),
                                table.number("REG_CAP")));
            }
        }
        return units;
    }
}
