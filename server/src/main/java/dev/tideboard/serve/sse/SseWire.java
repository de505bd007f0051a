package dev.tideboard.serve.sse;

import dev.tideboard.serve.AcceptEncoding;
import dev.tideboard.serve.Feed;
import dev.tideboard.serve.FeedLoop;
import dev.tideboard.serve.FeedRequest;
import dev.tideboard.serve.Replies;
import dev.tideboard.serve.Subscription;
import dev.tideboard.serve.ViewChannel;
import dev.tideboard.serve.Wire;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** {@code GET /api/v1/feed}: the live feed as server-sent events, for EventSource and anything that reads lines. */
public final class SseWire implements Wire {
    private static final int RETRY_LEAST_MILLIS = 500;
    private static final int RETRY_MOST_MILLIS = 1_500;

    @Override
    public void mount(Router router, FeedLoop loop) {
        router.get("/api/v1/feed").handler(context -> {
            if ("websocket".equalsIgnoreCase(context.request().getHeader("Upgrade"))) {
                context.next();
            } else {
                connect(context, loop);
            }
        });
    }

    private static void connect(RoutingContext context, FeedLoop loop) {
        Feed feed = loop.feed();
        feed.requireRoom();
        String lastEventId = context.request().getHeader("Last-Event-ID");
        FeedRequest wanted = FeedRequest.parse(
                context.queryParams(),
                lastEventId == null ? "" : lastEventId,
                feed.options().maxViews());
        var _ = feed.open(wanted.views())
                .whenComplete((channels, failure) -> loop.context().runOnContext(_ -> {
                    if (failure != null) {
                        Replies.error(context.response(), failure);
                    } else if (context.response().closed()) {
                        channels.forEach(feed::release);
                    } else {
                        stream(context, loop, wanted, channels);
                    }
                }));
    }

    private static void stream(RoutingContext context, FeedLoop loop, FeedRequest wanted, List<ViewChannel> channels) {
        boolean gzip = AcceptEncoding.gzip(context.request().getHeader("Accept-Encoding"));
        SseFraming framing = gzip ? SseFraming.GZIP : SseFraming.PLAIN;
        HttpServerResponse response = context.response();
        response.setChunked(true)
                .putHeader("content-type", "text/event-stream")
                .putHeader("cache-control", "no-store, no-transform")
                .putHeader("x-accel-buffering", "no"); // a proxy must not collect events
        if (gzip) {
            response.putHeader("content-encoding", "gzip");
        }
        SseOutlet outlet = new SseOutlet(response, framing);
        Subscription<List<Buffer>> subscription = loop.admit(outlet);
        response.closeHandler(_ -> subscription.close());
        response.endHandler(_ -> subscription.close());
        response.exceptionHandler(_ -> subscription.close());
        response.drainHandler(_ -> {
            if (outlet.drained()) {
                subscription.drained();
            }
        });
        // Spread out, so that a restart does not bring every client back in the same instant.
        response.write(framing.opening(ThreadLocalRandom.current().nextInt(RETRY_LEAST_MILLIS, RETRY_MOST_MILLIS)));
        subscription.join(channels, wanted.since());
    }
}
