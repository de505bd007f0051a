package dev.tideboard.recording;

/** Where a replay sends its events: a broker, a file, a test. */
public interface EventSink {
    /** Takes one JSON event; may block until there is room for it. The bytes are never changed afterwards. */
    void publish(byte[] payload) throws InterruptedException;

    /** Returns when everything published so far has arrived; called at the end of each pass. */
    default void flush() throws InterruptedException {}
}
