package dev.tideboard.recording;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The stations behind the unit columns of a dispatch file: units of one station are added up, and a unit that the list of
 * units does not tell about stands for itself.
 */
final class AemoStations {
    /**
     * Pumps of pumped storage: Wivenhoe's two, Shoalhaven's and Tumut 3's. The operator's dispatch counts what a load takes as
     * a positive number; here taking is negative, or the pumps would be added to generation.
     */
    private static final Set<String> PUMPS = Set.of("PUMP1", "PUMP2", "SHPUMP", "SNOWYP");

    /**
     * One column of the dispatch file.
     *
     * @param sign -1 for a pump
     * @param emissionFactor missing when the unit is not in the list
     */
    private record Column(int station, int sign, double emissionFactor) {}

    private final Map<String, Integer> places = new LinkedHashMap<>();
    private final List<Facility> facilities = new ArrayList<>();
    private final List<Column> columns = new ArrayList<>();
    private int unlisted;

    AemoStations(List<String> codes, Map<String, AemoUnit> units, KnownPlaces known) {
        for (String code : codes) {
            AemoUnit unit = units.get(code);
            if (unit == null) {
                unlisted(code, units);
            } else {
                listed(unit, units, known);
            }
        }
    }

    private void unlisted(String code, Map<String, AemoUnit> units) {
        unlisted++;
        boolean taken =
                units.values().stream().anyMatch(unit -> unit.stationCode().equals(code));
        Facility alone = Facility.unknown(taken ? code + " (unit)" : code);
        boolean pump = PUMPS.contains(code);
        columns.add(new Column(facilities.size(), pump ? -1 : 1, WideRow.MISSING));
        facilities.add(
                pump
                        ? new Facility(
                                alone.code(), alone.name(), alone.place(), "", "pumps", Double.NaN, Double.NaN, false)
                        : alone);
    }

    private void listed(AemoUnit unit, Map<String, AemoUnit> units, KnownPlaces known) {
        Integer place = places.get(unit.stationCode());
        if (place == null) {
            place = facilities.size();
            places.put(unit.stationCode(), place);
            facilities.add(station(unit, units, known));
        }
        columns.add(new Column(place, 1, unit.emissionFactor()));
    }

    private static Facility station(AemoUnit first, Map<String, AemoUnit> units, KnownPlaces known) {
        double capacity = 0;
        double emissions = 0;
        for (AemoUnit unit : units.values()) {
            if (unit.stationCode().equals(first.stationCode())) {
                capacity += unit.capacity();
                emissions += unit.capacity() * unit.emissionFactor();
            }
        }
        return new Facility(
                first.stationCode(),
                first.stationName(),
                known.find(first.stationCode(), first.stationName(), first.fuel()),
                first.region(),
                first.fuel(),
                capacity,
                capacity > 0 ? Math.rint(emissions / capacity * 10_000) / 10_000 : Double.NaN,
                false);
    }

    List<Facility> facilities() {
        return facilities;
    }

    /** How many units the list of units does not tell about. */
    int unlistedUnits() {
        return unlisted;
    }

    /**
     * Adds one time's output of all units to the values of its wide row, power and emission alternating by station. A sum
     * uses the units that have a value and is missing only if none has.
     */
    void addUp(double[] outputs, double hours, double[] values) {
        for (int i = 0; i < outputs.length; i++) {
            Column column = columns.get(i);
            if (!WideRow.isMissing(outputs[i])) {
                double power = column.sign() * outputs[i];
                add(values, 2 * column.station(), power);
                if (!WideRow.isMissing(column.emissionFactor())) {
                    add(values, 2 * column.station() + 1, Math.max(0, power) * column.emissionFactor() * hours);
                }
            }
        }
    }

    private static void add(double[] values, int place, double more) {
        values[place] = WideRow.isMissing(values[place]) ? more : values[place] + more;
    }
}
