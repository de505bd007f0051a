package dev.tideboard.engine;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The one thread that runs the SQL of all polled views, one run after the other, so that they take one core at most. It
 * is there only while there is work. Thread-safe.
 */
final class PollThread {
    private static final long LINGER_SECONDS = 30;

    private final ThreadPoolExecutor executor;
    private final Runnable wake;

    /** @param wake lets the engine look for answers */
    PollThread(Runnable wake) {
        this.wake = wake;
        this.executor = new ThreadPoolExecutor(
                0,
                1,
                LINGER_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                Thread.ofPlatform().daemon().name("polled-views").factory());
    }

    /** Runs {@code work} after what was asked before it, then wakes the engine; does nothing once closed. */
    void run(Runnable work) {
        try {
            executor.execute(() -> {
                work.run();
                wake.run();
            });
        } catch (RejectedExecutionException e) {
            // the engine has stopped: nobody waits for the answer
        }
    }

    /** Finishes what was asked and ends. */
    void close() {
        executor.shutdown();
    }
}
