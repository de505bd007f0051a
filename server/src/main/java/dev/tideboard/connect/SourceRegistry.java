package dev.tideboard.connect;

import dev.tideboard.engine.SourceStatus;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Every source of the server with its state and counters, in the order they were registered. Thread-safe. */
public final class SourceRegistry implements SourceStatus {
    private final InstantSource clock;
    private final Map<String, SourceEntry> entries = new LinkedHashMap<>();

    public SourceRegistry(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Makes the entry of a new source, in state {@link SourceStatus.State#CONNECTING}.
     *
     * @param kind the connector, as in {@code mqtt}
     */
    public SourceEntry register(String name, String kind) {
        synchronized (entries) {
            if (entries.containsKey(name)) {
                throw new SourceException("source=" + name + " is there already: give each source its own name");
            }
            SourceEntry entry = new SourceEntry(name, kind, clock);
            entries.put(name, entry);
            return entry;
        }
    }

    /** Forgets a source that is closed, so that its name is free again. */
    public void remove(String name) {
        synchronized (entries) {
            entries.remove(name);
        }
    }

    @Override
    public List<Source> sources() {
        synchronized (entries) {
            return entries.values().stream().map(SourceEntry::snapshot).toList();
        }
    }
}
