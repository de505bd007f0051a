package dev.tideboard.simulate.nem;

import dev.tideboard.recording.Facility;
import dev.tideboard.recording.Place;

/**
 * One station of the simulated fleet.
 *
 * @param capacityMw nameplate
 * @param storageMwh what a battery can hold; 0 for all others
 * @param invented whether no such station exists
 */
record Station(
        String code,
        String name,
        Region region,
        Technology technology,
        double capacityMw,
        double storageMwh,
        double lat,
        double lon,
        boolean invented) {

    Facility facility() {
        return new Facility(
                code,
                name,
                new Place(lat, lon),
                region.name(),
                technology.fuel(),
                capacityMw,
                technology.emissionFactor(),
                invented);
    }
}
