package dev.tideboard.serve;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP server: event loops, the gate every request passes, and the wires behind it.
 *
 * <p>{@code new WebServer(parts, options, wires)}, then {@link #start()}; it serves until {@link #close()}.
 */
public final class WebServer implements AutoCloseable {
    private static final int MAX_REQUEST_LINE = 32 << 10;
    private static final int MAX_MESSAGE = 64 << 10;
    private static final int SEND_BUFFER = 64 << 10;
    private static final int WORKERS = 4;
    private static final long CLOSE_SECONDS = 5;

    private final ServeOptions options;
    private final List<Wire> wires;
    private final Gate gate;
    private final ServeMetrics metrics;
    private final Feed feed;
    private final List<Router> routers = new CopyOnWriteArrayList<>();
    private @Nullable Vertx vertx;
    private volatile int port;

    /** Puts the parts together; nothing runs before {@link #start()}. */
    public WebServer(ServedParts parts, ServeOptions options, List<Wire> wires) {
        this.options = options;
        this.wires = List.copyOf(wires);
        this.gate = new Gate(new OriginPolicy(options.allowOrigins()));
        this.metrics = new ServeMetrics(parts.metrics(), parts.views(), parts.tables(), parts.quarantine());
        this.feed = new Feed(parts, options, metrics);
    }

    /** Listens; returns once connections are accepted. */
    public synchronized void start() {
        requireLoopback(options.host());
        Vertx started = Vertx.vertx(new VertxOptions()
                .setPreferNativeTransport(true)
                .setEventLoopPoolSize(options.eventLoops())
                .setWorkerPoolSize(WORKERS)
                .setFileSystemOptions(new FileSystemOptions()
                        .setClassPathResolvingEnabled(false)
                        .setFileCachingEnabled(false)));
        vertx = started;
        try {
            started.deployVerticle(Loop::new, new DeploymentOptions().setInstances(options.eventLoops()))
                    .await();
        } catch (Exception e) { // awaiting throws whatever the future failed with, checked or not
            close();
            throw new ListenException(
                    "cannot listen at " + options.host() + ":" + options.port() + ": " + e.getMessage()
                            + "; choose another port with --port",
                    e);
        }
        feed.startBeats(started);
    }

    /** The port in use. */
    public int port() {
        return port;
    }

    /** The address to open in a browser. */
    public String url() {
        String host = options.host().contains(":") ? "[" + options.host() + "]" : options.host();
        return "http://" + host + ":" + port;
    }

    /** Every route, as {@code GET /path}; for the contract's test. */
    public List<String> routes() {
        return routers.getFirst().getRoutes().stream()
                .filter(route -> route.getPath() != null && route.methods() != null)
                .flatMap(route -> route.methods().stream().map(method -> method + " " + route.getPath()))
                .distinct()
                .sorted()
                .toList();
    }

    /** Ends every connection and stops. */
    @Override
    public synchronized void close() {
        Vertx running = vertx;
        if (running == null) {
            return;
        }
        vertx = null;
        feed.close();
        running.close()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(CLOSE_SECONDS, TimeUnit.SECONDS)
                .exceptionally(_ -> null)
                .join();
    }

    private HttpServerOptions httpOptions() {
        int stalled = (int) options.stalledAfter().toSeconds();
        return new HttpServerOptions()
                .setHost(options.host())
                // Below zero the instances share one free port; with 0 each would take its own.
                .setPort(options.port() == 0 ? -1 : options.port())
                .setTcpNoDelay(true)
                .setSendBufferSize(SEND_BUFFER)
                .setTcpUserTimeout(stalled * 1000)
                .setWriteIdleTimeout(stalled)
                .setIdleTimeoutUnit(TimeUnit.SECONDS)
                .setHttp2ClearTextEnabled(false)
                .setCompressionSupported(false)
                .setPerFrameWebSocketCompressionSupported(false)
                .setPerMessageWebSocketCompressionSupported(false)
                .setMaxWebSocketMessageSize(MAX_MESSAGE)
                .setMaxWebSocketFrameSize(MAX_MESSAGE)
                .setMaxInitialLineLength(MAX_REQUEST_LINE);
    }

    private static void requireLoopback(String host) {
        InetAddress address;
        try {
            address = InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new ListenException("host=" + host + " is not an address of this machine", e);
        }
        if (!address.isLoopbackAddress()) {
            throw new ListenException("host=" + host
                    + " is reachable from other machines, and there are no keys or logins yet to protect it:"
                    + " listen at 127.0.0.1 and put a proxy that asks who is there in front");
        }
    }

    /** One event loop with its own server; all listen at the same port. */
    private final class Loop extends AbstractVerticle {
        @Override
        public void start(Promise<Void> started) {
            Router router = Router.router(vertx);
            router.route().order(Integer.MIN_VALUE).handler(gate);
            FeedLoop loop = feed.addLoop(context);
            wires.forEach(wire -> wire.mount(router, loop));
            router.errorHandler(404, Loop::notFound);
            router.errorHandler(405, Loop::notAllowed);
            router.errorHandler(400, Loop::failed);
            router.errorHandler(500, Loop::failed);
            routers.add(router);
            HttpServer server = vertx.createHttpServer(httpOptions()).requestHandler(router);
            server.listen().onComplete(result -> {
                if (result.succeeded()) {
                    port = result.result().actualPort();
                    started.complete();
                } else {
                    started.fail(result.cause());
                }
            });
        }

        private static void notFound(RoutingContext request) {
            Replies.error(
                    request.response(),
                    new RequestException(404, "not_found", "nothing here: /openapi.yaml lists the routes", List.of()));
        }

        private static void notAllowed(RoutingContext request) {
            Replies.error(
                    request.response(),
                    new RequestException(
                            405, "method", "method=" + request.request().method() + " not allowed here", List.of()));
        }

        private static void failed(RoutingContext request) {
            Throwable failure = request.failure();
            if (failure == null || (request.statusCode() == 400 && !(failure instanceof RequestException))) {
                failure = new RequestException(400, "bad_request", "the request cannot be read", List.of());
            }
            Replies.error(request.response(), failure);
        }
    }
}
