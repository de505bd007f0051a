package dev.tideboard.recording;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The columns of a wide row: for each facility {@code power_X} and {@code emission_X}, then for each region
 * {@code price_R} and {@code demand_R}, always in this order.
 */
public record WideLayout(List<String> facilities, List<String> regions) {
    static final int MAX_NAMES = 20_000;
    private static final int MAX_CODE = 64;

    public WideLayout {
        facilities = checked("facility", facilities);
        regions = checked("region", regions);
    }

    private static List<String> checked(String kind, List<String> codes) {
        Set<String> seen = new HashSet<>();
        for (String code : codes) {
            if (code.isBlank() || code.length() > MAX_CODE || code.chars().anyMatch(Character::isISOControl)) {
                throw new RecordingException(
                        kind + " code '" + code.strip() + "': expected 1 to " + MAX_CODE + " printable characters");
            }
            if (!seen.add(code)) {
                throw new RecordingException(kind + " code '" + code + "' appears twice in one recording");
            }
        }
        if (codes.size() > MAX_NAMES) {
            throw new RecordingException(kind + " count=" + codes.size() + " > limit=" + MAX_NAMES);
        }
        return List.copyOf(codes);
    }

    /** How many values a row has, its time not counted. */
    public int width() {
        return 2 * (facilities.size() + regions.size());
    }

    /** The names of the value columns, in order; the time column {@code at} comes before them. */
    public List<String> columnNames() {
        List<String> names = new ArrayList<>(width());
        for (String facility : facilities) {
            names.add("power_" + facility);
            names.add("emission_" + facility);
        }
        for (String region : regions) {
            names.add("price_" + region);
            names.add("demand_" + region);
        }
        return names;
    }

    int powerColumn(int facility) {
        return 2 * facility;
    }

    int emissionColumn(int facility) {
        return 2 * facility + 1;
    }

    int priceColumn(int region) {
        return 2 * (facilities.size() + region);
    }

    int demandColumn(int region) {
        return 2 * (facilities.size() + region) + 1;
    }
}
