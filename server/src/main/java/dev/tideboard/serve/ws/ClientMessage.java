package dev.tideboard.serve.ws;

import dev.tideboard.engine.Binding;

/** What a WebSocket client may say. */
sealed interface ClientMessage {

    /**
     * Wants a view.
     *
     * @param since the position to continue from, or ""
     */
    record Subscribe(String view, Binding where, String since) implements ClientMessage {}

    /** Wants a view no longer. */
    record Unsubscribe(String view) implements ClientMessage {}

    /** Reads {@code {"subscribe":{"view":…,"where":{column:[value,…]},"since":…}}} or {@code {"unsubscribe":{"view":…}}}. */
    static ClientMessage parse(String text) {
        return ClientMessageReader.read(text);
    }
}
