package dev.tideboard.connect.mqtt;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * A connection to a broker that comes back by itself, in one version of the protocol. Thread-safe.
 *
 * <p>Messages of QoS 1 that were published and not acknowledged are sent again after a reconnect.
 */
interface Broker {

    /** Hears how the connection is doing, on a thread of the connection: must return at once. */
    interface Watcher {
        void connected();

        /**
         * The connection, or an attempt at one, failed.
         *
         * @param isRefused true when the broker answered and does not want us as we are
         * @return completes when it is time to try again; true to try, false to give up
         */
        CompletableFuture<Boolean> lost(String reason, boolean isRefused);
    }

    /** A message that came in. */
    interface Incoming {
        byte[] payload();

        /** Tells the broker that it need not send the message again; messages are acknowledged in their order. */
        void acknowledge();
    }

    /** Takes messages, one after the other on a thread that may block. */
    interface Receiver {
        void message(Incoming message) throws InterruptedException;
    }

    /** What became of a message; the reason is "" unless the receiver refused it. */
    record Published(String refusal) {}

    /**
     * A broker that is not connected yet.
     *
     * @param receiver gets the messages that come in, on {@code executor}
     */
    static Broker of(BrokerOptions options, Watcher watcher, Receiver receiver, Executor executor) {
        return switch (options.version()) {
            case V3_1_1 -> new BrokerOfVersion3(options, watcher, receiver, executor);
            case V5 -> new BrokerOfVersion5(options, watcher, receiver, executor);
        };
    }

    /** Begins to connect; outcomes go to the watcher. */
    void connect();

    /** Fails with the broker's reason when it does not grant the subscription. */
    CompletableFuture<Void> subscribe(String filter, int qos);

    /** Completes when the message is acknowledged, or at QoS 0 written. */
    CompletableFuture<Published> publish(String topic, byte[] payload, int qos);

    /** Says goodbye, if connected. */
    CompletableFuture<Void> disconnect();
}
