package dev.tideboard.serve.ws;

import dev.tideboard.serve.FeedLoop;
import dev.tideboard.serve.Replies;
import dev.tideboard.serve.RequestException;
import dev.tideboard.serve.Wire;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** {@code WS /api/v1/feed}: the live feed over WebSocket, whose client says what it wants as it goes. */
public final class WebSocketWire implements Wire {

    @Override
    public void mount(Router router, FeedLoop loop) {
        router.get("/api/v1/feed").handler(context -> {
            if ("websocket".equalsIgnoreCase(context.request().getHeader("Upgrade"))) {
                upgrade(context, loop);
            } else {
                context.next();
            }
        });
    }

    private static void upgrade(RoutingContext context, FeedLoop loop) {
        loop.feed().requireRoom();
        context.request().toWebSocket().onComplete(result -> {
            if (result.succeeded()) {
                new FeedSocket(result.result(), loop).open();
            } else {
                Replies.error(
                        context.response(),
                        new RequestException(
                                400,
                                "bad_handshake",
                                String.valueOf(result.cause().getMessage()),
                                java.util.List.of()));
            }
        });
    }
}
