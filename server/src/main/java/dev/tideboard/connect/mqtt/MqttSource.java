package dev.tideboard.connect.mqtt;

import dev.tideboard.connect.Backoff;
import dev.tideboard.connect.Intake;
import dev.tideboard.connect.Source;
import dev.tideboard.connect.SourceException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;

/**
 * Takes the messages of a topic from a broker. A message of QoS 1 is acknowledged after its rows were accepted, or refused
 * and put into the quarantine; while a table's queue is full nothing more is taken. Reconnects by itself for as long as
 * it is open; the registry says whether it is live, and if not why. Thread-safe.
 *
 * <p>Without a session that is kept, what is published while we are away is lost: that is the broker's rule.
 */
public final class MqttSource implements Source {

    /** What to subscribe to. */
    public record Subscription(TopicFilter topic, int qos) {
        /** Checks the quality of service. */
        public Subscription {
            if (qos != 0 && qos != 1) {
                throw new SourceException("qos=" + qos + ", expected 0 or 1");
            }
        }
    }

    private static final int RETRY_SECONDS = 1;
    private static final int GOODBYE_SECONDS = 5;

    private final BrokerOptions options;
    private final Subscription subscription;
    private final Intake intake;
    private final Backoff backoff;
    private final ExecutorService executor;
    private final Broker broker;
    private final Object lock = new Object();
    private CompletableFuture<Boolean> pause = CompletableFuture.completedFuture(false);
    private boolean isClosed;
    private boolean isConnected;

    /**
     * A source that is not started.
     *
     * @param random spreads the reconnects of many clients
     */
    public MqttSource(BrokerOptions options, Subscription subscription, Intake intake, RandomGenerator random) {
        this.options = options;
        this.subscription = subscription;
        this.intake = intake;
        this.backoff = new Backoff(options.firstRetry(), options.longestRetry(), random);
        this.executor = Executors.newSingleThreadExecutor(
                Thread.ofVirtual().name("mqtt-source-" + intake.entry().name()).factory());
        this.broker = Broker.of(options, new Connection(), this::take, executor);
    }

    @Override
    public String name() {
        return intake.entry().name();
    }

    @Override
    public void start() {
        intake.entry().connecting(options.address());
        broker.connect();
    }

    @Override
    public void close() {
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
        executor.shutdownNow();
        intake.entry().offline("closed");
    }

    private void take(Broker.Incoming message) throws InterruptedException {
        var _ = intake.put(message.payload()).whenComplete((outcome, failure) -> {
            if (failure == null) {
                message.acknowledge();
            } else {
                takeAgain(message);
            }
        });
    }

    /** The table would not have the rows: unacknowledged for good the message would hold up all others. */
    private void takeAgain(Broker.Incoming message) {
        synchronized (lock) {
            if (!isClosed) {
                CompletableFuture.delayedExecutor(RETRY_SECONDS, TimeUnit.SECONDS, executor)
                        .execute(() -> takeOnceMore(message));
            }
        }
    }

    private void takeOnceMore(Broker.Incoming message) {
        try {
            take(message);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closing: the message stays the broker's
        }
    }

    private void subscribe() {
        var _ = broker.subscribe(subscription.topic().text(), subscription.qos())
                .whenComplete((granted, failure) -> {
                    synchronized (lock) {
                        if (isClosed || !isConnected) {
                            return; // told already
                        }
                        if (failure == null) {
                            backoff.reset();
                            intake.entry().live(options.address() + ", topic " + subscription.topic());
                            return;
                        }
                        Duration wait = backoff.next();
                        intake.entry().offline(BrokerFailures.reason(failure) + later(wait));
                        CompletableFuture.delayedExecutor(wait.toMillis(), TimeUnit.MILLISECONDS)
                                .execute(this::subscribeAgain);
                    }
                });
    }

    private void subscribeAgain() {
        synchronized (lock) {
            if (isClosed || !isConnected) {
                return;
            }
        }
        subscribe();
    }

    private static String later(Duration wait) {
        return "; trying again in " + wait.toMillis() + " ms";
    }

    private final class Connection implements Broker.Watcher {
        @Override
        public void connected() {
            synchronized (lock) {
                isConnected = true;
                intake.entry().connecting(options.address() + ", subscribing to " + subscription.topic());
            }
            subscribe();
        }

        @Override
        public CompletableFuture<Boolean> lost(String reason, boolean isRefused) {
            synchronized (lock) {
                isConnected = false;
                if (isClosed) {
                    return CompletableFuture.completedFuture(false);
                }
                Duration wait = backoff.next();
                intake.entry().offline(options.address() + ": " + reason + later(wait));
                pause = new CompletableFuture<Boolean>()
                        .completeOnTimeout(true, wait.toMillis(), TimeUnit.MILLISECONDS);
                return pause;
            }
        }
    }
}
