package dev.tideboard.simulate.nem;

import dev.tideboard.recording.RecordingException;
import java.time.Instant;

/**
 * What to simulate.
 *
 * @param seed the same options with the same seed give the same readings
 * @param start the beginning of the first 5-minute interval; the first row is marked with the interval's end
 * @param days how many days of 288 rows
 * @param facilities how many stations: the largest real ones, filled up with invented ones where more are asked for
 * @param priceCap $/MWh; the market's own cap is set anew each July
 * @param priceFloor $/MWh
 */
public record NemOptions(long seed, Instant start, int days, int facilities, double priceCap, double priceFloor) {
    /** A week from midnight of Monday, 13 October 2025, market time: mild spring days with negative prices at noon. */
    public static final NemOptions DEFAULT =
            new NemOptions(1, Instant.parse("2025-10-12T14:00:00Z"), 7, 300, 15_500, -1_000);

    private static final int MAX_DAYS = 3_660;
    private static final int MIN_FACILITIES = 100;
    private static final int MAX_FACILITIES = 2_000;

    public NemOptions {
        if (days < 1 || days > MAX_DAYS) {
            throw new RecordingException("days=" + days + ": expected 1 to " + MAX_DAYS);
        }
        if (facilities < MIN_FACILITIES || facilities > MAX_FACILITIES) {
            throw new RecordingException(
                    "facilities=" + facilities + ": expected " + MIN_FACILITIES + " to " + MAX_FACILITIES);
        }
        if (start.toEpochMilli() % Simulation.STEP_MILLIS != 0) {
            throw new RecordingException("start=" + start + ": expected a full five minutes");
        }
        if (!(priceFloor < 0 && priceCap >= 1_000 && priceCap < 1e9 && priceFloor > -1e9)) {
            throw new RecordingException("price floor=" + priceFloor + " cap=" + priceCap
                    + ": expected a floor below 0 and a cap of at least 1000");
        }
    }

    public NemOptions withSeed(long newSeed) {
        return new NemOptions(newSeed, start, days, facilities, priceCap, priceFloor);
    }

    public NemOptions withDays(int newDays) {
        return new NemOptions(seed, start, newDays, facilities, priceCap, priceFloor);
    }

    public NemOptions withStart(Instant newStart) {
        return new NemOptions(seed, newStart, days, facilities, priceCap, priceFloor);
    }

    public NemOptions withFacilities(int newFacilities) {
        return new NemOptions(seed, start, days, newFacilities, priceCap, priceFloor);
    }
}
