package dev.tideboard.extract.openelectricity;

import dev.tideboard.recording.Facility;
import dev.tideboard.recording.Place;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One facility as the interface lists it.
 *
 * @param units its operating units
 */
record ApiFacility(String code, String name, String region, Place place, List<ApiUnit> units) {
    ApiFacility {
        units = List.copyOf(units);
    }

    /** What is written about it: the fuel is that of most of its capacity, each battery counted once. */
    Facility facility() {
        double capacity = capacity();
        return new Facility(code, name, place, region, fuel(), capacity, emissionFactor(capacity), false);
    }

    private List<ApiUnit> counted() {
        boolean generates = units.stream().anyMatch(unit -> unit.role() != ApiUnit.Role.LOAD);
        return told(units).stream()
                .filter(unit -> !generates || unit.role() != ApiUnit.Role.LOAD)
                .toList();
    }

    /** Of some units of one facility those that count: of those that tell of the same battery only the best. */
    static List<ApiUnit> told(List<ApiUnit> among) {
        ApiUnit.Telling best = among.stream()
                .map(ApiUnit::telling)
                .filter(telling -> telling != ApiUnit.Telling.ALONE)
                .min(Comparator.naturalOrder())
                .orElse(ApiUnit.Telling.HALF);
        return among.stream()
                .filter(unit -> unit.telling().compareTo(best) <= 0)
                .toList();
    }

    private double capacity() {
        double sum = 0;
        for (ApiUnit unit : counted()) {
            sum += unit.capacity();
        }
        return sum > 0 ? sum : Double.NaN;
    }

    private String fuel() {
        Map<String, Double> capacities = new TreeMap<>();
        for (ApiUnit unit : counted()) {
            capacities.merge(unit.fuel(), Double.isNaN(unit.capacity()) ? 0 : unit.capacity(), Double::sum);
        }
        // The first of the largest in the order of the alphabet, so that a tie gives the same fuel every time.
        return capacities.entrySet().stream()
                .max(Map.Entry.<String, Double>comparingByValue()
                        .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
                .map(Map.Entry::getKey)
                .orElse("");
    }

    private double emissionFactor(double capacity) {
        double sum = 0;
        for (ApiUnit unit : counted()) {
            sum += unit.capacity() * unit.emissionFactor();
        }
        return Double.isNaN(sum) || Double.isNaN(capacity) ? Double.NaN : Math.rint(sum / capacity * 10_000) / 10_000;
    }
}
