package dev.tideboard.serve;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The last few events of a channel by what they lead from and to, so that clients in the same position share them.
 * Thread-safe: an event is encoded by the first to ask, outside the lock; others who ask meanwhile wait for it.
 */
final class RecentEvents {
    private final int maxEvents;
    private final long maxBytes;
    private final LinkedHashMap<Span, CompletableFuture<FeedEvent>> events = new LinkedHashMap<>(16, 0.75f, true);

    /** From where to where an event leads; a snapshot leads from -1. */
    record Span(long from, long to) {}

    RecentEvents(int maxEvents, long maxBytes) {
        this.maxEvents = maxEvents;
        this.maxBytes = maxBytes;
    }

    /** The event at hand, or else the one that {@code encode} makes. */
    FeedEvent get(Span span, Supplier<FeedEvent> encode) {
        CompletableFuture<FeedEvent> mine = new CompletableFuture<>();
        CompletableFuture<FeedEvent> known = putIfAbsent(span, mine);
        if (known != null) {
            return await(known);
        }
        try {
            FeedEvent event = encode.get();
            mine.complete(event);
            trim(span);
            return event;
        } catch (RuntimeException | Error e) {
            mine.completeExceptionally(e);
            remove(span);
            throw e;
        }
    }

    synchronized boolean contains(Span span) {
        CompletableFuture<FeedEvent> known = events.get(span);
        return known != null && known.isDone();
    }

    private static FeedEvent await(CompletableFuture<FeedEvent> known) {
        try {
            return known.join();
        } catch (CompletionException e) {
            throw new IllegalStateException("encoding failed: " + e.getCause(), e);
        }
    }

    private synchronized @Nullable CompletableFuture<FeedEvent> putIfAbsent(
            Span span, CompletableFuture<FeedEvent> mine) {
        CompletableFuture<FeedEvent> known = events.get(span);
        if (known == null) {
            events.put(span, mine);
        }
        return known;
    }

    private synchronized void remove(Span span) {
        events.remove(span);
    }

    /** Drops the least recently used until both limits hold; the newest stays whatever its size. */
    private synchronized void trim(Span newest) {
        List<Map.Entry<Span, CompletableFuture<FeedEvent>>> done = new ArrayList<>();
        long bytes = 0;
        for (Map.Entry<Span, CompletableFuture<FeedEvent>> each : events.entrySet()) {
            if (each.getValue().isDone()) {
                done.add(each);
                bytes += each.getValue().join().size();
            }
        }
        for (Map.Entry<Span, CompletableFuture<FeedEvent>> eldest : done) {
            if (events.size() <= maxEvents && bytes <= maxBytes) {
                return;
            }
            if (!eldest.getKey().equals(newest)) {
                bytes -= eldest.getValue().join().size();
                events.remove(eldest.getKey());
            }
        }
    }
}
