package dev.tideboard.serve;

import dev.tideboard.data.Snapshot;
import dev.tideboard.engine.Binding;
import dev.tideboard.engine.EngineBusyException;
import dev.tideboard.engine.LiveViews;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The channels in use, one per view and binding, and those that linger in case a client comes back. Thread-safe.
 */
final class ViewChannels {
    private final LiveViews views;
    private final ServeOptions options;
    private final LongConsumer reached;
    private final Runnable ended;
    private final Map<ViewChannel.ChannelKey, Entry> entries = new HashMap<>();

    private static final class Entry {
        final CompletableFuture<ViewChannel> channel;
        int users;
        LiveViews.@Nullable Subscription subscription;
        Instant idleSince = Instant.MAX;

        Entry(CompletableFuture<ViewChannel> channel) {
            this.channel = channel;
        }
    }

    /**
     * Makes an empty registry.
     *
     * @param reached told the tick of every snapshot before anybody can ask a channel for it
     * @param ended told that some channel's view is gone
     */
    ViewChannels(LiveViews views, ServeOptions options, LongConsumer reached, Runnable ended) {
        this.views = views;
        this.options = options;
        this.reached = reached;
        this.ended = ended;
    }

    /**
     * The channel of a view with a binding, opened if need be; the caller must {@link #release} it.
     *
     * @return fails with {@link RequestException} for an unknown view, else as {@link LiveViews#subscribe} does
     */
    CompletableFuture<ViewChannel> acquire(String view, Binding binding) {
        ViewChannel.ChannelKey key = new ViewChannel.ChannelKey(view, binding);
        Entry entry;
        synchronized (entries) {
            Entry known = entries.get(key);
            if (known != null) {
                known.users++;
                return known.channel;
            }
            entry = new Entry(new CompletableFuture<>());
            entry.users = 1;
            entries.put(key, entry);
        }
        try {
            open(key, entry);
        } catch (RuntimeException e) {
            fail(key, entry, e);
        }
        return entry.channel;
    }

    /** Gives back what {@link #acquire} gave. */
    void release(ViewChannel channel, Instant now) {
        synchronized (entries) {
            Entry entry = entries.get(channel.identity());
            // A channel whose view ended is no longer in the map; its name may be taken by a new one.
            if (entry != null && entry.channel.getNow(channel) == channel && --entry.users == 0) {
                entry.idleSince = now;
            }
        }
    }

    /** Closes the channels that nobody used for as long as the options say. */
    void sweep(Instant now) {
        Duration linger = options.lingerAfterLast();
        List<Entry> closed;
        synchronized (entries) {
            closed = entries.values().stream()
                    .filter(entry -> entry.users == 0 && !now.isBefore(entry.idleSince.plus(linger)))
                    .toList();
            entries.values().removeAll(closed);
        }
        closed.forEach(ViewChannels::close);
    }

    /** Stops listening to every view. */
    void closeAll() {
        List<Entry> closed;
        synchronized (entries) {
            closed = List.copyOf(entries.values());
            entries.clear();
        }
        closed.forEach(ViewChannels::close);
    }

    int size() {
        synchronized (entries) {
            return entries.size();
        }
    }

    private void open(ViewChannel.ChannelKey key, Entry entry) {
        var _ = find(key.view());
        ViewHistory history = new ViewHistory(options.historyChanges(), options.historyRows());
        ViewChannel channel = new ViewChannel(key, history, this::freshSnapshot);
        var _ = views.subscribe(key.view(), key.binding(), channel.listener(() -> forget(channel)))
                .whenComplete((subscription, failure) -> {
                    if (subscription == null) {
                        // A filter that only lingers must not keep out one that somebody wants now.
                        if (isBusy(failure) && closeLongestIdle(key.view())) {
                            open(key, entry);
                        } else {
                            fail(key, entry, failure);
                        }
                        return;
                    }
                    try {
                        // Asked again: an edit may have come between, and rows must not go out under another key.
                        channel.open(subscription.snapshot(), find(key.view()).key());
                    } catch (RuntimeException e) {
                        subscription.close();
                        fail(key, entry, e);
                        return;
                    }
                    reached.accept(subscription.snapshot().tick());
                    synchronized (entries) {
                        entry.subscription = subscription;
                    }
                    entry.channel.complete(channel);
                });
    }

    private static boolean isBusy(Throwable failure) {
        return failure instanceof EngineBusyException || failure.getCause() instanceof EngineBusyException;
    }

    private boolean closeLongestIdle(String view) {
        Entry idle = null;
        synchronized (entries) {
            for (Map.Entry<ViewChannel.ChannelKey, Entry> each : entries.entrySet()) {
                Entry entry = each.getValue();
                boolean free = each.getKey().view().equals(view) && entry.users == 0 && entry.subscription != null;
                if (free && (idle == null || entry.idleSince.isBefore(idle.idleSince))) {
                    idle = entry;
                }
            }
            if (idle == null) {
                return false;
            }
            entries.values().remove(idle);
        }
        close(idle);
        return true;
    }

    private LiveViews.View find(String name) {
        List<LiveViews.View> all = views.views();
        for (LiveViews.View view : all) {
            if (view.name().equals(name)) {
                return view;
            }
        }
        throw unknownView(name, all);
    }

    static RequestException unknownView(String name, List<LiveViews.View> all) {
        List<String> names = all.stream().map(LiveViews.View::name).sorted().toList();
        return RequestException.unknown("view", name, names);
    }

    private void fail(ViewChannel.ChannelKey key, Entry entry, Throwable failure) {
        synchronized (entries) {
            entries.remove(key, entry);
        }
        entry.channel.completeExceptionally(failure);
    }

    private void forget(ViewChannel channel) {
        synchronized (entries) {
            Entry entry = entries.get(channel.identity());
            if (entry != null && entry.channel.getNow(channel) == channel) {
                entries.remove(channel.identity());
            }
        }
        ended.run();
    }

    private void freshSnapshot(ViewChannel channel) {
        CompletableFuture<Snapshot> fresh;
        try {
            fresh = views.snapshot(channel.view(), channel.binding());
        } catch (RuntimeException e) {
            channel.rebaseFailed();
            return;
        }
        var _ = fresh.whenComplete((snapshot, failure) -> {
            if (snapshot == null) {
                channel.rebaseFailed();
                return;
            }
            reached.accept(snapshot.tick());
            channel.rebase(snapshot);
        });
    }

    private static void close(Entry entry) {
        LiveViews.Subscription subscription = entry.subscription;
        if (subscription != null) {
            subscription.close();
        }
    }
}
