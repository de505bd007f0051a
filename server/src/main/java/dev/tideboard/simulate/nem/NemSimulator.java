package dev.tideboard.simulate.nem;

import dev.tideboard.recording.Facility;
import dev.tideboard.recording.Manifest;
import dev.tideboard.recording.Origin;
import dev.tideboard.recording.Recording;
import dev.tideboard.recording.RowCursor;
import dev.tideboard.recording.WideLayout;
import dev.tideboard.recording.WideRow;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * A recording of a market that never was: each walk simulates the rows as they are asked for, the same on every walk, so
 * that a replay can start at once and a cache can be written meanwhile. Thread-safe; each walk is for one thread.
 */
public final class NemSimulator implements Recording {
    private static final int STEPS_PER_DAY = 288;

    private final NemOptions options;
    private final List<Station> fleet;
    private final WideLayout layout;
    private final Manifest manifest;

    public NemSimulator(NemOptions options) {
        this.options = options;
        this.fleet = NemStations.fleet(options.facilities());
        this.layout = new WideLayout(
                fleet.stream().map(Station::code).toList(),
                Arrays.stream(Region.values()).map(Region::name).toList());
        long steps = (long) options.days() * STEPS_PER_DAY;
        Duration interval = Duration.ofMillis(Simulation.STEP_MILLIS);
        Instant first = options.start().plus(interval);
        this.manifest = new Manifest(
                new Origin.Simulated(options.seed()),
                interval,
                true,
                first,
                first.plus(interval.multipliedBy(steps - 1)),
                steps,
                "Simulated: no reading is real. Places and sizes of real stations from general knowledge.");
    }

    @Override
    public Manifest manifest() {
        return manifest;
    }

    @Override
    public List<Facility> facilities() {
        return fleet.stream().map(Station::facility).toList();
    }

    @Override
    public WideLayout layout() {
        return layout;
    }

    @Override
    public RowCursor rows() {
        Simulation simulation = simulation();
        return RowCursor.over(new Iterator<WideRow>() {
            private long left = manifest.rows();

            @Override
            public boolean hasNext() {
                return left > 0;
            }

            @Override
            public WideRow next() {
                if (left == 0) {
                    throw new NoSuchElementException("no interval after " + manifest.last());
                }
                left--;
                return simulation.next().row();
            }
        });
    }

    Simulation simulation() {
        return new Simulation(options, fleet, layout);
    }

    List<Station> fleet() {
        return fleet;
    }
}
