package dev.tideboard.engine;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Hands what the engine says to the thread that subscribed. Thread-safe. */
final class Hearing implements ViewListener {
    private final Queue<ViewChange> changes = new ConcurrentLinkedQueue<>();
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger ends = new AtomicInteger();
    private volatile boolean calledAfterEnd;

    @Override
    public void changed(ViewChange change) {
        calledAfterEnd |= ends.get() > 0;
        calls.incrementAndGet();
        changes.add(change);
    }

    @Override
    public void ended(String reason) {
        calledAfterEnd |= ends.getAndIncrement() > 0;
    }

    Queue<ViewChange> changes() {
        return changes;
    }

    int calls() {
        return calls.get();
    }

    boolean isEnded() {
        return ends.get() > 0;
    }

    boolean isCalledAfterEnd() {
        return calledAfterEnd;
    }
}
