package dev.tideboard.options;

/**
 * An option with the value in force.
 *
 * @param place where the value was given: the flag, the variable or file:line; "" for the default
 */
public record Setting(Option option, String value, Origin origin, String place) {

    /** Where a value comes from; each wins over those after it. */
    public enum Origin {
        FLAG,
        ENVIRONMENT,
        FILE,
        DEFAULT;

        /** The word for people. */
        public String spelling() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    @Override
    public String toString() {
        return option.name() + "=" + value + (place.isEmpty() ? "" : " by " + place);
    }
}
