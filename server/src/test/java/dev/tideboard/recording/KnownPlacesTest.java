package dev.tideboard.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class KnownPlacesTest {
    private static final Place HERE = new Place(-32.4, 150.9);
    private static final Place THERE = new Place(-27.1, 150.9);

    private final KnownPlaces known = new KnownPlaces(List.of(
            known("BAYSW", "Bayswater", HERE, "coal"),
            known("YAL", "Yallourn W", THERE, "coal"),
            known("A1", "Twin Wind Farm", HERE, "wind"),
            known("A2", "Twin", THERE, "wind")));

    @Test
    void findsByCodeAndFuelFirst() {
        assertThat(known.find("BAYSW", "whatever", "coal")).isEqualTo(HERE);
        assertThat(known.find("BAYSW", "whatever", "wind")).isEqualTo(Place.UNKNOWN);
    }

    @Test
    void findsByThePlainNameWhateverItsSpelling() {
        assertThat(known.find("X", "YALLOURN 'W' POWER STATION", "coal")).isEqualTo(THERE);
        assertThat(known.find("X", "Yallourn", "coal")).isEqualTo(Place.UNKNOWN);
    }

    @Test
    void findsNothingWhereTwoStationsFitOrTheFuelIsUnknown() {
        assertThat(known.find("X", "Twin Wind Farm", "wind")).isEqualTo(Place.UNKNOWN);
        assertThat(known.find("A2", "Twin Wind Farm", "wind")).isEqualTo(THERE);
        assertThat(known.find("BAYSW", "Bayswater", "")).isEqualTo(Place.UNKNOWN);
    }

    private static Facility known(String code, String name, Place place, String fuel) {
        return new Facility(code, name, place, "NSW1", fuel, 100, 0, false);
    }
}
