package dev.tideboard.serve;

import dev.tideboard.engine.Binding;
import io.vertx.core.MultiMap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a client of the feed asks for.
 *
 * @param views what each view is bound to, in the order asked for
 * @param since the position to continue from
 */
public record FeedRequest(Map<String, Binding> views, Optional<Token> since) {
    private static final int MAX_VALUES = 1_000;

    /**
     * Reads {@code view=a&view=b&a.region=NSW1&since=…}; the Last-Event-ID header of a reconnecting browser is newer than
     * the address it reconnects to, so it wins over {@code since}.
     *
     * @param lastEventId the header, or ""
     */
    public static FeedRequest parse(MultiMap query, String lastEventId, int maxViews) {
        List<String> names = query.getAll("view").stream().distinct().toList();
        if (names.isEmpty()) {
            throw wrong("no view asked for: name at least one as in ?view=NAME", List.of());
        }
        requireAtMost("views", names.size(), maxViews);
        Map<String, Map<String, List<String>>> bound = new LinkedHashMap<>();
        names.forEach(name -> bound.put(name, new LinkedHashMap<>()));
        String since = lastEventId;
        int values = 0;
        for (Map.Entry<String, String> parameter : query.entries()) {
            String name = parameter.getKey();
            if (name.equals("since")) {
                since = since.isEmpty() ? parameter.getValue() : since;
            } else if (!name.equals("view")) {
                requireAtMost("bound values", ++values, MAX_VALUES);
                bind(bound, name, parameter.getValue());
            }
        }
        Map<String, Binding> views = new LinkedHashMap<>();
        bound.forEach((name, columns) -> views.put(name, Binding.of(columns)));
        return new FeedRequest(views, Token.parse(since));
    }

    /** Every parameter of {@code query} as a column and one of its values. */
    public static Binding binding(MultiMap query) {
        Map<String, List<String>> columns = new LinkedHashMap<>();
        int values = 0;
        for (Map.Entry<String, String> parameter : query.entries()) {
            requireAtMost("bound values", ++values, MAX_VALUES);
            columns.computeIfAbsent(parameter.getKey(), name -> new ArrayList<>())
                    .add(parameter.getValue());
        }
        return Binding.of(columns);
    }

    /** A view name may hold dots itself, so the longest view that fits owns the parameter. */
    private static void bind(Map<String, Map<String, List<String>>> bound, String parameter, String value) {
        for (int dot = parameter.lastIndexOf('.'); dot > 0; dot = parameter.lastIndexOf('.', dot - 1)) {
            Map<String, List<String>> columns = bound.get(parameter.substring(0, dot));
            if (columns != null) {
                columns.computeIfAbsent(parameter.substring(dot + 1), name -> new ArrayList<>())
                        .add(value);
                return;
            }
        }
        List<String> valid = new ArrayList<>(List.of("view", "since"));
        bound.keySet().forEach(view -> valid.add(view + ".COLUMN"));
        throw wrong("parameter=" + parameter + " not among " + valid, valid);
    }

    private static void requireAtMost(String what, int count, int most) {
        if (count > most) {
            throw wrong(what + "=" + count + " > " + most + ": use more than one connection", List.of());
        }
    }

    private static RequestException wrong(String message, List<String> valid) {
        return new RequestException(400, "bad_request", message, valid);
    }
}
