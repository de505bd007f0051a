package dev.tideboard.engine;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One view: its plan and the instances that run. Engine thread only, but for {@link #published()}. */
final class EngineView {
    private ViewPlan plan;
    private final Map<Binding, ViewInstance> instances = new LinkedHashMap<>();
    private volatile LiveViews.View published;

    EngineView(ViewPlan plan) {
        this.plan = plan;
        this.published = summary();
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

    void add(ViewInstance instance) {
        instances.put(instance.binding(), instance);
    }

    void remove(ViewInstance instance) {
        instances.remove(instance.binding());
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

    /** Shows rows and failure to other threads. */
    void publish() {
        LiveViews.View now = summary();
        if (!now.equals(published)) {
            published = now;
        }
    }

    private LiveViews.View summary() {
        String failure = instances.values().stream()
                .map(ViewInstance::failure)
                .filter(reason -> !reason.isEmpty())
                .findFirst()
                .orElse("");
        long rows =
                instance(Binding.NONE).map(instance -> (long) instance.size()).orElse(-1L);
        List<String> key = ViewOutput.key(plan);
        return new LiveViews.View(
                plan.name(), ViewOutput.schema(plan), key, plan.parameters(), rows, failure, plan.inputs());
    }
}
