package dev.tideboard.engine;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** Keeps every refused row, for tests to look at. */
final class ListedQuarantine implements Quarantine {
    final List<Entry> entries = new CopyOnWriteArrayList<>();

    @Override
    public void refuse(Entry entry) {
        entries.add(entry);
    }

    @Override
    public List<Entry> latest(int limit) {
        return entries.reversed().stream().limit(limit).toList();
    }

    @Override
    public Map<String, Long> counts() {
        return Map.of();
    }

    @Override
    public Map<Counted, Long> byTable() {
        return entries.stream()
                .collect(Collectors.groupingBy(
                        entry -> new Counted(entry.table(), entry.cause()), Collectors.counting()));
    }
}
