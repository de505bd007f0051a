package dev.tideboard.serve.http;

import dev.tideboard.serve.Board;
import dev.tideboard.serve.FeedLoop;
import dev.tideboard.serve.Replies;
import dev.tideboard.serve.RequestException;
import dev.tideboard.serve.ServedParts;
import dev.tideboard.serve.Wire;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Everything over plain HTTP but the feed: pages and their files, what there is, rows, health and metrics. Thread-safe. */
public final class HttpRoutes implements Wire {
    private static final int MOST_REFUSED = 1_000;

    private final ServedParts parts;
    private final Catalogue catalogue;
    private final ViewRoute viewRoute;
    private final PlanRoute planRoute;
    private final WebFiles files;
    private final Buffer contract;

    /** Serves pages from the folder {@code web/} of the class path. */
    public HttpRoutes(ServedParts parts) {
        this(parts, HttpRoutes.class.getClassLoader(), "web/");
    }

    HttpRoutes(ServedParts parts, ClassLoader loader, String webFolder) {
        this.parts = parts;
        this.catalogue = new Catalogue(parts);
        this.viewRoute = new ViewRoute(parts.views());
        this.planRoute = new PlanRoute(parts.views());
        this.files = new WebFiles(loader, webFolder);
        this.contract = resource("/dev/tideboard/serve/http/openapi.yaml");
    }

    @Override
    public void mount(Router router, FeedLoop loop) {
        json(router, "/api/v1/tables", catalogue::tables);
        json(router, "/api/v1/views", catalogue::views);
        json(router, "/api/v1/boards", catalogue::boards);
        json(router, "/api/v1/sources", catalogue::sources);
        router.get("/api/v1/boards/:board")
                .handler(context -> Replies.json(
                        context.response(), 200, catalogue.board(String.valueOf(context.pathParam("board")))));
        router.get("/api/v1/views/:view").handler(context -> viewRoute.handle(context, loop.context()));
        router.get("/api/v1/views/:view/plan").handler(context -> planRoute.handle(context, loop.context()));
        router.get("/api/v1/quarantine").handler(this::quarantine);
        json(router, "/health/live", () -> Map.of("status", "up"));
        router.get("/health/ready").handler(this::ready);
        router.get("/metrics").handler(context -> {
            // Also where the engine has stopped: that is when somebody looks.
            var _ = loop.feed()
                    .metrics()
                    .refresh()
                    .whenComplete((_, _) -> loop.context().runOnContext(_ -> metrics(context)));
        });
        router.get("/schema.json")
                .handler(context -> text(
                        context,
                        "application/schema+json",
                        Buffer.buffer(parts.projectSchema().get())));
        router.get("/openapi.yaml").handler(context -> text(context, "application/yaml", contract));
        pages(router);
    }

    private void metrics(RoutingContext context) {
        text(
                context,
                "text/plain; version=0.0.4; charset=utf-8",
                Buffer.buffer(parts.metrics().scrape()));
    }

    private void pages(Router router) {
        page(router, "/").handler(context -> shell(context, "index.html", 200));
        page(router, "/b/:board").handler(context -> {
            List<Board> boards = parts.boards().get().boards();
            String name = String.valueOf(context.pathParam("board"));
            boolean known = boards.stream().anyMatch(board -> board.name().equals(name));
            // The shell says in place that there is no such board, and which there are.
            shell(context, "board.html", known ? 200 : 404);
        });
        page(router, "/*").handler(context -> {
            if (!files.send(context, context.normalizedPath().substring(1), 200)) {
                context.next();
            }
        });
    }

    private static io.vertx.ext.web.Route page(Router router, String path) {
        return router.route(path).method(HttpMethod.GET).method(HttpMethod.HEAD);
    }

    private static void json(Router router, String path, Supplier<Map<String, Object>> body) {
        router.get(path).handler(context -> Replies.json(context.response(), 200, body.get()));
    }

    private void shell(RoutingContext context, String name, int status) {
        if (!files.send(context, name, status)) {
            context.response()
                    .setStatusCode(503)
                    .putHeader("content-type", "text/plain; charset=utf-8")
                    .end("The page " + name + " is not in this build: it was built without the web folder"
                            + " (mvn -DskipWeb). The data is at /api/v1/views.\n");
        }
    }

    private void quarantine(RoutingContext context) {
        String asked = context.request().getParam("limit", "100");
        int limit;
        try {
            limit = Integer.parseInt(asked);
        } catch (NumberFormatException e) {
            limit = 0;
        }
        if (limit < 1 || limit > MOST_REFUSED) {
            throw new RequestException(400, "bad_request", "limit=" + asked + " not in 1.." + MOST_REFUSED, List.of());
        }
        Replies.json(context.response(), 200, catalogue.quarantine(limit));
    }

    private void ready(RoutingContext context) {
        String reason = parts.notReady().get();
        if (reason.isEmpty()) {
            Replies.json(context.response(), 200, Map.of("status", "ready"));
        } else {
            Replies.json(context.response(), 503, Map.of("status", "not ready", "reason", reason));
        }
    }

    private static void text(RoutingContext context, String type, Buffer body) {
        context.response()
                .putHeader("content-type", type)
                .putHeader("cache-control", "no-cache")
                .end(body);
    }

    private static Buffer resource(String name) {
        try (InputStream in = HttpRoutes.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing from the class path");
            }
            return Buffer.buffer(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + name, e);
        }
    }
}
