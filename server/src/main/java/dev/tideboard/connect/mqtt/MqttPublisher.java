package dev.tideboard.connect.mqtt;

import dev.tideboard.connect.Backoff;
import dev.tideboard.connect.EventPublisher;
import dev.tideboard.connect.SourceException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes to a broker or a door as any client from outside would. At most {@link BrokerOptions#inFlight()} messages are
 * under way; a lost connection is taken up again and what was not acknowledged at QoS 1 is sent again. Thread-safe.
 */
public final class MqttPublisher implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(MqttPublisher.class);
    private static final int FLUSH_SECONDS = 10;
    private static final int GOODBYE_SECONDS = 5;

    private final BrokerOptions options;
    private final Backoff backoff;
    private final Broker broker;
    private final Semaphore window;
    private final CompletableFuture<Void> firstConnection = new CompletableFuture<>();
    private final Object lock = new Object();
    private final LongAdder published = new LongAdder();
    private final LongAdder acknowledged = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder lost = new LongAdder();
    private volatile String lastReason = "";
    private CompletableFuture<Boolean> pause = CompletableFuture.completedFuture(false);
    private boolean isClosed;
    private boolean isBroken;

    private MqttPublisher(BrokerOptions options, RandomGenerator random) {
        this.options = options;
        this.backoff = new Backoff(options.firstRetry(), options.longestRetry(), random);
        this.window = new Semaphore(options.inFlight());
        this.broker = Broker.of(options, new Connection(), Broker.Incoming::acknowledge, Runnable::run);
    }

    /**
     * Connects, trying again for as long as {@code patience} while nobody answers.
     *
     * @param random spreads the reconnects of many clients
     * @throws SourceException when the broker does not let us in, or there is none in time
     */
    public static MqttPublisher connect(BrokerOptions options, Duration patience, RandomGenerator random)
            throws InterruptedException {
        MqttPublisher publisher = new MqttPublisher(options, random);
        publisher.broker.connect();
        try {
            publisher.firstConnection.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return publisher;
        } catch (ExecutionException | TimeoutException e) {
            publisher.leave();
            throw new SourceException(
                    "broker=" + options.address() + " cannot be published to: " + publisher.lastReason, e);
        }
    }

    /**
     * Sends one message; blocks while too many are under way.
     *
     * @return completes when it is acknowledged (at QoS 0: written), or given up and counted
     */
    public CompletableFuture<Void> publish(String topic, byte[] payload, int qos) throws InterruptedException {
        window.acquire();
        CompletableFuture<Broker.Published> sent;
        try {
            sent = broker.publish(topic, payload, qos);
        } catch (IllegalArgumentException e) {
            window.release();
            throw new SourceException("topic=" + topic + " cannot be published to: " + e.getMessage(), e);
        }
        published.increment();
        return sent.handle((result, failure) -> {
            count(result, failure);
            window.release();
            return null;
        });
    }

    /** Publishes to one topic. Closing it closes this publisher. */
    public EventPublisher to(String topic, int qos) {
        return new EventPublisher() {
            @Override
            public void publish(byte[] payload) throws InterruptedException {
                var _ = MqttPublisher.this.publish(topic, payload, qos);
            }

            @Override
            public Tally tally() {
                return MqttPublisher.this.tally();
            }

            @Override
            public void flush() throws InterruptedException {
                MqttPublisher.this.flush();
            }

            @Override
            public void close() {
                MqttPublisher.this.close();
            }
        };
    }

    /** Waits until nothing is under way. */
    public void flush() throws InterruptedException {
        window.acquire(options.inFlight());
        window.release(options.inFlight());
    }

    /** What became of the messages so far. */
    public EventPublisher.Tally tally() {
        return new EventPublisher.Tally(published.sum(), acknowledged.sum(), refused.sum(), lost.sum(), lastReason);
    }

    /** Flushes for at most ten seconds, then says goodbye. */
    @Override
    public void close() {
        try {
            if (!window.tryAcquire(options.inFlight(), FLUSH_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn(
                        "{}: {} messages were not acknowledged within {} s and may not have arrived",
                        options.address(),
                        options.inFlight() - window.availablePermits(),
                        FLUSH_SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        leave();
    }

    private void leave() {
        synchronized (lock) {
            isClosed = true;
            pause.complete(false);
        }
        try {
            broker.disconnect().get(GOODBYE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException _) {
            // It was not connected, or does not answer: either way we are gone.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void count(Broker.Published result, Throwable failure) {
        if (failure != null) {
            lost.increment();
            lastReason = BrokerFailures.reason(failure);
        } else if (result.refusal().isEmpty()) {
            acknowledged.increment();
        } else {
            if (refused.sum() == 0) {
                LOG.info("{} refused a message: {}", options.address(), result.refusal());
            }
            refused.increment();
            lastReason = result.refusal();
        }
    }

    private final class Connection implements Broker.Watcher {
        @Override
        public void connected() {
            synchronized (lock) {
                backoff.reset();
                if (isBroken) {
                    LOG.info("{} is connected again", options.address());
                }
                isBroken = false;
            }
            firstConnection.complete(null);
        }

        @Override
        public CompletableFuture<Boolean> lost(String reason, boolean isRefused) {
            lastReason = reason;
            synchronized (lock) {
                boolean isNeverIn = !firstConnection.isDone();
                if (isClosed || (isNeverIn && isRefused)) {
                    firstConnection.completeExceptionally(new SourceException(reason));
                    return CompletableFuture.completedFuture(false);
                }
                if (!isBroken) {
                    String what = isNeverIn ? "cannot be reached" : "is lost";
                    LOG.warn("{} {} and will be tried again: {}", options.address(), what, reason);
                }
                isBroken = true;
                pause = new CompletableFuture<Boolean>()
                        .completeOnTimeout(true, backoff.next().toMillis(), TimeUnit.MILLISECONDS);
                return pause;
            }
        }
    }
}
