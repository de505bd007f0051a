package dev.tideboard.serve.ws;

import dev.tideboard.serve.Framing;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Events as text messages: the same JSON with {@code event} and {@code id} in front. */
final class WebSocketFraming implements Framing<List<String>> {
    static final WebSocketFraming INSTANCE = new WebSocketFraming();

    private WebSocketFraming() {}

    @Override
    public List<String> frame(String kind, byte[] json, String token) {
        String id = token.isEmpty() ? "" : "\"id\":\"" + token + "\",";
        String members = new String(json, 1, json.length - 1, StandardCharsets.UTF_8);
        return List.of("{\"event\":\"" + kind + "\"," + id + members);
    }

    @Override
    public List<String> join(List<List<String>> frames) {
        return frames.stream().flatMap(List::stream).toList();
    }

    @Override
    public long bytes(List<String> frames) {
        return frames.stream().mapToLong(String::length).sum();
    }
}
