package dev.tideboard.bench.engine;

import java.util.Arrays;

/** Times of the same step, in nanoseconds. */
record Timings(long[] sortedNanos) {
    /** One step. */
    @FunctionalInterface
    interface Step<E extends Exception> {
        /** Runs it; gives its nanoseconds. */
        long run() throws E;
    }

    /** Runs a step some times. */
    static <E extends Exception> Timings of(int times, Step<E> step) throws E {
        long[] nanos = new long[times];
        for (int i = 0; i < times; i++) {
            nanos[i] = step.run();
        }
        Arrays.sort(nanos);
        return new Timings(nanos);
    }

    double medianMicros() {
        return percentileMicros(50);
    }

    double percentileMicros(int percentile) {
        return sortedNanos[Math.min(sortedNanos.length - 1, sortedNanos.length * percentile / 100)] / 1000.0;
    }
}
