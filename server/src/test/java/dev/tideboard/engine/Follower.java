package dev.tideboard.engine;

import dev.tideboard.data.Snapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;

/** A listener that applies every change to its snapshot by key, as a client does. Thread-safe. */
final class Follower implements ViewListener {
    private final int[] key;
    private final List<ViewChange> changes = new ArrayList<>();
    private final List<String> ends = new ArrayList<>();
    private final Map<List<Object>, List<Object>> byKey = new HashMap<>();
    private final List<String> failures = new ArrayList<>();
    private long tick = -1;

    /** Follows a view whose key is the columns at these places. */
    Follower(int... key) {
        this.key = key;
    }

    /** Subscribes; returns with the snapshot in hand and the changes since then applied. */
    LiveViews.Subscription follow(LiveViews engine, String view, Binding binding) {
        LiveViews.Subscription subscription =
                engine.subscribe(view, binding, this).join();
        start(subscription.snapshot());
        return subscription;
    }

    private synchronized void start(Snapshot snapshot) {
        Rows.list(snapshot.toRows()).forEach(row -> byKey.put(keyOf(row), row));
        if (!snapshot.failure().isEmpty()) {
            failures.addFirst(snapshot.failure());
        }
        tick = snapshot.tick();
        changes.forEach(this::apply); // a change may be heard before the subscriber looks at its future
    }

    /** The rows as of the last change. */
    synchronized Map<List<Object>, Integer> rows() {
        return Rows.bag(new ArrayList<>(byKey.values()));
    }

    /** The changes that have rows. */
    synchronized List<ViewChange> changes() {
        return List.copyOf(changes);
    }

    /** What it was told of failing, in order; "" for recovering. */
    synchronized List<String> failures() {
        return List.copyOf(failures);
    }

    synchronized List<String> ends() {
        return List.copyOf(ends);
    }

    @Override
    public synchronized void changed(ViewChange change) {
        String before = failures.isEmpty() ? "" : failures.getLast();
        if (!change.failure().equals(before)) {
            failures.add(change.failure());
        }
        if (change.put().isEmpty() && change.del().isEmpty()) {
            return;
        }
        changes.add(change);
        if (tick >= 0) {
            apply(change);
        }
    }

    @Override
    public synchronized void ended(String reason) {
        ends.add(reason);
    }

    private void apply(ViewChange change) {
        Assertions.assertThat(change.tick()).isGreaterThan(tick);
        tick = change.tick();
        for (List<Object> row : Rows.list(change.del())) {
            Assertions.assertThat(byKey.remove(keyOf(row))).isEqualTo(row);
        }
        Rows.list(change.put()).forEach(row -> byKey.put(keyOf(row), row));
    }

    private List<Object> keyOf(List<Object> row) {
        List<Object> values = new ArrayList<>();
        for (int column : key) {
            values.add(row.get(column));
        }
        return values;
    }
}
