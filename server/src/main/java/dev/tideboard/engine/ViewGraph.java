package dev.tideboard.engine;

import dev.tideboard.data.Delta;
import dev.tideboard.data.NearestName;
import dev.tideboard.data.RowBatch;
import dev.tideboard.data.Snapshot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * All views in the order in which they read each other, and their running instances. Engine thread only, but for
 * {@link #published()}.
 */
final class ViewGraph implements ViewInstance.Inputs {

    /** A change to tell once the tick may be shown. */
    record Told(ViewInstance instance, ViewChange change) {}

    private final EngineOptions options;
    private final TableRegistry tables;
    private final RowIds ids = new RowIds();
    private final PollThread polls;
    private final SharedOperators operators = new SharedOperators();
    /** In dependency order; replaced as a whole, so that other threads may read it. */
    private volatile Map<String, EngineView> views = Map.of();

    /** @param wake lets the engine thread look for the results of polled views; from any thread */
    ViewGraph(EngineOptions options, TableRegistry tables, Runnable wake) {
        this.options = options;
        this.tables = tables;
        this.polls = new PollThread(wake);
    }

    /** The views as of the last tick, by name; from any thread. */
    List<LiveViews.View> published() {
        return views.values().stream()
                .map(EngineView::published)
                .sorted(Comparator.comparing(LiveViews.View::name))
                .toList();
    }

    @Override
    public RowBatch rows(String relation) {
        String polled = Polling.viewOf(relation);
        if (!polled.isEmpty()) {
            return poll(polled).orElseThrow().rows();
        }
        EngineView view = views.get(relation);
        return view == null
                ? tables.table(relation).snapshot(0).toRows()
                : view.instance(Binding.NONE).orElseThrow().rows();
    }

    @Override
    public Snapshot snapshot(String relation, long tick) {
        EngineView view = views.get(relation);
        return view == null
                ? tables.table(relation).snapshot(tick)
                : view.instance(Binding.NONE).orElseThrow().snapshot(tick);
    }

    private Optional<Poll> poll(String view) {
        EngineView known = views.get(view);
        return known == null ? Optional.empty() : known.poll();
    }

    @Override
    public String failure(String relation) {
        String polled = Polling.viewOf(relation);
        if (!polled.isEmpty()) {
            return poll(polled).map(Poll::failure).orElse("");
        }
        EngineView view = views.get(relation);
        return view == null ? "" : view.failureOfUnbound();
    }

    @Override
    public OptionalLong eventTimeMs(String relation) {
        EngineView view = views.get(relation);
        return view == null
                ? tables.table(relation).eventTimeMs()
                : view.plan().inputs().stream()
                        .map(this::eventTimeMs)
                        .flatMapToLong(OptionalLong::stream)
                        .max();
    }

    @Override
    public Object source(String relation) {
        String polled = Polling.viewOf(relation);
        if (!polled.isEmpty()) {
            return poll(polled).orElseThrow();
        }
        EngineView view = views.get(relation);
        return view == null ? tables.table(relation) : view;
    }

    @Override
    public Set<String> clockOf(Set<String> relations) {
        Set<String> clock = new HashSet<>();
        for (String relation : relations) {
            EngineView view = views.get(relation);
            if (view != null) {
                clock.addAll(clockOf(Set.copyOf(view.plan().inputs())));
            } else if (tables.table(relation).eventTimeMs().isPresent()) {
                clock.add(relation);
            }
        }
        return clock;
    }

    boolean has(String name) {
        return views.containsKey(name);
    }

    void add(ViewPlan plan, long nowMs) {
        List<ViewPlan> plans =
                new ArrayList<>(views.values().stream().map(EngineView::plan).toList());
        plans.add(plan);
        var _ = replace(plans, nowMs);
    }

    /**
     * Makes {@code plans} all the views there are. Views whose plan is the same, inputs included, run on; the others end,
     * with a reason for their listeners.
     *
     * @return whether any ended
     */
    boolean replace(List<ViewPlan> plans, long nowMs) {
        Map<String, EngineView> next = new LinkedHashMap<>();
        for (ViewPlan plan : ViewOrder.sorted(plans, tables::has)) {
            EngineView known = views.get(plan.name());
            EngineView view = known != null && runsOn(known, plan, next) ? known : new EngineView(plan);
            view.renew(plan);
            next.put(plan.name(), view);
        }
        List<EngineView> ended = views.values().stream()
                .filter(view -> next.get(view.plan().name()) != view)
                .toList();
        for (EngineView view : ended.reversed()) {
            String reason =
                    next.containsKey(view.plan().name()) ? "changed in the project" : "removed from the project";
            for (ViewInstance instance : List.copyOf(view.instances())) {
                instance.end("view " + view.plan().name() + " was " + reason);
                drop(view, instance, nowMs);
            }
        }
        views = next;
        return !ended.isEmpty();
    }

    /** The instance of a view with a binding, started if it does not run. */
    ViewInstance instance(String name, Binding binding, long tick, long nowMs) {
        EngineView view = views.get(name);
        if (view == null) {
            throw new NoSuchElementException("view=" + name + " is not there"
                    + NearestName.to(name, views.keySet())
                            .map(near -> ", nearest is " + near)
                            .orElse(", views are " + views.keySet()));
        }
        Optional<ViewInstance> running = view.instance(binding);
        running.ifPresent(instance -> instance.touch(nowMs));
        return running.orElseGet(() -> start(view, binding, tick, nowMs));
    }

    /**
     * Moves all views by one tick.
     *
     * @param changes what the tick did to the tables; the views add theirs
     */
    List<Told> tick(long tick, long nowMs, Map<String, Delta> changes) {
        ViewInstance.Moment moment = new ViewInstance.Moment(tick, nowMs, changes, this);
        List<Told> told = new ArrayList<>();
        operators.beginTick();
        for (EngineView view : views.values()) {
            view.poll().ifPresent(poll -> poll.tick(moment));
            for (ViewInstance instance : view.instances()) {
                instance.tick(moment).ifPresent(step -> {
                    told.add(new Told(instance, step.change()));
                    if (instance.binding().isEmpty() && !step.net().isEmpty()) {
                        changes.put(view.plan().name(), step.net());
                    }
                });
            }
        }
        operators.endTick();
        return told;
    }

    /** What an instance of {@code view} costs. */
    ViewReport report(ViewInstance instance) {
        return instance.report(poll(instance.plan().name()).map(Poll::report));
    }

    /**
     * What a new reader of {@code view} waits for, so that it does not take rows still to be found for none: the first runs
     * of the polled views among it and those it reads. Empty where there is nothing to wait for.
     */
    List<CompletableFuture<Void>> firstRuns(ViewPlan plan) {
        List<CompletableFuture<Void>> runs = new ArrayList<>();
        poll(plan.name()).map(Poll::first).filter(first -> !first.isDone()).ifPresent(runs::add);
        for (String input : plan.inputs()) {
            EngineView read = views.get(input);
            if (read != null) {
                runs.addAll(firstRuns(read.plan()));
            }
        }
        return runs;
    }

    /** What runs of every view. */
    Map<String, LiveViews.Usage> usage() {
        Map<String, LiveViews.Usage> usage = new HashMap<>();
        views.forEach((name, view) -> {
            long bytes = view.instances().stream()
                    .mapToLong(ViewInstance::stateBytes)
                    .sum();
            OptionalLong polled = view.plan().polling().isEmpty()
                    ? OptionalLong.empty()
                    : OptionalLong.of(view.poll().map(Poll::heldBytes).orElse(0L));
            usage.put(name, new LiveViews.Usage(view.instances().size(), bytes, polled));
        });
        return usage;
    }

    /** Shows rows and failures to other threads. */
    void publish() {
        views.values().forEach(EngineView::publish);
    }

    /** When something is due although no row arrives; {@link Long#MAX_VALUE} for never. */
    long deadlineMs() {
        long deadline = Long.MAX_VALUE;
        for (EngineView view : views.values()) {
            if (view.poll().isPresent()) {
                deadline = Math.min(deadline, view.poll().get().deadlineMs());
            }
            for (ViewInstance instance : view.instances()) {
                deadline = Math.min(deadline, instance.retryAtMs(this));
                deadline = instance.isIdle() ? Math.min(deadline, dropAtMs(instance)) : deadline;
            }
        }
        return deadline;
    }

    /** When rows of a view come or go by the wall clock alone; {@link Long#MAX_VALUE} for never. */
    long dueMs() {
        long due = Long.MAX_VALUE;
        for (EngineView view : views.values()) {
            for (ViewInstance instance : view.instances()) {
                due = Math.min(due, instance.dueAtMs(this));
            }
        }
        return due;
    }

    /** Drops the instances that nobody has read for long enough; those that only they read follow later. */
    void dropIdle(long nowMs) {
        for (EngineView view : views.values()) {
            for (ViewInstance instance : List.copyOf(view.instances())) {
                if (instance.isIdle() && dropAtMs(instance) <= nowMs) {
                    drop(view, instance, nowMs);
                }
            }
        }
    }

    void end(String reason) {
        for (EngineView view : views.values()) {
            view.instances().forEach(instance -> instance.end(reason));
            view.stopPolling();
        }
        polls.close();
    }

    private ViewInstance start(EngineView view, Binding binding, long tick, long nowMs) {
        ViewPlan plan = view.plan();
        Circuit circuit = plan.instantiate(binding);
        makeRoom(view, nowMs);
        List<ViewInstance> read = viewsReadBy(plan).stream()
                .map(input -> instance(input, Binding.NONE, tick, nowMs))
                .toList();
        read.forEach(input -> input.read(1, nowMs));
        ViewInstance instance =
                new ViewInstance(plan, binding, ids, options.retryFailed().toMillis(), operators);
        instance.touch(nowMs);
        view.startPolling(polls);
        instance.start(new ViewInstance.Moment(tick, nowMs, new HashMap<>(), this), circuit);
        view.add(instance);
        view.publish();
        return instance;
    }

    private void makeRoom(EngineView view, long nowMs) {
        if (view.instances().size() < options.instancesPerView()) {
            return;
        }
        ViewInstance idle = view.longestIdle()
                .orElseThrow(() -> new EngineBusyException("view=" + view.plan().name() + " filters in use="
                        + view.instances().size() + " is the limit: use one of them or come back later"));
        drop(view, idle, nowMs);
    }

    private void drop(EngineView view, ViewInstance instance, long nowMs) {
        view.remove(instance);
        instance.stop();
        for (String input : viewsReadBy(instance.plan())) {
            EngineView read = views.get(input);
            if (read != null) {
                read.instance(Binding.NONE).ifPresent(reader -> reader.read(-1, nowMs));
            }
        }
    }

    private Set<String> viewsReadBy(ViewPlan plan) {
        Set<String> read = new HashSet<>(plan.inputs());
        read.removeIf(input -> !views.containsKey(input));
        return read;
    }

    private long dropAtMs(ViewInstance instance) {
        return instance.idleSinceMs() + options.instanceIdle().toMillis();
    }

    /** Whether a view is the same under {@code next} as it is now, what it reads included. */
    private boolean runsOn(EngineView known, ViewPlan plan, Map<String, EngineView> next) {
        return isSame(known.plan(), plan)
                && plan.inputs().stream().allMatch(input -> next.get(input) == views.get(input));
    }

    private static boolean isSame(ViewPlan one, ViewPlan other) {
        return one.sql().equals(other.sql())
                && one.schema().equals(other.schema())
                && one.key().equals(other.key())
                && one.polling().map(Polling::every).equals(other.polling().map(Polling::every))
                && one.parameterTypes().equals(other.parameterTypes())
                && Set.copyOf(one.inputs()).equals(Set.copyOf(other.inputs()));
    }
}
