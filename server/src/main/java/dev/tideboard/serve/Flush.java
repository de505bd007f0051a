package dev.tideboard.serve;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * The events that bring all views of a client to one tick. Immutable.
 *
 * @param tick where the client is afterwards
 */
record Flush(long tick, List<FeedEvent> events) {
    /** Packing takes a millisecond for about so many bytes. */
    private static final long HEAVY_BYTES = 64 << 10;

    /** One view and the position the client has in it: -1 for none. */
    record Stage(ViewChannel channel, long from) {}

    /**
     * Encodes what is not encoded yet.
     *
     * @param published the newest tick: where to go instead when a view can no longer tell its rows at {@code to}
     */
    static Flush of(List<Stage> stages, long to, LongSupplier published) {
        long target = to;
        while (true) {
            List<FeedEvent> events = new ArrayList<>(stages.size());
            if (collect(stages, target, events)) {
                return new Flush(target, events);
            }
            long newer = published.getAsLong();
            if (newer <= target) {
                throw new IllegalStateException("tick=" + target + " is not known any more, and none is newer");
            }
            target = newer;
        }
    }

    /** About how many rows {@link #of} would have to encode. */
    static long weight(List<Stage> stages, long to) {
        long rows = 0;
        for (Stage stage : stages) {
            rows += stage.channel().weight(stage.from(), to);
        }
        return rows;
    }

    /** The same with one more event. */
    Flush followedBy(FeedEvent last) {
        List<FeedEvent> all = new ArrayList<>(events);
        all.add(last);
        return new Flush(tick, all);
    }

    /**
     * Whether framing it would hold up an event loop.
     *
     * @param token what its last event is to carry
     */
    boolean isHeavy(Framing<?> framing, String token) {
        long bytes = 0;
        for (int i = 0; i < events.size(); i++) {
            FeedEvent event = events.get(i);
            bytes += event.isFramed(framing, tokenOf(i, token)) ? 0 : event.size();
        }
        return bytes > HEAVY_BYTES;
    }

    /** The frames of one wire, the last of which carries {@code token}. */
    <F> F framed(Framing<F> framing, String token) {
        List<F> frames = new ArrayList<>(events.size());
        for (int i = 0; i < events.size(); i++) {
            frames.add(events.get(i).framed(framing, tokenOf(i, token)));
        }
        return frames.size() == 1 ? frames.getFirst() : framing.join(frames);
    }

    private String tokenOf(int index, String last) {
        return index == events.size() - 1 ? last : "";
    }

    /** True when a client missed ticks in between. */
    boolean merged() {
        return events.stream().anyMatch(event -> event.changes() > 1);
    }

    private static boolean collect(List<Stage> stages, long to, List<FeedEvent> events) {
        for (Stage stage : stages) {
            switch (stage.channel().step(stage.from(), to)) {
                case ViewChannel.Step.Tell tell -> events.add(tell.event());
                case ViewChannel.Step.Nothing _ -> {}
                case ViewChannel.Step.Overtaken _ -> {
                    return false;
                }
            }
        }
        return true;
    }
}
