package dev.tideboard.serve;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One client of the feed: the views it wants and the tick it has. Nothing is queued for it; whenever it can take more it
 * is sent the difference to the newest tick. Its event loop only.
 *
 * <p>The rule of positions: after a flush every view of the client is at the flush's tick, also those that did not
 * change. Views that join start with a snapshot of that same tick, or go on from an older one, and a beat after them says
 * the position in any case.
 *
 * @param <F> what its wire writes
 */
public final class Subscription<F> {
    /** More rows than this are encoded on a worker, so that one large snapshot does not hold up an event loop. */
    private static final long INLINE_ROWS = 2_000;

    private static final long NOWHERE = -1;

    private final FeedLoop loop;
    private final Outlet<F> outlet;
    private final List<Flush.Stage> joining = new ArrayList<>();
    private final List<Runnable> waiting = new ArrayList<>();
    /**
     * The epoch when the client came. It keeps it when views are edited, and has none once a view of it ended: its positions
     * are none in the view that takes the place of that one, so that it starts afresh when it comes back.
     */
    private long epoch;

    private Bundle bundle;
    private long tick = NOWHERE;
    private long lastFlush;
    private boolean flushed;
    private boolean encoding;
    private boolean closed;

    Subscription(FeedLoop loop, Outlet<F> outlet) {
        this.loop = loop;
        this.outlet = outlet;
        this.bundle = loop.bundle(List.of());
        this.epoch = loop.feed().epoch();
    }

    /** Adds views, which the subscription gives back when it is done with them. */
    public void join(List<ViewChannel> channels, Optional<Token> since) {
        if (closed) {
            channels.forEach(loop.feed()::release);
            return;
        }
        if (encoding) {
            waiting.add(() -> join(channels, since));
            return;
        }
        for (ViewChannel channel : channels) {
            leaveNow(channel.view());
            joining.add(new Flush.Stage(channel, loop.feed().resume(channel, since)));
        }
        loop.pass(this);
    }

    /** Drops a view; nothing is sent for it any more. */
    public void leave(String view) {
        if (closed) {
            return;
        }
        if (encoding) {
            waiting.add(() -> leave(view));
        } else {
            leaveNow(view);
        }
    }

    /** How many views there are. */
    public int size() {
        return bundle.channels().size() + joining.size();
    }

    /** Whether it has a view of this name. */
    public boolean has(String view) {
        return find(view) != null
                || joining.stream().anyMatch(stage -> stage.channel().view().equals(view));
    }

    /** To be called when the wire can take more. */
    public void drained() {
        loop.pass(this);
    }

