package dev.tideboard.connect;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The names of fields that go to no column: each is told once, at most 50 are kept. Thread-safe. */
final class IgnoredFields {
    private static final Logger LOG = LoggerFactory.getLogger(IgnoredFields.class);
    private static final int MOST = 50;

    private final String source;
    private final Map<String, Integer> names = new ConcurrentHashMap<>();

    IgnoredFields(String source) {
        this.source = source;
    }

    void add(String name) {
        if (names.containsKey(name) || names.size() >= MOST) {
            return;
        }
        if (names.putIfAbsent(name, names.size()) == null) {
            LOG.info(
                    "source={} ignores field {}: no column of that name and no rename", source, Shortened.quoted(name));
        }
    }

    /** The names in the order they were seen, fit for a message. */
    Collection<String> names() {
        List<Map.Entry<String, Integer>> seen = new java.util.ArrayList<>(names.entrySet());
        seen.sort(Map.Entry.comparingByValue());
        return seen.stream().map(entry -> Shortened.forReason(entry.getKey())).toList();
    }
}
