package dev.tideboard.connect;

/** Sends events out to where a client of a server would send them: for replays and simulators. One thread at a time. */
public interface EventPublisher extends AutoCloseable {

    /**
     * What became of the messages so far.
     *
     * @param refused messages that MQTT 5 receivers acknowledged with an error: sending them again is of no use
     * @param lost messages that were still under way at the close, or of QoS 0 when the connection broke
     * @param lastReason why the last of these were refused or lost, or ""
     */
    record Tally(long published, long acknowledged, long refused, long lost, String lastReason) {}

    /** What became of the messages so far. */
    Tally tally();

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
