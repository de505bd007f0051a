package dev.tideboard.serve;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What every request passes first: the check of host and origin, and the headers that bound what a page may do. It looks
 * at no path, so no spelling of a path gets around it. Thread-safe.
 */
final class Gate implements Handler<RoutingContext> {
    private static final Logger LOG = LoggerFactory.getLogger(Gate.class);
    private static final int MOST_TOLD = 100;

    private final Set<String> told = ConcurrentHashMap.newKeySet();
    private final OriginPolicy policy;
    private final String contentPolicy;

    Gate(OriginPolicy policy) {
        this.policy = policy;
        String framers = policy.foreign().isEmpty() ? "'none'" : String.join(" ", policy.foreign());
        this.contentPolicy = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                + " font-src 'self'; connect-src 'self'; worker-src 'self'; object-src 'none'; base-uri 'none';"
                + " form-action 'self'; frame-ancestors " + framers;
    }

    /** Once for each origin: whoever embeds a panel looks here for why the page stays empty. */
    private void tell(HttpServerRequest request, RequestException refusal) {
        String origin = String.valueOf(request.headers().get("Origin"));
        if (told.size() < MOST_TOLD && told.add(origin)) {
            LOG.warn("a request from another page was refused: {}", refusal.getMessage());
        }
    }

    @Override
    public void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        HttpServerResponse response = context.response();
        response.putHeader("content-security-policy", contentPolicy)
                .putHeader("x-content-type-options", "nosniff")
                .putHeader("referrer-policy", "no-referrer")
                .putHeader("cross-origin-opener-policy", "same-origin")
                .putHeader("cross-origin-resource-policy", "same-origin")
                .putHeader("permissions-policy", "camera=(), geolocation=(), microphone=()");
        Optional<RequestException> refusal = policy.refusal(request);
        if (refusal.isPresent()) {
            tell(request, refusal.get());
            Replies.error(response, refusal.get());
            return;
        }
        String origin = request.headers().get("Origin");
        if (!policy.foreign().isEmpty()) {
            response.putHeader("vary", "origin");
        }
        if (origin != null && policy.isForeign(origin)) {
            response.putHeader("access-control-allow-origin", origin);
            response.putHeader("access-control-expose-headers", "etag, retry-after");
        }
        if (HttpMethod.OPTIONS.equals(request.method())) {
            response.putHeader("access-control-allow-methods", "GET, HEAD, POST")
                    .putHeader("access-control-allow-headers", "content-type, content-encoding, last-event-id")
                    .putHeader("access-control-max-age", "600")
                    .setStatusCode(204)
                    .end();
            return;
        }
        context.next();
    }
}
