package dev.tideboard.serve.ws;

import dev.tideboard.serve.Framing;
import dev.tideboard.serve.Outlet;
import io.vertx.core.http.ServerWebSocket;
import java.util.ArrayDeque;
import java.util.List;

/** One socket's end of the feed: messages that it does not take yet wait as references to shared text. Its event loop only. */
final class WebSocketOutlet implements Outlet<List<String>> {
    private static final short GOING_AWAY = 1001;

    private final ServerWebSocket socket;
    private final ArrayDeque<String> rest = new ArrayDeque<>(1);

    WebSocketOutlet(ServerWebSocket socket) {
        this.socket = socket;
    }

    @Override
    public Framing<List<String>> framing() {
        return WebSocketFraming.INSTANCE;
    }

    @Override
    public boolean isFull() {
        return !rest.isEmpty() || socket.writeQueueFull();
    }

    @Override
    public void write(List<String> frames) {
        rest.addAll(frames);
        pump();
    }

    /** How many messages wait for the client. */
    int waiting() {
        return rest.size();
    }

    /** Goes on with what was kept back; true when all is written and there is room for more. */
    boolean drained() {
        pump();
        return !isFull();
    }

    @Override
    public void finished() {
        // The socket stays: its client may subscribe to something else.
    }

    @Override
    public void close() {
        socket.close(GOING_AWAY, "the server stops");
    }

    private void pump() {
        while (!rest.isEmpty() && !socket.writeQueueFull() && !socket.isClosed()) {
            socket.writeTextMessage(rest.removeFirst());
        }
    }
}
