package dev.tideboard.extract.openelectricity;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Answers on loopback as the interface does: needs the key, takes at most 30 codes and 8 days, and gives what the test says.
 * An answer may be told once for a path; it then comes before the usual one.
 */
final class StandIn implements AutoCloseable {
    static final String KEY = "oe_test_key_123";

    private final HttpServer server;
    private final Map<String, Handler> usual = new ConcurrentHashMap<>();
    private final Map<String, Queue<Answer>> once = new ConcurrentHashMap<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();

    /** What a request asked for. */
    record Request(String path, List<Map.Entry<String, String>> parameters) {
        List<String> all(String name) {
            return parameters.stream()
                    .filter(parameter -> parameter.getKey().equals(name))
                    .map(Map.Entry::getValue)
                    .toList();
        }

        String one(String name) {
            List<String> values = all(name);
            if (values.size() != 1) {
                throw new AssertionError(name + " is given " + values.size() + " times");
            }
            return values.getFirst();
        }
    }

    /** An answer of which {@code missing} bytes are promised and never come. */
    record Answer(int status, String body, String retryAfter, int missing) {
        Answer(int status, String body, String retryAfter) {
            this(status, body, retryAfter, 0);
        }

        static Answer stalled(String body) {
            return new Answer(200, body, "", 1000);
        }

        static Answer of(int status, String body) {
            return new Answer(status, body, "");
        }
    }

    /** The usual answer to a path. */
    interface Handler {
        Answer answer(Request request);
    }

    StandIn() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v4", this::handle);
        server.start();
    }

    URI base() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v4");
    }

    StandIn usually(String path, Handler handler) {
        usual.put(path, handler);
        return this;
    }

    StandIn first(String path, Answer... answers) {
        once.put(path, new ArrayDeque<>(Arrays.asList(answers)));
        return this;
    }

    List<Request> requests(String path) {
        return requests.stream().filter(request -> request.path().equals(path)).toList();
    }

    private void handle(HttpExchange exchange) throws IOException {
        Request request = new Request(
                exchange.getRequestURI().getPath().substring("/v4".length()),
                parameters(exchange.getRequestURI().getRawQuery()));
        requests.add(request);
        String authorization = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
        Answer answer = authorization.equals("Bearer " + KEY)
                ? answer(request)
                : Answer.of(401, "{\"detail\":\"Invalid API key\"}");
        if (!answer.retryAfter().isEmpty()) {
            exchange.getResponseHeaders().set("Retry-After", answer.retryAfter());
        }
        byte[] body = answer.body().getBytes(UTF_8);
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length + answer.missing());
        exchange.getResponseBody().write(body);
        exchange.getResponseBody().flush();
        if (answer.missing() == 0) {
            exchange.close();
        }
    }

    private Answer answer(Request request) {
        Queue<Answer> told = once.getOrDefault(request.path(), new ArrayDeque<>());
        Answer first = told.poll();
        if (first != null) {
            return first;
        }
        if (request.all("facility_code").size() > 30) {
            return Answer.of(400, "{\"detail\":\"Too many facility codes. Maximum is 30.\"}");
        }
        return usual.getOrDefault(request.path(), unknown -> Answer.of(404, "{\"detail\":\"Not found\"}"))
                .answer(request);
    }

    private static List<Map.Entry<String, String>> parameters(String query) {
        List<Map.Entry<String, String>> parameters = new ArrayList<>();
        for (String pair : query == null ? new String[0] : query.split("&")) {
            int equals = pair.indexOf('=');
            parameters.add(Map.entry(pair.substring(0, equals), URLDecoder.decode(pair.substring(equals + 1), UTF_8)));
        }
        return parameters;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
