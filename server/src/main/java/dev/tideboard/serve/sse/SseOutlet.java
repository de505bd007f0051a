package dev.tideboard.serve.sse;

import dev.tideboard.serve.Framing;
import dev.tideboard.serve.Outlet;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.ArrayDeque;
import java.util.List;

/**
 * The response of one event stream. A large flush is written piece by piece as the client takes it: the rest stays
 * references to the bytes that all clients share, so a stalled client holds a piece of its own, not a copy of a snapshot.
 * Its event loop only.
 */
final class SseOutlet implements Outlet<List<Buffer>> {
    private static final int PIECE = 64 << 10;

    private final HttpServerResponse response;
    private final SseFraming framing;
    private final ArrayDeque<Buffer> rest = new ArrayDeque<>(1);
    /** How much of the first of the rest is written. */
    private int written;

    SseOutlet(HttpServerResponse response, SseFraming framing) {
        this.response = response;
        this.framing = framing;
    }

    @Override
    public Framing<List<Buffer>> framing() {
        return framing;
    }

    @Override
    public boolean isFull() {
        return !rest.isEmpty() || response.writeQueueFull();
    }

    @Override
    public void write(List<Buffer> frames) {
        rest.addAll(frames);
        pump();
    }

    /** Goes on with what was kept back; true when all is written and there is room for more. */
    boolean drained() {
        pump();
        return !isFull();
    }

    @Override
    public void finished() {
        for (Buffer frame : rest) {
            response.write(frame.slice(written, frame.length()));
            written = 0;
        }
        rest.clear();
        response.end();
    }

    @Override
    public void close() {
        response.reset();
    }

    private void pump() {
        while (!rest.isEmpty() && !response.writeQueueFull()) {
            Buffer frame = rest.getFirst();
            int end = Math.min(frame.length(), written + PIECE);
            response.write(written == 0 && end == frame.length() ? frame : frame.slice(written, end));
            written = end;
            if (end == frame.length()) {
                rest.removeFirst();
                written = 0;
            }
        }
    }
}
