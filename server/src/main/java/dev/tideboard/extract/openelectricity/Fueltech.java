package dev.tideboard.extract.openelectricity;

import java.util.Map;

/** The fuel groups of the interface's fuel technologies, and how power of each is counted. */
final class Fueltech {
    private static final Map<String, String> GROUPS = Map.ofEntries(
            Map.entry("coal_black", "coal"),
            Map.entry("coal_brown", "coal"),
            Map.entry("gas_ccgt", "gas"),
            Map.entry("gas_ocgt", "gas"),
            Map.entry("gas_recip", "gas"),
            Map.entry("gas_steam", "gas"),
            Map.entry("gas_wcmg", "gas"),
            Map.entry("solar_utility", "solar"),
            Map.entry("solar_rooftop", "solar"),
            Map.entry("solar_thermal", "solar"),
            Map.entry("wind", "wind"),
            Map.entry("wind_offshore", "wind"),
            Map.entry("battery", "battery"),
            Map.entry("battery_charging", "battery"),
            Map.entry("battery_discharging", "battery"),
            Map.entry("bioenergy_biogas", "bioenergy"),
            Map.entry("bioenergy_biomass", "bioenergy"),
            Map.entry("hydro", "hydro"),
            Map.entry("distillate", "distillate"),
            Map.entry("pumps", "pumps"));

    private Fueltech() {}

    /** The group of a technology; empty for one that is not known, which is better than a wrong one. */
    static String group(String fueltech) {
        return GROUPS.getOrDefault(fueltech, "");
    }
}
