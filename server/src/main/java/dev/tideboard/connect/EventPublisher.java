package dev.tideboard.connect;

/** Sends events out to where a client of a server would send them: for replays and simulators. One thread at a time. */
public interface EventPublisher extends AutoCloseable {

    /**
     * Sends one event; blocks while too many are unacknowledged. Events arrive in the order they were published, unless
     * they had to be sent again.
     */
    void publish(byte[] payload) throws InterruptedException;

    /** Waits until everything published is acknowledged. */
    void flush() throws InterruptedException;

    /** Flushes for a short while, then lets go. */
    @Override
    void close();
}
