package dev.tideboard.extract.openelectricity;

/**
 * One unit as the interface lists it.
 *
 * @param capacity the greater of registered and maximum MW; NaN when neither is told
 * @param emissionFactor tonnes of CO2 per MWh; NaN when not told
 */
record ApiUnit(String code, String fueltech, Role role, double capacity, double emissionFactor) {

    /** How a unit's power counts in its facility. */
    enum Role {
        /** Gives power. */
        GENERATOR,
        /** Takes power, which the interface may tell as a positive number: it is always subtracted. */
        LOAD,
        /** Gives and takes power as one unit, above and below zero; stands in for the pair of units of the same battery. */
        BIDIRECTIONAL
    }

    String fuel() {
        return Fueltech.group(fueltech);
    }

    /** Whether a bidirectional unit of the same facility already tells what this unit does. */
    boolean isHalfOfABattery() {
        return fueltech.equals("battery_charging") || fueltech.equals("battery_discharging");
    }

    /** The role of a unit, from what it is dispatched as and, where that is not told, from its technology. */
    static Role role(String dispatchType, String fueltech) {
        if (fueltech.equals("battery_charging") || fueltech.equals("pumps") || dispatchType.equals("LOAD")) {
            return Role.LOAD;
        }
        return dispatchType.equals("BIDIRECTIONAL") || fueltech.equals("battery") ? Role.BIDIRECTIONAL : Role.GENERATOR;
    }
}
