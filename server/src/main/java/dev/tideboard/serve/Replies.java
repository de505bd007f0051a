package dev.tideboard.serve;

import dev.tideboard.engine.BindingException;
import dev.tideboard.engine.EngineBusyException;
import io.vertx.core.http.HttpServerResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import tools.jackson.databind.json.JsonMapper;

/** JSON replies outside the feed, errors above all: {@code {"error":code,"message":…,"valid":[…]}}. */
public final class Replies {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Replies() {}

    /** Ends the response with {@code value} as JSON. */
    public static void json(HttpServerResponse response, int status, Object value) {
        if (response.ended() || response.closed()) {
            return;
        }
        response.setStatusCode(status)
                .putHeader("content-type", "application/json")
                .putHeader("cache-control", "no-store")
                .end(io.vertx.core.buffer.Buffer.buffer(MAPPER.writeValueAsBytes(value)));
    }

    /** Ends the response with what went wrong. */
    public static void error(HttpServerResponse response, Throwable failure) {
        RequestException refused = asRequestException(failure);
        if (refused.status() == 503 && !response.headWritten()) {
            response.putHeader("retry-after", "2");
        }
        json(response, refused.status(), error(refused));
    }

    /** The error as JSON. */
    public static Map<String, Object> error(RequestException refused) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("error", refused.code());
        body.put("message", String.valueOf(refused.getMessage()));
        if (!refused.valid().isEmpty()) {
            body.put("valid", refused.valid());
        }
        return body;
    }

    /** What the sender can do about a failure; one that is ours keeps its details to the log. */
    public static RequestException asRequestException(Throwable failure) {
        Throwable cause = failure;
        while ((cause instanceof CompletionException || cause instanceof ExecutionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = String.valueOf(cause.getMessage());
        return switch (cause) {
            case RequestException refused -> refused;
            case BindingException _ -> new RequestException(400, "bad_binding", message, List.of());
            case EngineBusyException _ -> new RequestException(503, "busy", message, List.of());
            case NoSuchElementException _ -> new RequestException(404, "not_found", message, List.of());
            default -> {
                org.slf4j.LoggerFactory.getLogger(Replies.class).error("a request failed", cause);
                yield new RequestException(500, "internal", "the server failed; its log says why", List.of());
            }
        };
    }
}
