package dev.tideboard.serve.ws;

import dev.tideboard.serve.FeedLoop;
import dev.tideboard.serve.Replies;
import dev.tideboard.serve.RequestException;
import dev.tideboard.serve.Subscription;
import dev.tideboard.serve.Token;
import dev.tideboard.serve.ViewChannel;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.vertx.core.http.ServerWebSocket;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * One WebSocket client: reads what it wants, one message at a time, and hands it to its subscription. Its event loop only.
 */
final class FeedSocket {
    private static final short PROTOCOL_ERROR = 1002;
    private static final short UNSUPPORTED = 1003;
    private static final short POLICY = 1008;
    private static final int MOST_WAITING = 256;
    private static final short TOO_BIG = 1009;
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final ServerWebSocket socket;
    private final FeedLoop loop;
    private final WebSocketOutlet outlet;
    private final Subscription<List<String>> subscription;

    FeedSocket(ServerWebSocket socket, FeedLoop loop) {
        this.socket = socket;
        this.loop = loop;
        this.outlet = new WebSocketOutlet(socket);
        this.subscription = loop.admit(outlet);
    }

    void open() {
        socket.closeHandler(_ -> subscription.close());
        socket.exceptionHandler(e -> socket.close(closeCode(e), "the message cannot be read"));
        socket.drainHandler(_ -> {
            if (outlet.drained()) {
                subscription.drained();
            }
        });
        socket.textMessageHandler(this::read);
        socket.binaryMessageHandler(_ -> socket.close(UNSUPPORTED, "the feed takes text messages"));
    }

    private static short closeCode(Throwable failure) {
        return switch (failure) {
            case CorruptedWebSocketFrameException broken ->
                (short) broken.closeStatus().code();
            case IllegalStateException _ -> TOO_BIG; // how a message of too many frames is told
            default -> PROTOCOL_ERROR;
        };
    }

    private void read(String text) {
        try {
            switch (ClientMessage.parse(text)) {
                case ClientMessage.Subscribe wanted -> subscribe(wanted);
                case ClientMessage.Unsubscribe unwanted -> subscription.leave(unwanted.view());
            }
        } catch (RequestException e) {
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("event", "error");
            body.putAll(Replies.error(e));
            answer(body);
        }
    }

    private void subscribe(ClientMessage.Subscribe wanted) {
        int most = loop.feed().options().maxViews();
        if (subscription.size() >= most && !subscription.has(wanted.view())) {
            refuse(wanted.view(), "views=" + subscription.size() + " >= " + most + ": unsubscribe from one first");
            return;
        }
        // Not the next message before this one is done: a client cannot pile up work.
        socket.pause();
        var _ = loop.feed()
                .open(Map.of(wanted.view(), wanted.where()))
                .whenComplete((channels, failure) -> loop.context().runOnContext(_ -> {
                    if (socket.isClosed()) {
                        if (channels != null) {
                            channels.forEach(loop.feed()::release);
                        }
                        return;
                    }
                    finish(wanted, channels, failure);
                    socket.resume();
                }));
    }

    private void finish(
            ClientMessage.Subscribe wanted,
            @org.jspecify.annotations.Nullable List<ViewChannel> channels,
            @org.jspecify.annotations.Nullable Throwable failure) {
        if (channels != null) {
            subscription.join(channels, Token.parse(wanted.since()));
        } else if (failure != null) {
            subscription.leave(wanted.view()); // it wants other rows than those it has
            refuse(
                    wanted.view(),
                    String.valueOf(Replies.asRequestException(failure).getMessage()));
        }
    }

    private void refuse(String view, String reason) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("event", "end");
        body.put("view", view);
        body.put("reason", reason);
        answer(body);
    }

    /** Answers grow no long queue: a client that asks on and on without reading the answers is disconnected. */
    private void answer(Map<String, Object> body) {
        if (outlet.waiting() > MOST_WAITING) {
            socket.close(POLICY, "answers are not read");
            return;
        }
        outlet.write(List.of(MAPPER.writeValueAsString(body)));
    }
}
