package dev.tideboard.connect.mqtt;

import java.util.ArrayDeque;

/**
 * The QoS 1 messages of one client that wait for their rows to be accepted. They complete in any order and are
 * acknowledged in the order they came (MQTT 5, section 4.6). {@link Pending#complete} may be called from any thread, all
 * else on the event loop.
 */
final class PendingAcknowledgements {

    /** Hears of messages that may be acknowledged now. */
    interface Sink {
        void acknowledge(int packetId, int code, String reason);
    }

    /** One message; completed once. */
    static final class Pending {
        private final int packetId;
        private String reason = "";
        private int code;
        private volatile boolean done;

        private Pending(int packetId) {
            this.packetId = packetId;
        }

        /** It may be acknowledged with this reason code once all before it were. */
        void complete(int code, String reason) {
            this.code = code;
            this.reason = reason;
            this.done = true; // publishes the two above
        }
    }

    private final ArrayDeque<Pending> waiting = new ArrayDeque<>();

    Pending add(int packetId) {
        Pending pending = new Pending(packetId);
        waiting.add(pending);
        return pending;
    }

    int size() {
        return waiting.size();
    }

    /** Hands over what is complete, up to the first that is not; says how many that were. */
    int drain(Sink sink) {
        int drained = 0;
        while (!waiting.isEmpty() && waiting.element().done) {
            Pending pending = waiting.remove();
            sink.acknowledge(pending.packetId, pending.code, pending.reason);
            drained++;
        }
        return drained;
    }
}
