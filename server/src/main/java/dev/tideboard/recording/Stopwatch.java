package dev.tideboard.recording;

import java.time.Duration;

/** The time a replay is paced by: it only runs forward, and a test can turn it by hand. */
public interface Stopwatch {
    Stopwatch SYSTEM = new Stopwatch() {
        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public void sleep(Duration duration) throws InterruptedException {
            Thread.sleep(duration);
        }
    };

    /** Nanoseconds since some fixed moment. */
    long nanos();

    void sleep(Duration duration) throws InterruptedException;
}
