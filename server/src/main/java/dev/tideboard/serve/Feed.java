package dev.tideboard.serve;

import dev.tideboard.engine.Binding;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The live feed behind all wires: channels of views, the newest tick, beats, and one {@link FeedLoop} per event loop.
 * Thread-safe.
 */
public final class Feed {
    private static final Logger LOG = LoggerFactory.getLogger(Feed.class);

    private static final long GATHER_MILLIS = 10;

    private final ServedParts parts;
    private final ServeOptions options;
    private final ServeMetrics metrics;
    private final ViewChannels channels;
    private final AtomicLong published;
    private final List<FeedLoop> loops = new CopyOnWriteArrayList<>();
    private volatile @Nullable Beat latestBeat;

    /** A beat and the tick it tells. */
    private record Beat(FeedEvent event, long tick) {}

    Feed(ServedParts parts, ServeOptions options, ServeMetrics metrics) {
        this.parts = parts;
        this.options = options;
        this.metrics = metrics;
        this.published = new AtomicLong(parts.views().tick());
        this.channels = new ViewChannels(parts.views(), options, this::reach, this::wakeAll);
        metrics.watch(channels);
        parts.views().onTick(tick -> {
            reach(tick);
            wakeAll();
        });
    }

    /** Adds an event loop. */
    FeedLoop addLoop(Context context) {
        FeedLoop loop = new FeedLoop(this, context);
        loops.add(loop);
        return loop;
    }

    void startBeats(Vertx vertx) {
        beat();
        vertx.setPeriodic(options.beatEvery().toMillis(), _ -> beat());
    }

    /**
     * The channels of the views asked for; whoever gets them must {@link #release} each or hand them to a subscription.
     *
     * @return fails when any of them cannot be had, and then none is held
     */
    public CompletableFuture<List<ViewChannel>> open(Map<String, Binding> views) {
        List<CompletableFuture<ViewChannel>> asked = new ArrayList<>();
        views.forEach((view, binding) -> asked.add(channels.acquire(view, binding)));
        return CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new)).handle((_, failure) -> {
            if (failure == null) {
                return asked.stream().map(CompletableFuture::join).toList();
            }
            asked.stream().filter(each -> !each.isCompletedExceptionally()).forEach(each -> release(each.join()));
            throw Replies.asRequestException(failure);
        });
    }

    /** Gives a channel back. */
    public void release(ViewChannel channel) {
        channels.release(channel, parts.clock().instant());
    }

    /** Refuses a connection beyond the limit. */
    public void requireRoom() {
        if (metrics.clients() >= options.maxClients()) {
            throw new RequestException(
                    503, "full", "clients=" + metrics.clients() + " >= max-clients=" + options.maxClients(), List.of());
        }
    }

    /** The settings. */
    public ServeOptions options() {
        return options;
    }

    /** The counters. */
    public ServeMetrics metrics() {
        return metrics;
    }

    /** The epoch of positions told now; one of another epoch leads nowhere. */
    long epoch() {
        return parts.views().epoch();
    }

    long published() {
        return published.get();
    }

    long flushNanos() {
        return options.flushEvery().toNanos();
    }

    /** How long a change waits for those that come with it: a small part of the time between two flushes. */
    long gatherMillis() {
        return Math.min(GATHER_MILLIS, options.flushEvery().toMillis() / 5);
    }

    /** A beat that tells {@code tick}; clients that arrive together share it. */
    FeedEvent beatAt(long tick) {
        Beat known = latestBeat;
        if (known != null && known.tick() == tick) {
            return known.event();
        }
        Instant now = parts.clock().instant();
        Token token = new Token(parts.views().epoch(), tick);
        byte[] json = FeedMessages.beat(
                token,
                now,
                parts.boards().get().revision(),
                new FeedMessages.Fed(parts.sources().sources(), parts.tables().tables(), parts.staleAfter()));
        Beat made = new Beat(new FeedEvent("beat", json, 0), tick);
        latestBeat = made;
        return made.event();
    }

    /** Where a client with a token may continue in a channel; -1 for from the start. */
    long resume(ViewChannel channel, Optional<Token> since) {
        if (since.isEmpty()
                || since.get().epoch() != parts.views().epoch()
                || since.get().tick() > published.get()) {
            return -1;
        }
        return channel.resume(since.get().tick());
    }

    void counted(int change) {
        metrics.counted(change);
    }

    void failed(Throwable failure) {
        metrics.failed();
        LOG.error("a flush could not be encoded, its client is disconnected", failure);
    }

    /** Ends every connection and stops listening to views. */
    void close() {
        loops.forEach(FeedLoop::disconnectAll);
        channels.closeAll();
    }

    private void reach(long tick) {
        published.accumulateAndGet(tick, Math::max);
    }

    private void wakeAll() {
        loops.forEach(FeedLoop::wake);
    }

    private void beat() {
        channels.sweep(parts.clock().instant());
        latestBeat = null; // ages and states are of now
        long tick = published.get();
        FeedEvent beat = beatAt(tick);
        loops.forEach(loop -> loop.beat(beat, tick));
    }
}
