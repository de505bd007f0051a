package dev.tideboard.store;

import dev.tideboard.engine.Quarantine;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The latest refused rows in memory, and how many there were per source and per table. Thread-safe. */
public final class RecentQuarantine implements Quarantine {
    /** Enough to see what a misconfigured source sends. */
    public static final int DEFAULT_CAPACITY = 1_000;

    /** A source's name may come from outside; what comes after so many is counted together. */
    private static final int MOST_SOURCES = 1_000;

    private static final String OTHER_SOURCES = "(other sources)";

    private final int capacity;
    private final ArrayDeque<Entry> newestFirst = new ArrayDeque<>();
    private final Map<String, Long> counts = new TreeMap<>();
    private final Map<Counted, Long> byTable = new HashMap<>();

    /** Keeps the latest {@code capacity} entries. */
    public RecentQuarantine(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity=" + capacity + " < 1: keep at least one entry");
        }
        this.capacity = capacity;
    }

    @Override
    public synchronized void refuse(Entry entry) {
        if (newestFirst.size() == capacity) {
            newestFirst.removeLast();
        }
        newestFirst.addFirst(entry);
        byTable.merge(new Counted(entry.table(), entry.cause()), 1L, Long::sum);
        boolean known = counts.size() < MOST_SOURCES || counts.containsKey(entry.source());
        counts.merge(known ? entry.source() : OTHER_SOURCES, 1L, Long::sum);
    }

    @Override
    public synchronized List<Entry> latest(int limit) {
        List<Entry> latest = new ArrayList<>(Math.clamp(limit, 0, newestFirst.size()));
        Iterator<Entry> entries = newestFirst.iterator();
        while (latest.size() < limit && entries.hasNext()) {
            latest.add(entries.next());
        }
        return latest;
    }

    @Override
    public synchronized Map<String, Long> counts() {
        return new TreeMap<>(counts);
    }

    @Override
    public synchronized Map<Counted, Long> byTable() {
        return new HashMap<>(byTable);
    }
}
