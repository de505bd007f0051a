package dev.tideboard.simulate.nem;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** A kind of power station: its fuel group, what it emits, how low and how fast it can go. */
enum Technology {
    COAL_BLACK("coal", 0.89, 0.35, 0.025),
    COAL_BROWN("coal", 1.16, 0.60, 0.015),
    GAS_CCGT("gas", 0.40, 0, 0.10),
    GAS_STEAM("gas", 0.58, 0, 0.12),
    GAS_OCGT("gas", 0.64, 0, 0.5),
    GAS_RECIP("gas", 0.57, 0, 1),
    GAS_WCMG("gas", 0.57, 0.5, 0.2),
    DISTILLATE("distillate", 1.05, 0, 0.5),
    HYDRO("hydro", 0, 0, 0.4),
    PUMPS("pumps", 0, 0, 1),
    WIND("wind", 0, 0, 1),
    SOLAR("solar", 0, 0, 1),
    BATTERY("battery", 0, 0, 1),
    BIOMASS("bioenergy", 0.02, 0.4, 0.1);

    private final String fuel;
    private final double emissionFactor;
    private final double minimum;
    private final double ramp;

    /**
     * Describes one kind.
     *
     * @param emissionFactor tonnes of CO2 per MWh: medians of the units in operation, as published with the market's data
     * @param minimum the share of what is available below which it does not run while it is on
     * @param ramp the largest change within five minutes as a share of capacity
     */
    Technology(String fuel, double emissionFactor, double minimum, double ramp) {
        this.fuel = fuel;
        this.emissionFactor = emissionFactor;
        this.minimum = minimum;
        this.ramp = ramp;
    }

    static Technology of(String word) {
        return Arrays.stream(values())
                .filter(technology -> technology.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("technology '" + word + "', expected one of "
                        + Arrays.stream(values()).map(Technology::word).collect(Collectors.joining(", "))));
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    String fuel() {
        return fuel;
    }

    double emissionFactor() {
        return emissionFactor;
    }

    double minimum() {
        return minimum;
    }

    double ramp() {
        return ramp;
    }
}
