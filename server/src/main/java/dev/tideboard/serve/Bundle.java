package dev.tideboard.serve;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The views that clients of one event loop have in common, with their latest flushes: clients of the same page are in
 * the same place most of the time, and are sent the very same bytes. Its event loop only.
 */
final class Bundle {
    private static final int MAX_FLUSHES = 4;
    private static final long MAX_BYTES = 1 << 20;

    private final List<ViewChannel> channels;
    private final LinkedHashMap<Place<?>, Ready> ready = new LinkedHashMap<>();
    private int users;

    /** From where to where a flush leads, and in which words. */
    record Place<F>(Framing<F> framing, long epoch, long from, long to) {}

    private record Ready(Object frames, boolean merged) {}

    /** Frames of a flush, as their wire wrote them. */
    record Framed<F>(F frames, boolean merged) {}

    Bundle(List<ViewChannel> channels) {
        this.channels = List.copyOf(channels);
    }

    List<ViewChannel> channels() {
        return channels;
    }

    Bundle hold() {
        users++;
        return this;
    }

    /** True when nobody holds it any more. */
    boolean drop() {
        return --users == 0;
    }

    boolean changed(long from, long to) {
        for (ViewChannel channel : channels) {
            if (channel.changed(from, to)) {
                return true;
            }
        }
        return false;
    }

    boolean anyEnded() {
        for (ViewChannel channel : channels) {
            if (!channel.ended().isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /** What a client at {@code from} must be told, all views being at the same position. */
    List<Flush.Stage> stages(long from) {
        List<Flush.Stage> stages = new ArrayList<>(channels.size());
        for (ViewChannel channel : channels) {
            stages.add(new Flush.Stage(channel, from));
        }
        return stages;
    }

    @SuppressWarnings("unchecked") // frames are only ever put under the framing that made them
    <F> @Nullable Framed<F> recent(Place<F> place) {
        Ready found = ready.get(place);
        return found == null ? null : new Framed<>((F) found.frames(), found.merged());
    }

    <F> void remember(Place<F> place, Framed<F> framed) {
        if (place.framing().bytes(framed.frames()) > MAX_BYTES) {
            return;
        }
        ready.put(place, new Ready(framed.frames(), framed.merged()));
        if (ready.size() > MAX_FLUSHES) {
            Map.Entry<Place<?>, Ready> oldest = ready.firstEntry();
            ready.remove(oldest.getKey());
        }
    }
}
