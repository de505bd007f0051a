package dev.tideboard.connect;

import dev.tideboard.engine.SourceStatus;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The state and the counters of one source, kept by the source itself. Thread-safe. */
public final class SourceEntry {
    private static final Logger LOG = LoggerFactory.getLogger(SourceEntry.class);
    private static final long NEVER = Long.MIN_VALUE;

    private record Standing(SourceStatus.State state, String detail) {}

    private final String name;
    private final String kind;
    private final InstantSource clock;
    private final LongAdder accepted = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder dropped = new LongAdder();
    private volatile Standing standing = new Standing(SourceStatus.State.CONNECTING, "not started");
    private volatile long lastAcceptedMillis = NEVER;
    private volatile Supplier<Collection<String>> ignoredFields = List::of;

    SourceEntry(String name, String kind, InstantSource clock) {
        this.name = name;
        this.kind = kind;
        this.clock = clock;
    }

    public String name() {
        return name;
    }

    /** It tries to reach {@code detail}. */
    public void connecting(String detail) {
        standing = new Standing(SourceStatus.State.CONNECTING, detail);
    }

    /** It takes rows in, from where {@code detail} says. */
    public void live(String detail) {
        if (standing.state() != SourceStatus.State.LIVE) {
            LOG.info("source {} is live: {}", name, detail);
        }
        standing = new Standing(SourceStatus.State.LIVE, detail);
    }

    /** It cannot take rows in, because of {@code reason}. */
    public void offline(String reason) {
        if (standing.state() != SourceStatus.State.OFFLINE) {
            LOG.warn("source {} is offline: {}", name, reason); // once, however often it tries again
        }
        standing = new Standing(SourceStatus.State.OFFLINE, reason);
    }

    /** Rows are in their table: {@code added} of them new, the {@code repeated} were there already. */
    public void accepted(int added, int repeated) {
        accepted.add((long) added + repeated);
        if (added > 0) {
            lastAcceptedMillis = clock.millis();
        }
    }

    /** Rows were refused and are in the quarantine. */
    public void refused(int rows) {
        refused.add(rows);
    }

    /** Rows were let go because a queue was full; only what the sender does not want acknowledged may be. */
    public void dropped(int rows) {
        dropped.add(rows);
    }

    /** Where to ask for the fields of messages that go to no column. */
    void ignoredFields(Supplier<Collection<String>> fields) {
        ignoredFields = fields;
    }

    SourceStatus.Source snapshot() {
        Standing now = standing;
        StringBuilder detail = new StringBuilder(now.detail());
        if (dropped.sum() > 0) {
            detail.append("; dropped=").append(dropped.sum()).append(" rows of QoS 0 while the queue was full");
        }
        Collection<String> ignored = ignoredFields.get();
        if (!ignored.isEmpty()) {
            detail.append("; ignored fields: ").append(String.join(", ", ignored));
        }
        long millis = lastAcceptedMillis;
        Instant last = millis == NEVER ? Instant.EPOCH : Instant.ofEpochMilli(millis);
        return new SourceStatus.Source(name, kind, now.state(), last, accepted.sum(), refused.sum(), detail.toString());
    }
}
