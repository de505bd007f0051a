package dev.tideboard.recording;

/**
 * One power station of a recording.
 *
 * @param region the market region such as {@code NSW1}; empty when the recording does not say
 * @param fuel the fuel group such as {@code coal} or {@code wind}; empty when the recording does not say
 * @param capacity MW that no reading should exceed by more than a tenth; NaN when unknown
 * @param emissionFactor tonnes of CO2 per MWh generated; NaN when unknown
 * @param simulated whether the station itself is invented; invented readings of a real station do not make it so
 */
public record Facility(
        String code,
        String name,
        Place place,
        String region,
        String fuel,
        double capacity,
        double emissionFactor,
        boolean simulated) {

    /** A facility of which nothing but its code is known. */
    public static Facility unknown(String code) {
        return new Facility(code, code, Place.UNKNOWN, "", "", Double.NaN, Double.NaN, false);
    }
}
