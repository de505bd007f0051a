package dev.tideboard.serve.http;

import dev.tideboard.data.Snapshot;
import dev.tideboard.engine.Binding;
import dev.tideboard.engine.LiveViews;
import dev.tideboard.serve.AcceptEncoding;
import dev.tideboard.serve.FeedRequest;
import dev.tideboard.serve.Replies;
import dev.tideboard.serve.RequestException;
import dev.tideboard.serve.RowsJson;
import dev.tideboard.serve.Token;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.MIMEHeader;
import io.vertx.ext.web.RoutingContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;

/** {@code GET /api/v1/views/{view}?column=value}: the rows now, as JSON or CSV. Thread-safe. */
final class ViewRoute {
    private static final int MAX_AT_ONCE = 64;
    private static final int WORTH_PACKING = 1_024;
    private static final String JSON = "application/json";
    private static final String FAILURE = "tideboard-failure";
    private static final String CSV = "text/csv";
    private static final List<String> OFFERED = List.of(JSON, CSV);

    private final LiveViews views;
    private final AtomicInteger atOnce = new AtomicInteger();

    private record Reply(String view, String type, boolean gzip, String tag) {}

    ViewRoute(LiveViews views) {
        this.views = views;
    }

    void handle(RoutingContext context, Context loop) {
        String name = String.valueOf(context.pathParam("view"));
        String type = negotiate(context.parsedHeaders().accept());
        LiveViews.View view = named(views, name);
        Binding binding = FeedRequest.binding(context.queryParams());
        if (atOnce.incrementAndGet() > MAX_AT_ONCE) {
            atOnce.decrementAndGet();
            throw new RequestException(503, "busy", "requests for rows > " + MAX_AT_ONCE + " at once", List.of());
        }
        boolean gzip = AcceptEncoding.gzip(context.request().getHeader("Accept-Encoding"));
        var _ = views.snapshot(name, binding)
                .whenComplete((snapshot, failure) -> loop.runOnContext(_ -> {
                    if (failure != null) {
                        atOnce.decrementAndGet();
                        Replies.error(context.response(), failure);
                        return;
                    }
                    String variant = (type.equals(CSV) ? "-csv" : "") + (gzip ? "-gz" : "");
                    String tag = "\"" + new Token(views.epoch(), snapshot.tick()).text() + variant + "\"";
                    send(context, view, snapshot, new Reply(name, type, gzip, tag), loop);
                }));
    }

    private void send(RoutingContext context, LiveViews.View view, Snapshot rows, Reply reply, Context loop) {
        context.response()
                .putHeader("etag", reply.tag())
                .putHeader("cache-control", "no-cache")
                .putHeader("vary", "accept, accept-encoding, origin");
        // Rows of a view that failed are those of before, or none: whoever reads them must be able to know.
        if (!rows.failure().isEmpty()) {
            context.response().putHeader(FAILURE, rows.failure().replaceAll("[^ -~]", "?"));
        }
        if (Etags.match(context.request().getHeader("If-None-Match"), reply.tag())) {
            atOnce.decrementAndGet();
            context.response().setStatusCode(304).end();
            return;
        }
        loop.executeBlocking(() -> body(view, rows, reply), false).onComplete(result -> {
            atOnce.decrementAndGet();
            if (result.failed()) {
                Replies.error(context.response(), result.cause());
            } else if (!context.response().closed()) {
                byte[] body = result.result();
                boolean packed = reply.gzip() && body.length > 1 && body[0] == 0x1f;
                if (packed) {
                    context.response().putHeader("content-encoding", "gzip");
                }
                String charset = reply.type().equals(CSV) ? "; charset=utf-8" : "";
                context.response()
                        .putHeader("content-type", reply.type() + charset)
                        .end(Buffer.buffer(body));
            }
        });
    }

    private static byte[] body(LiveViews.View view, Snapshot rows, Reply reply) {
        byte[] plain = reply.type().equals(CSV)
                ? RowsCsv.of(rows).getBytes(StandardCharsets.UTF_8)
                : RowsJson.of(reply.view(), view.key(), rows);
        if (!reply.gzip() || plain.length < WORTH_PACKING) {
            return plain;
        }
        ByteArrayOutputStream packed = new ByteArrayOutputStream(plain.length / 4);
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    /** The best of what is offered; what is asked for first wins among equals. */
    private static String negotiate(List<MIMEHeader> accepted) {
        if (accepted.isEmpty()) {
            return JSON;
        }
        List<MIMEHeader> byWeight = accepted.stream()
                .filter(each -> each.weight() > 0)
                .sorted(Comparator.comparingDouble(each -> -each.weight()))
                .toList();
        for (MIMEHeader each : byWeight) {
            for (String offer : OFFERED) {
                if (fits(each, offer)) {
                    return offer;
                }
            }
        }
        throw new RequestException(
                406,
                "not_acceptable",
                "Accept=" + accepted.stream().map(MIMEHeader::rawValue).toList() + " not among " + OFFERED,
                OFFERED);
    }

    private static boolean fits(MIMEHeader wanted, String offer) {
        int slash = offer.indexOf('/');
        boolean type = wanted.component().equals("*") || wanted.component().equals(offer.substring(0, slash));
        return type
                && (wanted.subComponent().equals("*") || wanted.subComponent().equals(offer.substring(slash + 1)));
    }

    /** The view called {@code name}, which a request asks for. */
    static LiveViews.View named(LiveViews views, String name) {
        List<LiveViews.View> all = views.views();
        return all.stream().filter(each -> each.name().equals(name)).findAny().orElseThrow(() -> {
            List<String> names = all.stream().map(LiveViews.View::name).sorted().toList();
            return RequestException.unknown("view", name, names);
        });
    }
}
