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
        /** Gives and takes power as one unit, above and below zero. */
        BIDIRECTIONAL
    }

    String fuel() {
        return Fueltech.group(fueltech);
    }

    /** Several units of a facility may tell of the same battery; those of the best telling count, the others do not. */
    enum Telling {
        /** Of no battery, so that nothing else tells the same. */
        ALONE,
        /** The battery as a whole. */
        WHOLE,
        /** One half by its name, which is nevertheless told as giving and taking. */
        WHOLE_UNDER_THE_NAME_OF_A_HALF,
        /** Charging or discharging alone. */
        HALF
    }

    Telling telling() {
        boolean half = fueltech.equals("battery_charging") || fueltech.equals("battery_discharging");
        if (role == Role.BIDIRECTIONAL) {
            return half ? Telling.WHOLE_UNDER_THE_NAME_OF_A_HALF : Telling.WHOLE;
        }
        return half ? Telling.HALF : Telling.ALONE;
    }

    /** The role of a unit, from what it is dispatched as and, where that is not told, from its technology. */
    static Role role(String dispatchType, String fueltech) {
        if (fueltech.equals("battery_charging") || fueltech.equals("pumps") || dispatchType.equals("LOAD")) {
            return Role.LOAD;
        }
        return dispatchType.equals("BIDIRECTIONAL") || fueltech.equals("battery") ? Role.BIDIRECTIONAL : Role.GENERATOR;
    }
}
