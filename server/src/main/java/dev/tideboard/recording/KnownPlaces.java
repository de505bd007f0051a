package dev.tideboard.recording;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds the place of a station in a list of known ones: by the same code and fuel, else by the same plain name and fuel.
 *
 * <p>A plain name is the name in lower case without the words that only say what the thing is ("power station", "wind
 * farm") and without punctuation; two known stations with one plain name and fuel match nobody.
 */
final class KnownPlaces {
    private static final Pattern KIND = Pattern.compile(
            "\\b(power (station|plant)|(wind|solar) ?farm|solar plant|gas turbine( station)?|combined cycle|peaking facility)\\b");
    private static final Pattern PUNCTUATION = Pattern.compile("[^a-z0-9]+");

    private final Map<String, Place> byCode = new HashMap<>();
    private final Map<String, Place> byName = new HashMap<>();

    KnownPlaces(List<Facility> known) {
        Set<String> ambiguous = new HashSet<>();
        for (Facility facility : known) {
            byCode.put(key(facility.code(), facility.fuel()), facility.place());
            String name = key(plain(facility.name()), facility.fuel());
            if (byName.put(name, facility.place()) != null) {
                ambiguous.add(name);
            }
        }
        byName.keySet().removeAll(ambiguous);
    }

    /** The place of the station, unknown if none or more than one fits. */
    Place find(String code, String name, String fuel) {
        if (fuel.isEmpty()) {
            return Place.UNKNOWN;
        }
        Place place = byCode.get(key(code, fuel));
        return place != null ? place : byName.getOrDefault(key(plain(name), fuel), Place.UNKNOWN);
    }

    private static String key(String name, String fuel) {
        return name + " " + fuel;
    }

    static String plain(String name) {
        String words = KIND.matcher(name.toLowerCase(Locale.ROOT)).replaceAll(" ");
        return PUNCTUATION.matcher(words).replaceAll("");
    }
}
