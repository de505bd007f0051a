package dev.tideboard.serve.ws;

import dev.tideboard.serve.FeedModel;
import dev.tideboard.serve.RunningServer;
import java.net.URI;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A socket whose messages are applied to a model. */
final class WebSocketClient implements WebSocket.Listener, AutoCloseable {
    private final FeedModel model;
    private final WebSocket socket;
    private final StringBuilder text = new StringBuilder();
    private final List<JsonNode> errors = new ArrayList<>();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private volatile int closeCode = -1;

    WebSocketClient(RunningServer server, FeedModel model) {
        this.model = model;
        URI uri = URI.create(server.server.url().replace("http:", "ws:") + "/api/v1/feed");
        this.socket = server.client()
                .newWebSocketBuilder()
                .connectTimeout(Duration.ofSeconds(10))
                .buildAsync(uri, this)
                .join();
    }

    void send(String message) {
        socket.sendText(message, true).join();
    }

    <T> T look(Function<FeedModel, T> question) {
        Throwable wrong = failure.get();
        if (wrong != null) {
            throw new AssertionError("the feed broke a promise", wrong);
        }
        synchronized (model) {
            return question.apply(model);
        }
    }

    List<JsonNode> errors() {
        synchronized (model) {
            return List.copyOf(errors);
        }
    }

    /** What the server closed the socket with, -1 while it is open. */
    int closeCode() {
        return closeCode;
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        text.append(data);
        if (last) {
            String message = text.toString();
            text.setLength(0);
            try {
                apply(FeedModel.MAPPER.readTree(message));
            } catch (Throwable e) {
                failure.set(e);
            }
        }
        from.request(1);
        return java.util.concurrent.CompletableFuture.completedStage(null);
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        closeCode = code;
        return java.util.concurrent.CompletableFuture.completedStage(null);
    }

    private void apply(JsonNode message) {
        synchronized (model) {
            String event = message.get("event").stringValue();
            if (event.equals("error")) {
                errors.add(message);
            } else {
                model.apply(event, message.has("id") ? message.get("id").stringValue() : "", message);
            }
        }
    }

    @Override
    public void close() {
        socket.abort();
        look(_ -> 0);
    }
}