    /** To be called when the connection is gone. */
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        bundle.channels().forEach(loop.feed()::release);
        joining.forEach(stage -> loop.feed().release(stage.channel()));
        joining.clear();
        waiting.forEach(Runnable::run); // a join that waited gives its channels back
        waiting.clear();
        loop.forget(this, bundle);
    }

    /** Ends the connection from the server's side. */
    void disconnect() {
        outlet.close();
        close();
    }

    /**
     * Sends what is due.
     *
     * @return nanoseconds after which it must be offered again, 0 when nothing is due
     */
    long offer(long nowNanos) {
        if (closed || encoding || outlet.isFull()) {
            return 0;
        }
        tellEnded();
        long target = loop.feed().published();
        if (closed || (joining.isEmpty() && !bundle.changed(tick, target))) {
            return 0;
        }
        long wait = flushed ? lastFlush + loop.feed().flushNanos() - nowNanos : 0;
        if (wait > 0) {
            return wait;
        }
        flush(target, nowNanos);
        return 0;
    }

    /** Tells that the server lives; says the position too, when nothing is outstanding up to it. */
    void beat(FeedEvent beat, long beatTick) {
        if (closed || outlet.isFull()) {
            return;
        }
        boolean level =
                !encoding && joining.isEmpty() && beatTick >= tick && size() > 0 && !bundle.changed(tick, beatTick);
        if (level) {
            tick = beatTick;
        }
        write(beat.framed(outlet.framing(), level ? token(beatTick) : ""));
    }

    private void flush(long target, long nowNanos) {
        Bundle.Framed<F> recent = joining.isEmpty() ? bundle.recent(place(tick, target)) : null;
        if (recent != null) {
            tick = target;
            sent(recent, nowNanos);
            return;
        }
        List<Flush.Stage> stages = bundle.stages(tick);
        stages.addAll(joining);
        if (Flush.weight(stages, target) > INLINE_ROWS) {
            encode(() -> Flush.of(stages, target, loop.feed()::published));
            return;
        }
        Flush flush = Flush.of(stages, target, loop.feed()::published);
        if (flush.isHeavy(outlet.framing(), lastWords(flush))) {
            encode(() -> flush);
        } else {
            deliver(flush, nowNanos);
        }
    }

    /** Makes a flush and its frames on a worker: packing a large one takes longer than making it. */
    private void encode(Supplier<Flush> work) {
        encoding = true;
        loop.encode(
                () -> {
                    Flush flush = work.get();
                    var _ = flush.framed(outlet.framing(), lastWords(flush));
                    return flush;
                },
                this::encoded,
                this::failed);
    }

    /** What the last event of a flush carries; where views join, a beat after it tells the position instead. */
    private String lastWords(Flush flush) {
        return joining.isEmpty() ? token(flush.tick()) : "";
    }

    private String token(long at) {
        return new Token(epoch, at).text();
    }

    private Bundle.Place<F> place(long from, long to) {
        return new Bundle.Place<>(outlet.framing(), epoch, from, to);
    }

    private void encoded(Flush flush) {
        encoding = false;
        if (!closed) {
            deliver(flush, System.nanoTime());
            List<Runnable> now = List.copyOf(waiting);
            waiting.clear();
            now.forEach(Runnable::run);
            loop.pass(this);
        }
    }

    private void failed(Throwable failure) {
        encoding = false;
        disconnect();
    }

    private void deliver(Flush flush, long nowNanos) {
        long from = tick;
        boolean joined = !joining.isEmpty();
        if (joined) {
            List<ViewChannel> all = new ArrayList<>(bundle.channels());
            joining.forEach(stage -> all.add(stage.channel()));
            joining.clear();
            bundle = loop.replace(bundle, all);
        }
        tick = flush.tick();
        Flush told = joined ? flush.followedBy(loop.feed().beatAt(tick)) : flush;
        if (!told.events().isEmpty()) {
            Bundle.Framed<F> framed = new Bundle.Framed<>(told.framed(outlet.framing(), token(tick)), told.merged());
            if (!joined) {
                bundle.remember(place(from, tick), framed);
            }
            sent(framed, nowNanos);
        }
    }

    private void sent(Bundle.Framed<F> framed, long nowNanos) {
        lastFlush = nowNanos;
        flushed = true;
        loop.feed().metrics().flushed(framed.merged());
        write(framed.frames());
    }

    private void write(F frames) {
        loop.feed().metrics().sent(outlet.framing().bytes(frames));
        outlet.write(frames);
    }

    private void tellEnded() {
        if (!bundle.anyEnded()
                && joining.stream().allMatch(stage -> stage.channel().ended().isEmpty())) {
            return;
        }
        List<ViewChannel> gone = new ArrayList<>(bundle.channels());
        joining.forEach(stage -> gone.add(stage.channel()));
        gone.removeIf(channel -> channel.ended().isEmpty());
        for (ViewChannel channel : gone) {
            byte[] json = FeedMessages.end(channel.view(), channel.ended());
            write(new FeedEvent("end", json, 0).framed(outlet.framing(), ""));
            leaveNow(channel.view());
            epoch = Token.NO_EPOCH;
        }
        if (size() == 0) {
            outlet.finished();
        }
    }

    private void leaveNow(String view) {
        for (Flush.Stage stage : List.copyOf(joining)) {
            if (stage.channel().view().equals(view)) {
                joining.remove(stage);
                loop.feed().release(stage.channel());
            }
        }
        ViewChannel left = find(view);
        if (left != null) {
            List<ViewChannel> rest = new ArrayList<>(bundle.channels());
            rest.remove(left);
            bundle = loop.replace(bundle, rest);
            loop.feed().release(left);
        }
    }

    private @Nullable ViewChannel find(String view) {
        for (ViewChannel channel : bundle.channels()) {
            if (channel.view().equals(view)) {
                return channel;
            }
        }
        return null;
    }
}
