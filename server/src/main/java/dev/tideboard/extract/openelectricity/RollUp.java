package dev.tideboard.extract.openelectricity;

import dev.tideboard.recording.WideRow;

/**
 * Adds the units of a facility up, at each time anew.
 *
 * <p>Each unit counts once, whatever the order and number of answers it came in. Loads are subtracted. Where a battery is told
 * both as one bidirectional unit and as a charging and a discharging one, the bidirectional value is used if there is one at
 * that time, and the pair otherwise. A sum uses the units that have a value and is missing only if none has.
 */
final class RollUp {
    static final String POWER = "power";
    static final String EMISSIONS = "emissions";

    private final Series series;

    RollUp(Series series) {
        this.series = series;
    }

    double power(ApiFacility facility, int step) {
        return sum(facility, POWER, step);
    }

    double emissions(ApiFacility facility, int step) {
        return sum(facility, EMISSIONS, step);
    }

    private double sum(ApiFacility facility, String metric, int step) {
        boolean whole = facility.units().stream()
                .anyMatch(unit -> unit.role() == ApiUnit.Role.BIDIRECTIONAL
                        && !WideRow.isMissing(series.get(unit.code(), metric, step)));
        double sum = WideRow.MISSING;
        for (ApiUnit unit : facility.units()) {
            double value = series.get(unit.code(), metric, step);
            if (WideRow.isMissing(value) || (whole && unit.isHalfOfABattery())) {
                continue;
            }
            boolean taken = unit.role() == ApiUnit.Role.LOAD && metric.equals(POWER);
            double counted = taken ? -Math.abs(value) : value;
            sum = WideRow.isMissing(sum) ? counted : sum + counted;
        }
        return sum;
    }
}
