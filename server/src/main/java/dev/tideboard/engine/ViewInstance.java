package dev.tideboard.engine;

import dev.tideboard.data.Delta;
import dev.tideboard.data.RowBatch;
import dev.tideboard.data.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One running view with one binding: its circuit, its rows, its listeners. Engine thread only.
 *
 * <p>When an operator fails, its state is worth nothing any more: the circuit is given up, the rows stay as they last
 * were, and another circuit is tried on the inputs as they are, once they changed. What it gives is compared with the
 * rows that stayed, so listeners and views reading this one hear of the difference only.
 */
final class ViewInstance {
    private static final Logger LOG = LoggerFactory.getLogger(ViewInstance.class);

    /** The tables and views that an instance reads, as they are after this tick. */
    interface Inputs extends Circuit.Relations, SharedOperators.Sources {
        /** Why a view is failed, or "". */
        String failure(String relation);

        /** The greatest time of the tables behind a relation whose clock that is; empty where all follow the wall clock. */
        OptionalLong eventTimeMs(String relation);

        /** The rows of a table or view in the columns that others read, after this tick. */
        Snapshot snapshot(String relation, long tick);

        /** Why what reads {@code relations} cannot go on, or "". */
        default String failureOf(List<String> relations) {
            for (String relation : relations) {
                String reason = failure(relation);
                if (!reason.isEmpty()) {
                    // a view and its own polling are one thing to its readers
                    return Polling.viewOf(relation).isEmpty()
                            ? "reads " + relation + ", which failed: " + reason
                            : reason;
                }
            }
            return "";
        }
    }

    /**
     * One tick as the views see it.
     *
     * @param changes what the tick did to tables and views so far
     */
    record Moment(long tick, long nowMs, Map<String, Delta> changes, Inputs inputs) {}

    /** What one tick did to this instance: for the views that read it, and for those who listen. */
    record Step(Delta net, ViewChange change) {}

    private final ViewPlan plan;
    private final Binding binding;
    private final ViewOutput output;
    private final List<String> reads;
    private final long retryMs;
    private final SharedOperators operators;
    private final List<ViewSubscription> subscriptions = new ArrayList<>();
    private int readers;
    private long idleSinceMs;
    private @Nullable Circuit circuit;
    private String failure = "";
    private boolean inputsMoved = true;
    private long retryAtMs;

    /** An instance without rows: {@link #start} gives it its first. */
    ViewInstance(ViewPlan plan, Binding binding, RowIds ids, long retryMs, SharedOperators operators) {
        this.plan = plan;
        this.binding = binding;
        this.output = ViewOutput.of(plan, ids);
        this.reads = plan.polling().isEmpty() ? List.copyOf(plan.inputs()) : List.of(Polling.rowsOf(plan.name()));
        this.retryMs = retryMs;
        this.operators = operators;
    }

    ViewPlan plan() {
        return plan;
    }

    Binding binding() {
        return binding;
    }

    int size() {
        return output.size();
    }

    Snapshot snapshot(long tick) {
        return output.snapshot(tick).withFailure(failure);
    }

    RowBatch rows() {
        return output.rows();
    }

    /** Why the view is failed, or "". */
    String failure() {
        return failure;
    }

    /** When a failed instance may be tried again; {@link Long#MAX_VALUE} where nothing speaks for it. */
    long retryAtMs(Inputs inputs) {
        return failure.isEmpty() || !inputsMoved || !inputs.failureOf(reads).isEmpty() ? Long.MAX_VALUE : retryAtMs;
    }

    /** When rows come or go by the wall clock alone; {@link Long#MAX_VALUE} for never. */
    long dueAtMs(Inputs inputs) {
        Circuit running = circuit;
        long due = running == null ? Long.MAX_VALUE : running.dueMs();
        return due == Long.MAX_VALUE || eventTimeMs(inputs).isPresent() ? Long.MAX_VALUE : due;
    }

    /** NOW() of the view: the clock of its tables, and where some follow their rows and others the wall clock, that of the rows. */
    private long clockMs(Circuit circuit, Moment moment) {
        return circuit.readsClock() ? eventTimeMs(moment.inputs()).orElse(moment.nowMs()) : moment.nowMs();
    }

    private OptionalLong eventTimeMs(Inputs inputs) {
        return reads.stream()
                .map(inputs::eventTimeMs)
                .flatMapToLong(OptionalLong::stream)
                .max();
    }

    /** Moves by one tick; empty when neither the rows nor the failure changed. */
    Optional<Step> tick(Moment moment) {
        boolean moved = false;
        for (String input : reads) {
            moved |= moment.changes().containsKey(input);
        }
        inputsMoved |= moved;
        String upstream = moment.inputs().failureOf(reads);
        if (!upstream.isEmpty()) {
            inputsMoved = true;
            return fail(upstream, moment.tick(), moment.nowMs());
        }
        Circuit running = circuit;
        if (running == null) {
            return inputsMoved && moment.nowMs() >= retryAtMs
                    ? load(moment, () -> plan.instantiate(binding))
                    : Optional.empty();
        }
        inputsMoved = false;
        long clockMs = clockMs(running, moment);
        if (!moved && !running.isDue(clockMs)) {
            return Optional.empty();
        }
        try {
            Delta change = running.step(moment.changes(), moment.inputs(), clockMs);
            return apply(moment.tick(), RowGroups.consolidate(change));
        } catch (RuntimeException | StackOverflowError e) {
            return failed(e, moment);
        }
    }

