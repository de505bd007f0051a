package dev.tideboard.serve.ws;

import dev.tideboard.engine.Binding;
import dev.tideboard.serve.RequestException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The parsing behind {@link ClientMessage#parse}. */
final class ClientMessageReader {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(tools.jackson.databind.DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final int MAX_VALUES = 1_000;
    private static final List<String> VERBS = List.of("subscribe", "unsubscribe");

    private ClientMessageReader() {}

    static ClientMessage read(String text) {
        JsonNode root;
        try {
            root = MAPPER.readTree(text);
        } catch (JacksonException e) {
            throw wrong("not JSON: " + e.getOriginalMessage());
        }
        if (!root.isObject()
                || root.size() != 1
                || !VERBS.contains(root.propertyNames().iterator().next())) {
            throw wrong("expected an object with one of " + VERBS + ", found " + found(root));
        }
        String verb = root.propertyNames().iterator().next();
        JsonNode body = root.get(verb);
        requireNames(verb, body, verb.equals("subscribe") ? List.of("view", "where", "since") : List.of("view"));
        String view = text(verb + ".view", body.path("view"));
        if (verb.equals("unsubscribe")) {
            return new ClientMessage.Unsubscribe(view);
        }
        String since = body.has("since") ? text("subscribe.since", body.get("since")) : "";
        return new ClientMessage.Subscribe(view, where(body.path("where")), since);
    }

    private static RequestException wrong(String message) {
        return new RequestException(400, "bad_message", message, VERBS);
    }

    private static Binding where(JsonNode where) {
        if (where.isMissingNode()) {
            return Binding.NONE;
        }
        if (!where.isObject()) {
            throw wrong("subscribe.where: expected an object of columns, found " + found(where));
        }
        Map<String, List<String>> columns = new LinkedHashMap<>();
        int values = 0;
        for (Map.Entry<String, JsonNode> column : where.properties()) {
            JsonNode allowed = column.getValue();
            List<JsonNode> nodes = allowed.isArray() ? List.copyOf(allowed.values()) : List.of(allowed);
            values += nodes.size();
            if (values > MAX_VALUES) {
                throw wrong("bound values=" + values + " > " + MAX_VALUES);
            }
            List<String> texts = nodes.stream()
                    .map(node -> scalar("subscribe.where." + column.getKey(), node))
                    .toList();
            if (!texts.isEmpty()) { // nothing bound means all
                columns.put(column.getKey(), texts);
            }
        }
        return Binding.of(columns);
    }

    private static void requireNames(String verb, JsonNode body, List<String> valid) {
        if (!body.isObject()) {
            throw wrong(verb + ": expected an object of " + valid + ", found " + found(body));
        }
        TreeSet<String> unknown = new TreeSet<>(body.propertyNames());
        valid.forEach(unknown::remove);
        if (!unknown.isEmpty()) {
            throw wrong(verb + ": " + unknown + " not among " + valid);
        }
    }

    private static String text(String path, JsonNode node) {
        if (!node.isString() || node.stringValue().isEmpty()) {
            throw wrong(path + ": expected text, found " + found(node));
        }
        return node.stringValue();
    }

    private static String scalar(String path, JsonNode node) {
        if (!node.isValueNode() || node.isNull()) {
            throw wrong(path + ": expected text, a number, a boolean or a list of these, found " + found(node));
        }
        return node.asString();
    }

    private static String found(JsonNode node) {
        if (node.isMissingNode()) {
            return "nothing";
        }
        String text = node.toString();
        return text.length() <= 100 ? text : text.substring(0, 100) + "…";
    }
}
