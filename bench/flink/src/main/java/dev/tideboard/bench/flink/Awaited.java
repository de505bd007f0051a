package dev.tideboard.bench.flink;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/** Results that are waited for: an update goes through several before it comes to rest. Thread-safe. */
final class Awaited {
    private final Map<Long, Double> means;
    private final CountDownLatch reached = new CountDownLatch(1);
    private volatile long atNanos;

    /** Waits for each group of {@code means} to have that mean. */
    Awaited(Map<Long, Double> means) {
        this.means = new ConcurrentHashMap<>(means);
    }

    /** Told of every result. */
    void saw(long group, double mean) {
        Double expected = means.get(group);
        if (expected != null && Math.abs(expected - mean) < 1e-9 * Math.abs(expected) + 1e-12) {
            means.remove(group);
            if (means.isEmpty() && reached.getCount() > 0) {
                atNanos = System.nanoTime();
                reached.countDown();
            }
        }
    }

    /** When the last came, by {@link System#nanoTime()}. */
    long await() throws InterruptedException {
        reached.await();
        return atNanos;
    }
}
