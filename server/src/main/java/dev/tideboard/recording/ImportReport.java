package dev.tideboard.recording;

import java.util.ArrayList;
import java.util.List;

/**
 * What an import found.
 *
 * @param facilities stations, and units that stand for themselves
 * @param unlistedUnits units that stand for themselves because the list of units does not tell about them
 * @param withoutPlace facilities that cannot be drawn on a map
 * @param missingPowers outputs that are missing, of all facilities and times
 * @param overCapacity facilities that at some time gave more than 1.1 times their capacity; kept as recorded
 */
public record ImportReport(
        int facilities, int unlistedUnits, int withoutPlace, long missingPowers, List<String> overCapacity) {
    static ImportReport of(Recording recording, int unlistedUnits) {
        List<Facility> facilities = recording.facilities();
        boolean[] over = new boolean[facilities.size()];
        long missing = 0;
        try (RowCursor rows = recording.rows()) {
            while (rows.hasNext()) {
                WideRow row = rows.next();
                for (int i = 0; i < over.length; i++) {
                    double power = row.power(i);
                    missing += WideRow.isMissing(power) ? 1 : 0;
                    over[i] |= Math.abs(power) > 1.1 * facilities.get(i).capacity();
                }
            }
        }
        List<String> names = new ArrayList<>();
        int withoutPlace = 0;
        for (int i = 0; i < over.length; i++) {
            withoutPlace += facilities.get(i).place().isKnown() ? 0 : 1;
            if (over[i]) {
                names.add(facilities.get(i).code());
            }
        }
        return new ImportReport(facilities.size(), unlistedUnits, withoutPlace, missing, List.copyOf(names));
    }

    /** One line for the person who asked for the import. */
    public String summary() {
        return facilities + " facilities, " + unlistedUnits + " of them units without information, " + withoutPlace
                + " not on the map, " + missingPowers + " missing outputs"
                + (overCapacity.isEmpty()
                        ? ""
                        : ", above 1.1 x capacity as recorded: " + String.join(", ", overCapacity));
    }
}
