package dev.tideboard.recording;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which column of a file holds which value of the layout, by name, so that a file may have its columns in any order. */
public final class WideColumns {
    static final String TIME = "at";
    private static final String EXPECTED =
            "expected " + TIME + ", power_FACILITY, emission_FACILITY, price_REGION or demand_REGION";

    private WideColumns() {}

    /** The layout that the column names of a file describe, in the order in which the codes first appear. */
    public static WideLayout layout(List<String> names, String file) {
        Set<String> facilities = new LinkedHashSet<>();
        Set<String> regions = new LinkedHashSet<>();
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (!seen.add(name)) {
                throw new RecordingException(file + ": column '" + name + "' appears twice");
            }
            if (name.equals(TIME)) {
                continue;
            }
            int underscore = name.indexOf('_');
            String kind = underscore < 0 ? name : name.substring(0, underscore);
            switch (kind) {
                case "power", "emission" -> facilities.add(name.substring(underscore + 1));
                case "price", "demand" -> regions.add(name.substring(underscore + 1));
                default -> throw new RecordingException(file + ": column '" + name + "': " + EXPECTED);
            }
        }
        if (!seen.contains(TIME)) {
            throw new RecordingException(file + ": no column '" + TIME + "' among " + names.size() + ": " + EXPECTED);
        }
        return new WideLayout(new ArrayList<>(facilities), new ArrayList<>(regions));
    }

    /** For each column of a file its place in the layout's row; -1 for the time and for columns the layout has not. */
    public static int[] places(List<String> names, WideLayout layout) {
        Map<String, Integer> wanted = new HashMap<>();
        for (String name : layout.columnNames()) {
            wanted.put(name, wanted.size());
        }
        int[] places = new int[names.size()];
        Arrays.setAll(places, column -> wanted.getOrDefault(names.get(column), -1));
        return places;
    }
}
