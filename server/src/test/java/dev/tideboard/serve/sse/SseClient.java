package dev.tideboard.serve.sse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideboard.serve.FeedModel;
import dev.tideboard.serve.RunningServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** An event stream read line by line on a thread of its own, applied to a model. */
final class SseClient implements AutoCloseable {
    private final FeedModel model;
    private final InputStream body;
    private final Thread reader;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private volatile boolean closing;
    private volatile boolean over;

    /** Connects and goes on from where {@code model} is. */
    SseClient(RunningServer server, String query, FeedModel model, Map<String, String> headers)
            throws IOException, InterruptedException {
        this.model = model;
        HttpRequest.Builder request = HttpRequest.newBuilder(server.uri("/api/v1/feed?" + query));
        headers.forEach(request::setHeader);
        if (!model.token().isEmpty()) {
            request.setHeader("Last-Event-ID", model.token());
        }
        HttpResponse<InputStream> response =
                server.client().send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("content-type")).contains("text/event-stream");
        boolean gzip = response.headers().firstValue("content-encoding").equals(java.util.Optional.of("gzip"));
        this.body = response.body();
        this.reader = Thread.ofVirtual().start(() -> read(gzip));
    }

    /** Looks at the model between two events. */
    <T> T look(java.util.function.Function<FeedModel, T> question) {
        Throwable wrong = failure.get();
        if (wrong != null) {
            throw new AssertionError("the feed broke a promise", wrong);
        }
        synchronized (model) {
            return question.apply(model);
        }
    }

    /** True when the server ended the stream. */
    boolean isOver() {
        return over;
    }

    @Override
    public void close() throws IOException {
        closing = true;
        body.close();
        try {
            reader.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        look(_ -> 0);
    }

    private void read(boolean gzip) {
        try (InputStream in = gzip ? new GZIPInputStream(body) : body) {
            String event = "";
            String id = "";
            String data = "";
            for (String line = line(in); line != null; line = line(in)) {
                if (line.startsWith("event: ")) {
                    event = line.substring(7);
                } else if (line.startsWith("id: ")) {
                    id = line.substring(4);
                } else if (line.startsWith("data: ")) {
                    data = line.substring(6);
                } else if (line.isEmpty() && !event.isEmpty()) {
                    apply(event, id, data);
                    event = "";
                    id = "";
                } else if (!line.isEmpty() && !line.startsWith("retry: ")) {
                    throw new AssertionError("unexpected line " + line);
                }
            }
            over = true;
        } catch (IOException e) {
            if (!closing) {
                over = true;
            }
        } catch (Throwable e) {
            failure.set(e);
        }
    }

    /** Byte by byte, because a buffered reader waits for its buffer to fill when the stream is packed. */
    private static @Nullable String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int next = in.read();
        while (next >= 0 && next != '\n') {
            line.write(next);
            next = in.read();
        }
        return next < 0 ? null : line.toString(StandardCharsets.UTF_8);
    }

    private void apply(String event, String id, String data) {
        synchronized (model) {
            model.apply(event, id, FeedModel.MAPPER.readTree(data));
        }
    }

    /** For use as {@code client.look(...)} in statements. */
    void check(Consumer<FeedModel> check) {
        look(known -> {
            check.accept(known);
            return 0;
        });
    }
}
