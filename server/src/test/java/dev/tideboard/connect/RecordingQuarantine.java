package dev.tideboard.connect;

import dev.tideboard.engine.Quarantine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Keeps every entry, for tests to look at. */
public final class RecordingQuarantine implements Quarantine {
    private final List<Entry> entries = new ArrayList<>();

    @Override
    public synchronized void refuse(Entry entry) {
        entries.add(entry);
    }

    @Override
    public synchronized List<Entry> latest(int limit) {
        return entries.reversed().stream().limit(limit).toList();
    }

    @Override
    public synchronized Map<String, Long> counts() {
        return entries.stream().collect(Collectors.groupingBy(Entry::source, Collectors.counting()));
    }

    @Override
    public synchronized Map<Counted, Long> byTable() {
        return entries.stream()
                .collect(Collectors.groupingBy(
                        entry -> new Counted(entry.table(), entry.cause()), Collectors.counting()));
    }

    /** The only entry. */
    public synchronized Entry only() {
        if (entries.size() != 1) {
            throw new AssertionError("expected one entry, found " + entries);
        }
        return entries.getFirst();
    }
}
