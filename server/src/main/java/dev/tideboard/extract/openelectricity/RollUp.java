package dev.tideboard.extract.openelectricity;

import dev.tideboard.recording.WideRow;
import java.util.List;

/**
 * Adds the units of a facility up, at each time anew.
 *
 * <p>Each unit counts once, whatever the order and number of answers it came in. Loads are subtracted. Where a battery is told
 * both as one bidirectional unit and as a charging and a discharging one, the bidirectional value is used if there is one at
 * that time, and the pair otherwise. A sum uses the units that have a value and is missing only if none has; how many sums
 * lack a unit that has a value at other times is counted.
 */
final class RollUp {
    static final String POWER = "power";
    static final String EMISSIONS = "emissions";

    private final Series series;
    private long partial;

    RollUp(Series series) {
        this.series = series;
    }

    double power(ApiFacility facility, int step) {
        return sum(facility, POWER, step);
    }

    double emissions(ApiFacility facility, int step) {
        return sum(facility, EMISSIONS, step);
    }

    /** How many sums lack a unit. */
    long partial() {
        return partial;
    }

    private double sum(ApiFacility facility, String metric, int step) {
        List<ApiUnit> there = facility.units().stream()
                .filter(unit -> !WideRow.isMissing(series.get(unit.code(), metric, step)))
                .toList();
        if (there.isEmpty()) {
            return WideRow.MISSING;
        }
        List<ApiUnit> told = ApiFacility.told(there);
        double sum = 0;
        for (ApiUnit unit : told) {
            double value = series.get(unit.code(), metric, step);
            boolean taken = unit.role() == ApiUnit.Role.LOAD && metric.equals(POWER);
            sum += taken ? -Math.abs(value) : value;
        }
        if (lacksAUnit(facility, metric, there, told)) {
            partial++;
        }
        return sum;
    }

    private boolean lacksAUnit(ApiFacility facility, String metric, List<ApiUnit> there, List<ApiUnit> told) {
        boolean isWholeTold = told.stream().anyMatch(unit -> unit.role() == ApiUnit.Role.BIDIRECTIONAL);
        return facility.units().stream()
                .filter(unit -> !there.contains(unit) && series.has(unit.code(), metric))
                .anyMatch(unit -> unit.telling() == ApiUnit.Telling.ALONE || !isWholeTold);
    }
}
