package dev.tideboard.engine;

import dev.tideboard.data.Delta;
import dev.tideboard.data.RowBatch;
import dev.tideboard.data.RowText;
import dev.tideboard.data.Snapshot;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The polling of one view while somebody reads it. Engine thread only; {@link #answer} is where the other thread leaves
 * what it found.
 *
 * <p>A tick hands snapshots of the inputs to the {@link PollThread}, which runs the SQL on them and compares the result
 * with the last one; a later tick takes the difference as the change of {@link Polling#rowsOf}. So the engine never waits
 * for a run, a run sees the tables as one tick left them, and nothing runs while no input changes.
 */
final class Poll {
    private static final Logger LOG = LoggerFactory.getLogger(Poll.class);

    /**
     * What a run came to; without rows it failed.
     *
     * @param heldBytes what the query keeps until the next one
     */
    private record Answer(@Nullable RowBatch rows, Delta change, String failure, long nanos, long heldBytes) {}

    private final ViewPlan plan;
    private final Polling polling;
    private final PolledQuery query;
    private final PollThread thread;
    private final Delta unchanged;
    private final CompletableFuture<Void> first = new CompletableFuture<>();
    private final AtomicReference<@Nullable Answer> answer = new AtomicReference<>();
    private RowBatch rows;
    private String failure = "";
    private boolean moved = true;
    private boolean running;
    private boolean blocked;
    private long dueMs = Long.MIN_VALUE;
    private long changes;
    private long nanos;
    private long heldBytes;

    Poll(ViewPlan plan, Polling polling, PollThread thread) {
        this.plan = plan;
        this.polling = polling;
        this.thread = thread;
        this.query = polling.queries().get();
        this.unchanged = Delta.empty(plan.schema());
        this.rows = unchanged.rows();
    }

    /** The last good result; empty before the first. */
    RowBatch rows() {
        return rows;
    }

    /** What the query held outside of the heap after the last run. */
    long heldBytes() {
        return heldBytes;
    }

    /** Why the last run gave none, or "". */
    String failure() {
        return failure;
    }

    /** Done once the first run is over, well or badly, or the view has ended. */
    CompletableFuture<Void> first() {
        return first;
    }

    /** When a tick is due although no row arrives; {@link Long#MAX_VALUE} for never. */
    long deadlineMs() {
        if (answer.get() != null) {
            return Long.MIN_VALUE;
        }
        return running || blocked || !moved ? Long.MAX_VALUE : dueMs;
    }

    /** Takes the answer of a run and starts the next where one is due; the change goes into those of the tick. */
    void tick(ViewInstance.Moment moment) {
        for (String input : plan.inputs()) {
            moved |= moment.changes().containsKey(input);
        }
        Delta change = take();
        if (!change.isEmpty()) {
            moment.changes().put(Polling.rowsOf(plan.name()), change);
        }
        String upstream = moment.inputs().failureOf(plan.inputs());
        blocked = !upstream.isEmpty();
        if (blocked) {
            moved = true;
            failure = upstream;
            var _ = first.complete(null);
        } else if (moved && !running && moment.nowMs() >= dueMs) {
            start(moment);
        }
    }

    private Delta take() {
        Answer found = answer.getAndSet(null);
        if (found == null) {
            return unchanged;
        }
        running = false;
        nanos += found.nanos();
        heldBytes = found.heldBytes();
        if (found.rows() == null) {
            LOG.debug("view {} could not be polled: {}", plan.name(), found.failure());
        } else {
            rows = found.rows();
            changes += found.change().size();
        }
        failure = found.failure();
        var _ = first.complete(null);
        return found.change();
    }

    private void start(ViewInstance.Moment moment) {
        Map<String, Snapshot> inputs = new HashMap<>();
        for (String input : plan.inputs()) {
            inputs.put(input, moment.inputs().snapshot(input, moment.tick()));
        }
        RowBatch before = rows;
        running = true;
        moved = false;
        dueMs = moment.nowMs() + polling.every().toMillis();
        thread.run(() -> answer.set(run(inputs, before)));
    }

    /** On the other thread: whatever happens there, the engine must hear of it. */
    private Answer run(Map<String, Snapshot> inputs, RowBatch before) {
        long start = System.nanoTime();
        try {
            RowBatch found = query.run(inputs);
            checkKey(found);
            return answer(found, RowGroups.difference(before, Delta.inserts(found)), "", start);
        } catch (PollException e) {
            return answer(null, unchanged, String.valueOf(e.getMessage()), start);
        } catch (RuntimeException | Error e) {
            LOG.error("view {} could not be polled", plan.name(), e);
            return answer(null, unchanged, e.toString(), start);
        }
    }

    private Answer answer(@Nullable RowBatch found, Delta change, String reason, long start) {
        return new Answer(found, change, reason, System.nanoTime() - start, query.heldBytes());
    }

    private void checkKey(RowBatch found) {
        if (plan.key().isEmpty()) {
            return;
        }
        int[] columns = plan.schema().indexesOf(plan.key());
        RowGroups groups = RowGroups.of(found, columns);
        boolean[] seen = new boolean[groups.count()];
        for (int row = 0; row < found.size(); row++) {
            if (seen[groups.groupOf(row)]) {
                throw new PollException("key=" + plan.key() + " is not unique: the view gives "
                        + RowText.of(found, groups.firstRow(groups.groupOf(row))) + " and "
                        + RowText.of(found, row));
            }
            seen[groups.groupOf(row)] = true;
        }
    }

    /** The polling as the lowest operator of the plan. */
    ViewReport.Node report() {
        List<Circuit.Input> inputs = plan.inputs().stream()
                .<Circuit.Input>map(Circuit.Input.Relation::new)
                .toList();
        String operation = "DuckDB runs the SQL, " + polling.describe();
        return new ViewReport.Node(operation, inputs, changes, rows.size(), heldBytes, nanos, 0);
    }

    /** Ends a run under way and gives back what the query holds. */
    void close() {
        query.cancel();
        thread.run(query::close);
        var _ = first.complete(null);
    }

    /** The polling of a view that has one. */
    static Optional<Poll> of(ViewPlan plan, PollThread thread) {
        return plan.polling().map(polling -> new Poll(plan, polling, thread));
    }
}
