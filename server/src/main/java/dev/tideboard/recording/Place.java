package dev.tideboard.recording;

/** Where a facility stands, in degrees; {@link #UNKNOWN} when nobody said, which is never drawn at 0, 0. */
public record Place(double lat, double lon) {
    public static final Place UNKNOWN = new Place(Double.NaN, Double.NaN);

    public Place {
        boolean unknown = Double.isNaN(lat) && Double.isNaN(lon);
        if (!unknown && !(Math.abs(lat) <= 90 && Math.abs(lon) <= 180)) {
            throw new RecordingException(
                    "place=" + lat + "," + lon
                            + " is not on the globe: expected a latitude within 90 and a longitude within 180 degrees, or both empty");
        }
    }

    public boolean isKnown() {
        return !Double.isNaN(lat);
    }
}
