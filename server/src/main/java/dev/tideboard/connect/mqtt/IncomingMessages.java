package dev.tideboard.connect.mqtt;

import io.reactivex.Flowable;
import io.reactivex.Scheduler;
import io.reactivex.disposables.Disposable;
import io.reactivex.disposables.Disposables;
import io.reactivex.schedulers.Schedulers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stream of messages that come in, in sessions one after the other. Thread-safe.
 *
 * <p>The client library ends its stream when a session ends, and acknowledges by itself what comes in while nobody
 * listens: {@link #listen} must be called after each connect and before subscribing.
 *
 * <p>It also takes from the socket whatever the broker sends, up to Receive Maximum, which is no bound: Mosquitto 2.0.11
 * sends ten times as much and more in a burst, and the library then breaks the connection off. So Receive Maximum is
 * left at its largest, and the connection's own thread waits here while enough messages are unacknowledged: the socket is
 * not read meanwhile, and the broker keeps what it has.
 */
final class IncomingMessages {
    private static final Logger LOG = LoggerFactory.getLogger(IncomingMessages.class);

    private final Supplier<Flowable<Broker.Incoming>> streams;
    private final Broker.Receiver receiver;
    private final Scheduler scheduler;
    private final int mostWaiting;
    private Disposable stream = Disposables.disposed();
    private CompletableFuture<Boolean> taken = CompletableFuture.completedFuture(true);
    private int waiting;
    private boolean isLeaving;
    private boolean isListening;
    private boolean isClosed;

    /**
     * Nobody listens yet.
     *
     * @param streams opens the stream of the session that is current or comes next
     * @param executor runs the receiver, one message at a time
     * @param mostWaiting messages held without acknowledgement
     */
    IncomingMessages(
            Supplier<Flowable<Broker.Incoming>> streams, Broker.Receiver receiver, Executor executor, int mostWaiting) {
        this.streams = streams;
        this.receiver = receiver;
        this.scheduler = Schedulers.from(executor);
        this.mostWaiting = mostWaiting;
    }

    /** Listens as soon as there is a connection, and lets nobody reconnect before the messages of the last are taken. */
    Broker.Watcher watchedBy(Broker.Watcher watcher) {
        return new Broker.Watcher() {
            @Override
            public void connected() {
                listen();
                watcher.connected();
            }

            @Override
            public CompletableFuture<Boolean> lost(String reason, boolean isRefused) {
                return watcher.lost(reason, isRefused)
                        .thenCompose(isToTry -> isToTry ? taken() : CompletableFuture.completedFuture(false));
            }
        };
    }

    synchronized void listen() {
        if (isListening || isClosed) {
            return;
        }
        isListening = true;
        stream = streams.get()
                .doOnTerminate(this::ended) // at once, not after what still waits
                .onErrorResumeNext(IncomingMessages::sessionEnded) // or one that comes while we close would be nobody's
                .map(this::counted)
                .observeOn(scheduler, true, 2 * mostWaiting) // never less than may wait, or the library would queue
                .subscribe(this::deliver);
    }

    private static Flowable<Broker.Incoming> sessionEnded(Throwable failure) {
        LOG.debug("a session ended", failure);
        return Flowable.empty();
    }

    /** Completes with true once all messages that came in are acknowledged, with false when closed before. */
    private synchronized CompletableFuture<Boolean> taken() {
        if (waiting == 0 || isClosed) {
            return CompletableFuture.completedFuture(!isClosed);
        }
        if (taken.isDone()) {
            taken = new CompletableFuture<>();
        }
        return taken;
    }

    /** Lets the connection's thread go, so that it can say goodbye; what still comes in is held and not acknowledged. */
    synchronized void leave() {
        isLeaving = true;
        notifyAll();
    }

    void close() {
        CompletableFuture<Boolean> unfinished;
        synchronized (this) {
            isClosed = true;
            stream.dispose();
            unfinished = taken;
        }
        unfinished.complete(false);
    }

    private synchronized void ended() {
        isListening = false;
    }

    private Broker.Incoming counted(Broker.Incoming message) {
        awaitRoom();
        return new Broker.Incoming() {
            @Override
            public byte[] payload() {
                return message.payload();
            }

            @Override
            public void acknowledge() {
                message.acknowledge();
                acknowledged();
            }
        };
    }

    private synchronized void awaitRoom() {
        try {
            while (waiting >= mostWaiting && !isLeaving) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the connection is being ended
        }
        waiting++;
    }

    private void acknowledged() {
        CompletableFuture<Boolean> finished;
        synchronized (this) {
            waiting--;
            notifyAll();
            if (waiting > 0) {
                return;
            }
            finished = taken;
        }
        finished.complete(true);
    }

    /** Nothing may be thrown at the library, or it would stop delivering. */
    private void deliver(Broker.Incoming message) {
        try {
            receiver.message(message);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closing: the message stays the broker's
        } catch (RuntimeException e) {
            LOG.error("a message could not be handled and is not acknowledged", e);
        }
    }
}
