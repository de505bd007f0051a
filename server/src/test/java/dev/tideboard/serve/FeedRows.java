package dev.tideboard.serve;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * Views of whole numbers as a client of the feed rebuilds them from its events; the first column is the key, {@code total}
 * the last. One thread at a time.
 */
final class FeedRows {
    private final Map<String, Map<Long, List<Long>>> views = new HashMap<>();

    /** Applies a snapshot or a delta. */
    void apply(FeedEvent event) {
        JsonNode data = FeedModel.MAPPER.readTree(event.json());
        String view = data.get("view").stringValue();
        if (event.kind().equals("snapshot")) {
            views.put(view, rows(data.get("columns")));
            return;
        }
        Map<Long, List<Long>> known = views.getOrDefault(view, new TreeMap<>());
        rows(data.get("del")).keySet().forEach(known::remove);
        known.putAll(rows(data.get("put")));
    }

    /** A copy of a view's rows by key. */
    Map<Long, List<Long>> rows(String view) {
        return new TreeMap<>(views.getOrDefault(view, new TreeMap<>()));
    }

    /** The totals by the column before. */
    Map<Long, Long> totals(String view) {
        Map<Long, Long> totals = new TreeMap<>();
        rows(view).values().forEach(row -> totals.merge(row.get(row.size() - 2), row.getLast(), Long::sum));
        return totals;
    }

    static long sum(Map<Long, List<Long>> rows) {
        return rows.values().stream().mapToLong(List::getLast).sum();
    }

    private static Map<Long, List<Long>> rows(JsonNode columns) {
        List<List<Long>> rows = new ArrayList<>();
        for (JsonNode column : columns) {
            int place = 0;
            for (JsonNode value : column) {
                if (place == rows.size()) {
                    rows.add(new ArrayList<>());
                }
                rows.get(place++).add(value.longValue());
            }
        }
        Map<Long, List<Long>> byKey = new TreeMap<>();
        rows.forEach(row -> byKey.put(row.getFirst(), row));
        return byKey;
    }
}
