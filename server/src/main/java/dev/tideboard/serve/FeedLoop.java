package dev.tideboard.serve;

import io.vertx.core.Context;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * The clients of one event loop. All but {@link #wake()} belongs to that loop: there are no locks, and a tick costs one
 * task per loop, however many clients it has.
 */
public final class FeedLoop {
    private final Feed feed;
    private final Context context;
    private final Set<Subscription<?>> clients = new LinkedHashSet<>();
    private final Map<List<ViewChannel>, Bundle> bundles = new HashMap<>();
    private final AtomicBoolean woken = new AtomicBoolean();
    private boolean timed;

    FeedLoop(Feed feed, Context context) {
        this.feed = feed;
        this.context = context;
    }

    /** What all loops share. */
    public Feed feed() {
        return feed;
    }

    /** The event loop itself. */
    public Context context() {
        return context;
    }

    /** Admits a client, as yet without views. */
    public <F> Subscription<F> admit(Outlet<F> outlet) {
        Subscription<F> client = new Subscription<>(this, outlet);
        clients.add(client);
        feed.counted(1);
        return client;
    }

    /**
     * Offers every client what is new, a moment later; from any thread. What comes in a burst goes out together: else its
     * first row would go alone, and all others wait until a client may have something again.
     */
    void wake() {
        if (woken.compareAndSet(false, true)) {
            long gather = feed.gatherMillis();
            context.runOnContext(
                    gather == 0 ? _ -> passWoken() : _ -> context.owner().setTimer(gather, _ -> passWoken()));
        }
    }

    private void passWoken() {
        woken.set(false);
        passAll();
    }

    /** Offers one client what is new, now or when it may have it. */
    void pass(Subscription<?> client) {
        againAfter(client.offer(System.nanoTime()));
    }

    void beat(FeedEvent beat, long tick) {
        context.runOnContext(_ -> {
            for (Subscription<?> client : List.copyOf(clients)) {
                client.beat(beat, tick);
            }
        });
    }

    void disconnectAll() {
        context.runOnContext(_ -> List.copyOf(clients).forEach(Subscription::disconnect));
    }

    void encode(Callable<Flush> work, Consumer<Flush> done, Consumer<Throwable> failed) {
        context.executeBlocking(work, false).onComplete(result -> {
            if (result.succeeded()) {
                done.accept(result.result());
            } else {
                feed.failed(result.cause());
                failed.accept(result.cause());
            }
        });
    }

    Bundle bundle(List<ViewChannel> channels) {
        return bundles.computeIfAbsent(channels, Bundle::new).hold();
    }

    Bundle replace(Bundle before, List<ViewChannel> channels) {
        Bundle after = bundle(List.copyOf(channels));
        drop(before);
        return after;
    }

    void forget(Subscription<?> client, Bundle bundle) {
        if (clients.remove(client)) {
            drop(bundle);
            feed.counted(-1);
        }
    }

    private void drop(Bundle bundle) {
        if (bundle.drop()) {
            bundles.remove(bundle.channels());
        }
    }

    private void passAll() {
        long now = System.nanoTime();
        long soonest = 0;
        for (Subscription<?> client : List.copyOf(clients)) {
            long wait = client.offer(now);
            if (wait > 0 && (soonest == 0 || wait < soonest)) {
                soonest = wait;
            }
        }
        againAfter(soonest);
    }

    /** Clients that were served too recently wait for one timer together. */
    private void againAfter(long nanos) {
        if (nanos > 0 && !timed) {
            timed = true;
            long millis = Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos + 999_999));
            context.owner().setTimer(millis, _ -> {
                timed = false;
                passAll();
            });
        }
    }
}