    /** Gives a new instance its rows; a failure shows in {@link #failure()}. */
    void start(Moment moment, Circuit fresh) {
        String upstream = moment.inputs().failureOf(reads);
        if (!upstream.isEmpty()) {
            var _ = fail(upstream, moment.tick(), moment.nowMs());
            return;
        }
        var _ = load(moment, () -> fresh);
    }

    /** Begins with the inputs as they are; operators of other instances that compute the same are taken as they run. */
    private Optional<Step> load(Moment moment, Supplier<Circuit> circuits) {
        inputsMoved = false;
        try {
            Circuit joined = operators.join(circuits.get(), moment.inputs());
            circuit = joined;
            Delta full =
                    RowGroups.consolidate(joined.start(moment.changes(), moment.inputs(), clockMs(joined, moment)));
            Optional<Step> step =
                    apply(moment.tick(), output.size() == 0 ? full : RowGroups.difference(output.rows(), full));
            if (failure.isEmpty()) {
                return step;
            }
            LOG.info("view {} recovered", plan.name());
            failure = "";
            return Optional.of(step.orElseGet(() -> withoutRows(moment.tick())));
        } catch (RuntimeException | StackOverflowError e) {
            return failed(e, moment);
        }
    }

    void subscribe(ViewSubscription subscription) {
        subscriptions.add(subscription);
    }

    void unsubscribe(ViewSubscription subscription, long nowMs) {
        if (subscriptions.remove(subscription)) {
            idleSinceMs = nowMs;
        }
    }

    /** A view that reads this one starts or, with -1, ends doing so. */
    void read(int more, long nowMs) {
        readers += more;
        idleSinceMs = nowMs;
    }

    /** Somebody looked: not idle before now. */
    void touch(long nowMs) {
        idleSinceMs = nowMs;
    }

    boolean isIdle() {
        return subscriptions.isEmpty() && readers == 0;
    }

    long idleSinceMs() {
        return idleSinceMs;
    }

    void tell(ViewChange change) {
        List.copyOf(subscriptions).forEach(subscription -> subscription.changed(change));
    }

    void end(String reason) {
        List<ViewSubscription> ended = List.copyOf(subscriptions);
        subscriptions.clear();
        ended.forEach(subscription -> subscription.ended(reason));
    }

    /** Gives back its operators; it is of no use after that. */
    void stop() {
        Circuit running = circuit;
        circuit = null;
        if (running != null) {
            operators.leave(running);
        }
    }

    /** What the operators keep that count for this instance. */
    long stateBytes() {
        Circuit running = circuit;
        return running == null ? 0 : running.stateBytes();
    }

    /**
     * What the instance costs.
     *
     * @param below what takes the place of the relation its circuit reads; empty for the inputs themselves
     */
    ViewReport report(Optional<ViewReport.Node> below) {
        List<ViewReport.Node> nodes = new ArrayList<>();
        Circuit running = circuit;
        if (below.isPresent()) {
            nodes.add(below.get());
            if (binding.isEmpty()) {
                running = null; // it only passes the rows on
            }
        }
        int offset = nodes.size();
        for (int i = 0; running != null && i < running.nodes().size(); i++) {
            Circuit.Node node = running.nodes().get(i);
            nodes.add(new ViewReport.Node(
                    node.operator().describe(),
                    node.inputs().stream().map(input -> moved(input, offset)).toList(),
                    running.rowsOut(i),
                    node.operator().stateRows(),
                    node.operator().stateBytes(),
                    running.nanos(i),
                    running.operators().get(i).otherReaders()));
        }
        return new ViewReport(plan.name(), binding, output.size(), failure, nodes);
    }

    /** The same input when {@code offset} nodes stand before those of the circuit; one of those is what it reads. */
    private static Circuit.Input moved(Circuit.Input input, int offset) {
        return switch (input) {
            case Circuit.Input.Node node -> new Circuit.Input.Node(node.index() + offset);
            case Circuit.Input.Relation relation -> offset == 0 ? relation : new Circuit.Input.Node(0);
        };
    }

    private Optional<Step> apply(long tick, Delta net) {
        return net.isEmpty() ? Optional.empty() : Optional.of(new Step(net, output.apply(tick, net)));
    }

    private Optional<Step> failed(Throwable thrown, Moment moment) {
        boolean foreseen = thrown instanceof RowFailure || thrown instanceof IllegalStateException;
        String message = thrown.getMessage();
        if (!foreseen) {
            LOG.error("view {} failed", plan.name(), thrown);
        }
        String reason = foreseen && message != null ? message : thrown.toString();
        return fail(reason, moment.tick(), moment.nowMs() + retryMs);
    }

    private Optional<Step> fail(String reason, long tick, long retryAt) {
        if (failure.isEmpty()) {
            LOG.warn("view {} failed: {}", plan.name(), reason);
        }
        stop();
        boolean told = failure.equals(reason);
        failure = reason;
        retryAtMs = retryAt;
        return told ? Optional.empty() : Optional.of(withoutRows(tick));
    }

    /** Tells the failure, or that there is none any more. */
    private Step withoutRows(long tick) {
        ViewChange change = ViewChange.ofFailure(tick, ViewOutput.schema(plan), failure);
        return new Step(Delta.empty(plan.schema()), change);
    }
}
