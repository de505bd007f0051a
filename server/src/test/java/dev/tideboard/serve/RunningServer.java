package dev.tideboard.serve;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A server on loopback with fake parts, and a client to ask it. */
public final class RunningServer implements AutoCloseable {
    public final FakeViews views;
    public final FakeParts fakes;
    public final WebServer server;
    private final ServedParts parts;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    /** What makes the wires of a server. */
    public interface Wires {
        List<Wire> of(ServedParts parts);
    }

    public RunningServer(ServeOptions options, Wires wires, String... viewNames) {
        this.views = new FakeViews(0xABCDEFL, viewNames);
        this.fakes = new FakeParts(views);
        this.parts = fakes.parts();
        this.server = new WebServer(parts, options, wires.of(parts));
        server.start();
    }

    public ServedParts parts() {
        return parts;
    }

    public URI uri(String path) {
        return URI.create(server.url() + path);
    }

    /** The body of a GET, which must succeed. */
    public String get(String path) throws IOException, InterruptedException {
        HttpResponse<String> response = fetch(path, Map.of());
        if (response.statusCode() != 200) {
            throw new IOException(path + " gave " + response.statusCode() + ": " + response.body());
        }
        return response.body();
    }

    public HttpResponse<String> fetch(String path, Map<String, String> headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path)).timeout(Duration.ofSeconds(20));
        headers.forEach(request::setHeader);
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    public HttpClient client() {
        return client;
    }

    /** Changes up to {@code most} random rows of each of the views in one tick. */
    public long randomTick(RandomRows random, int codes, int most, String... viewNames) {
        return views.tick(edit -> {
            for (String view : viewNames) {
                for (int n = random.random().nextInt(most + 1); n > 0; n--) {
                    String code = random.code(codes);
                    edit.edit(view, code, random.random().nextInt(4) == 0 ? null : random.row(code));
                }
            }
        });
    }

    @Override
    public void close() {
        server.close();
        views.close();
        client.close();
    }
}
