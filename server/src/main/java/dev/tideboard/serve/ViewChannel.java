package dev.tideboard.serve;

import dev.tideboard.data.Schema;
import dev.tideboard.data.Snapshot;
import dev.tideboard.engine.Binding;
import dev.tideboard.engine.ViewChange;
import dev.tideboard.engine.ViewListener;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One view with one binding as all its clients share it: its recent history, and the events encoded from it. Thread-safe:
 * the engine thread adds changes, event loops and workers ask for events.
 */
public final class ViewChannel {
    private static final long NOWHERE = -1;
    private static final int MAX_DELTAS = 16;
    private static final int MAX_SNAPSHOTS = 2;
    private static final long MAX_DELTA_BYTES = 4 << 20;

    private final String view;
    private final Binding binding;
    private final ViewHistory history;
    private final Rebaser rebaser;
    private final AtomicBoolean rebasing = new AtomicBoolean();
    private final RecentEvents deltas = new RecentEvents(MAX_DELTAS, MAX_DELTA_BYTES);
    private final RecentEvents snapshots = new RecentEvents(MAX_SNAPSHOTS, Long.MAX_VALUE);
    private volatile @Nullable Opening opening;
    private volatile String ended = "";

    /** Fetches a fresh snapshot of a channel's view and hands it to {@link ViewChannel#rebase}. */
    interface Rebaser {
        void freshSnapshot(ViewChannel channel);
    }

    ViewChannel(ChannelKey identity, ViewHistory history, Rebaser rebaser) {
        this.view = identity.view();
        this.binding = identity.binding();
        this.history = history;
        this.rebaser = rebaser;
    }

    /** What the first snapshot said; the snapshot itself is not kept beyond the history's base. */
    private record Opening(Schema schema, List<String> key, long tick, int[] keyColumns) {}

    /** A view and what it is bound to. */
    record ChannelKey(String view, Binding binding) {}

    public String view() {
        return view;
    }

    public Binding binding() {
        return binding;
    }

    ChannelKey identity() {
        return new ChannelKey(view, binding);
    }

    Schema schema() {
        return opened().schema();
    }

    int[] keyColumns() {
        return opened().keyColumns();
    }

    /** The tick of the channel's first snapshot: it cannot tell of earlier ones. */
    long firstTick() {
        return opened().tick();
    }

    /** Why the view is gone, or "". */
    String ended() {
        return ended;
    }

    /** What the engine is to call. */
    ViewListener listener(Runnable onEnd) {
        return new ViewListener() {
            @Override
            public void changed(ViewChange change) {
                if (history.add(change) && rebasing.compareAndSet(false, true)) {
                    rebaser.freshSnapshot(ViewChannel.this);
                }
            }

            @Override
            public void ended(String reason) {
                ended = reason.isEmpty() ? "the view is gone" : reason;
                onEnd.run();
            }
        };
    }

    void open(Snapshot snapshot, List<String> key) {
        Schema schema = snapshot.schema();
        opening = new Opening(schema, List.copyOf(key), snapshot.tick(), schema.indexesOf(key));
        history.open(snapshot);
    }

    void rebase(Snapshot snapshot) {
        history.rebase(snapshot);
        rebasing.set(false);
    }

    /** A fresh snapshot could not be had: the next change asks again. */
    void rebaseFailed() {
        rebasing.set(false);
    }

    boolean changed(long from, long to) {
        return history.changed(from, to);
    }

    /**
     * Where a client that names {@code tick} may continue, or -1 where it must start afresh. Rows without a key of their
     * own are numbered anew by each run of a view, so a position as old as this run may be of the one before.
     */
    long resume(long tick) {
        long oldest = history.forgotten();
        boolean numbered = opened().key().equals(List.of("#"));
        boolean ours = numbered ? tick > firstTick() : tick >= firstTick();
        return ours && tick >= oldest ? tick : NOWHERE;
    }

    /** About how many rows must be encoded to get from a position to a tick; 0 when that was done already. */
    long weight(long from, long to) {
        if (from == NOWHERE) {
            return snapshots.contains(new RecentEvents.Span(NOWHERE, to)) ? 0 : history.weight(NOWHERE, to);
        }
        return deltas.contains(new RecentEvents.Span(from, to)) ? 0 : history.weight(from, to);
    }

    /**
     * The event that brings a client from a position (-1 for none) to a tick.
     *
     * @return nothing to tell, the event, or that the base of the history has overtaken {@code to}
     */
    Step step(long from, long to) {
        if (from != NOWHERE) {
            Optional<List<ViewChange>> changes = history.between(from, to);
            if (changes.isPresent()) {
                return changes.get().isEmpty() ? Step.NOTHING : new Step.Tell(delta(from, to, changes.get()));
            }
        }
        Optional<ViewHistory.Basis> basis = history.at(to);
        if (basis.isEmpty()) {
            return Step.OVERTAKEN;
        }
        return new Step.Tell(snapshots.get(
                new RecentEvents.Span(NOWHERE, to), () -> new FeedEvent("snapshot", snapshotJson(basis.get(), to), 0)));
    }

    /** See {@link #step}. */
    sealed interface Step {
        Step NOTHING = new Nothing();
        Step OVERTAKEN = new Overtaken();

        /** An event to send. */
        record Tell(FeedEvent event) implements Step {}

        /** The view did not change in between. */
        record Nothing() implements Step {}

        /** The rows at that tick are no longer known: ask for a later tick. */
        record Overtaken() implements Step {}
    }

    private FeedEvent delta(long from, long to, List<ViewChange> changes) {
        return deltas.get(new RecentEvents.Span(from, to), () -> {
            byte[] json = FeedMessages.delta(this, from, to, Patch.merge(changes, keyColumns()));
            return new FeedEvent("delta", json, changes.size());
        });
    }

    private byte[] snapshotJson(ViewHistory.Basis basis, long to) {
        Patch since = Patch.merge(basis.changes(), keyColumns());
        String failure = basis.changes().isEmpty() ? basis.base().failure() : since.failure();
        Snapshot rows = new Snapshot(to, schema(), since.applyTo(basis.base()), failure);
        return FeedMessages.snapshot(view, opened().key(), rows);
    }

    private Opening opened() {
        Opening known = opening;
        if (known == null) {
            throw new IllegalStateException("view=" + view + " is not open yet");
        }
        return known;
    }
}
