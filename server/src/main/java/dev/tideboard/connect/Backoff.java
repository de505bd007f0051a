package dev.tideboard.connect;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next try: doubling from {@code first} to {@code longest}, each wait drawn from its upper
 * half so that many clients of a restarted server do not come back in step. One thread at a time.
 */
public final class Backoff {
    private final long firstMillis;
    private final long longestMillis;
    private final RandomGenerator random;
    private long ceilingMillis;

    public Backoff(Duration first, Duration longest, RandomGenerator random) {
        if (first.toMillis() < 1 || longest.compareTo(first) < 0) {
            throw new IllegalArgumentException(
                    "first=" + first + " longest=" + longest + ", expected 1 ms <= first <= longest");
        }
        this.firstMillis = first.toMillis();
        this.longestMillis = longest.toMillis();
        this.random = random;
        this.ceilingMillis = firstMillis;
    }

    /** The wait before the next try. */
    public Duration next() {
        long ceiling = ceilingMillis;
        ceilingMillis = Math.min(longestMillis, ceiling * 2);
        long floor = Math.max(1, ceiling / 2);
        return Duration.ofMillis(random.nextLong(floor, ceiling + 1));
    }

    /** A try succeeded: the next wait is a short one again. */
    public void reset() {
        ceilingMillis = firstMillis;
    }
}
