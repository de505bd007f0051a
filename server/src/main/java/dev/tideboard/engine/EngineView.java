package dev.tideboard.engine;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** One view: its plan and the instances that run. Engine thread only, but for {@link #published()}. */
final class EngineView {
    private ViewPlan plan;
    private final Map<Binding, ViewInstance> instances = new LinkedHashMap<>();
    private Optional<Poll> poll = Optional.empty();
    private volatile LiveViews.View published;

    EngineView(ViewPlan plan) {
        this.plan = plan;
        this.published = view(-1, "");
    }

    ViewPlan plan() {
        return plan;
    }

    /** Takes an equal plan of a newer project for the instances to come. */
    void renew(ViewPlan equal) {
        plan = equal;
    }

    Collection<ViewInstance> instances() {
        return instances.values();
    }

    Optional<ViewInstance> instance(Binding binding) {
        return Optional.ofNullable(instances.get(binding));
    }

    /** Why views that read this one cannot go on, or "". */
    String failureOfUnbound() {
        ViewInstance unbound = instances.get(Binding.NONE);
        return unbound == null ? "" : unbound.failure();
    }

    void add(ViewInstance instance) {
        instances.put(instance.binding(), instance);
    }

    void remove(ViewInstance instance) {
        instances.remove(instance.binding());
        if (instances.isEmpty()) {
            stopPolling();
        }
    }

    /** The polling of a polled view while it has instances. */
    Optional<Poll> poll() {
        return poll;
    }

    /** Begins polling where the view is polled and that has not begun. */
    void startPolling(PollThread thread) {
        if (poll.isEmpty()) {
            poll = Poll.of(plan, thread);
        }
    }

    void stopPolling() {
        poll.ifPresent(Poll::close);
        poll = Optional.empty();
    }

    /** The instance nobody has read for longest, if there is one. */
    Optional<ViewInstance> longestIdle() {
        return instances.values().stream()
                .filter(ViewInstance::isIdle)
                .min(Comparator.comparingLong(ViewInstance::idleSinceMs));
    }

    /** The view as of the last tick; from any thread. */
    LiveViews.View published() {
        return published;
    }

    /** Shows rows and failure to other threads; called at every tick, so it compares before it makes anything. */
    void publish() {
        ViewInstance unbound = instances.get(Binding.NONE);
        long rows = unbound == null ? -1 : unbound.size();
        String failure = "";
        for (ViewInstance instance : instances.values()) {
            failure = failure.isEmpty() ? instance.failure() : failure;
        }
        if (rows != published.rows() || !failure.equals(published.failure())) {
            published = view(rows, failure);
        }
    }

    private LiveViews.View view(long rows, String failure) {
        return new LiveViews.View(
                plan.name(),
                ViewOutput.schema(plan),
                ViewOutput.key(plan),
                plan.parameters(),
                rows,
                failure,
                plan.inputs(),
                plan.polling().map(Polling::describe).orElse(""));
    }
}
