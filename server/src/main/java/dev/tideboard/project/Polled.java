package dev.tideboard.project;

import java.time.Duration;

/**
 * What a project says of a view that may have to be polled.
 *
 * @param allowed whether the project allows polled views at all
 * @param every shortest time between two runs; zero where the view says nothing
 */
public record Polled(boolean allowed, Duration every) {
    /** How often a polled view runs at most when it says nothing. */
    public static final Duration DEFAULT_EVERY = Duration.ofSeconds(1);

    /** Allowed, and nothing said. */
    public static final Polled DEFAULT = new Polled(true, Duration.ZERO);

    /** Whether the view says how often. */
    public boolean isSaid() {
        return !every.isZero();
    }

    /** The time to poll by. */
    public Duration everyOrDefault() {
        return isSaid() ? every : DEFAULT_EVERY;
    }
}
