package dev.tideboard.engine;

import java.time.Duration;

/**
 * The limits of the engine.
 *
 * @param queueRows rows that may wait in front of one table before its full policy applies
 * @param tickRows rows that one tick takes from all queues together; whole batches, so the last may reach beyond
 * @param instancesPerView distinct bindings of one view that may run at a time
 * @param instanceIdle how long an instance outlives its last reader, in case somebody comes back
 * @param retryFailed shortest time between two attempts to bring a failed view back
 * @param expireEvery shortest time between two ticks that only remove rows grown too old while nothing arrives
 */
public record EngineOptions(
        int queueRows,
        int tickRows,
        int instancesPerView,
        Duration instanceIdle,
        Duration retryFailed,
        Duration expireEvery) {

    public static final EngineOptions DEFAULTS = new EngineOptions(
            131_072, 65_536, 256, Duration.ofSeconds(60), Duration.ofSeconds(1), Duration.ofSeconds(1));

    public EngineOptions {
        positive("queueRows", queueRows);
        positive("tickRows", tickRows);
        positive("instancesPerView", instancesPerView);
        notNegative("instanceIdle", instanceIdle);
        notNegative("retryFailed", retryFailed);
        notNegative("expireEvery", expireEvery);
    }

    private static void positive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + "=" + value + " < 1: give at least 1");
        }
    }

    private static void notNegative(String name, Duration value) {
        if (value.isNegative()) {
            throw new IllegalArgumentException(name + "=" + value + " < 0: give a duration of zero or more");
        }
    }
}
