package dev.tideboard.serve.sse;

import dev.tideboard.serve.Framing;
import dev.tideboard.serve.Outlet;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import org.jspecify.annotations.Nullable;

/**
 * The response of one event stream. A large flush is written piece by piece as the client takes it: the rest stays a
 * reference to the bytes that all clients share, so a stalled client holds a piece of its own, not a copy of a snapshot.
 * Its event loop only.
 */
final class SseOutlet implements Outlet<Buffer> {
    private static final int PIECE = 64 << 10;

    private final HttpServerResponse response;
    private final SseFraming framing;
    private @Nullable Buffer rest;
    private int written;

    SseOutlet(HttpServerResponse response, SseFraming framing) {
        this.response = response;
        this.framing = framing;
    }

    @Override
    public Framing<Buffer> framing() {
        return framing;
    }

    @Override
    public boolean isFull() {
        return rest != null || response.writeQueueFull();
    }

    @Override
    public void write(Buffer frames) {
        Buffer held = rest;
        if (held == null) {
            pump(frames, 0);
        } else {
            rest = framing.join(java.util.List.of(held.slice(written, held.length()), frames));
            written = 0;
        }
    }

    /** Goes on with what was kept back; true when all is written and there is room for more. */
    boolean drained() {
        Buffer held = rest;
        if (held != null) {
            pump(held, written);
        }
        return !isFull();
    }

    @Override
    public void finished() {
        Buffer held = rest;
        if (held != null) {
            response.write(held.slice(written, held.length()));
        }
        response.end();
    }

    @Override
    public void close() {
        response.reset();
    }

    private void pump(Buffer frames, int from) {
        if (from == 0 && frames.length() <= PIECE) {
            response.write(frames);
            rest = null;
            return;
        }
        int at = from;
        while (at < frames.length() && !response.writeQueueFull()) {
            int end = Math.min(frames.length(), at + PIECE);
            response.write(frames.slice(at, end));
            at = end;
        }
        rest = at < frames.length() ? frames : null;
        written = at;
    }
}
