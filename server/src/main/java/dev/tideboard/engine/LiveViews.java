package dev.tideboard.engine;

import dev.tideboard.data.Schema;
import dev.tideboard.data.Snapshot;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongConsumer;

/** The views as their readers see them. Thread-safe; futures complete on the engine thread. */
public interface LiveViews {

    /**
     * One view.
     *
     * @param schema as sent to clients; starts with the column {@code #} when the view has no natural key
     * @param key never empty: {@code ["#"]} when the view has no natural key
     * @param rows rows of the view without a binding, or -1 while nobody reads it and so nobody counts
     * @param failure why the view is failed, or ""
     * @param polled how it is polled, such as "polled, every 1 s"; "" for a view kept up to date row by row
     */
    record View(
            String name,
            Schema schema,
            List<String> key,
            List<String> parameters,
            long rows,
            String failure,
            List<String> inputs,
            String polled) {}

    /** Listening ends with {@link #close()}; the instance lives on for a while in case somebody comes back. */
    interface Subscription extends AutoCloseable {
        /** The rows at the tick after which the listener hears of every change. */
        Snapshot snapshot();

        @Override
        void close();
    }

    /** All views, by name. */
    List<View> views();

    /**
     * Listens to a view with a binding: the snapshot at tick N, then every change from N+1 on. The engine does not wait for
     * the caller to look at the future, so the listener may hear of a change before that.
     *
     * @return fails with {@link BindingException}, or with {@link java.util.NoSuchElementException} for an unknown view
     */
    CompletableFuture<Subscription> subscribe(String view, Binding binding, ViewListener listener);

    /** The rows now, without listening; fails like {@link #subscribe}. */
    CompletableFuture<Snapshot> snapshot(String view, Binding binding);

    /** What a view costs, operator by operator; starts it where it does not run. Fails like {@link #subscribe}. */
    CompletableFuture<ViewReport> explain(String view, Binding binding);

    /**
     * What runs of one view.
     *
     * @param instances bindings that somebody reads, or lately did
     * @param stateBytes what their operators keep, estimated
     * @param polledBytes what is held outside of the heap for the SQL of a polled view; empty for a view that is not polled
     */
    record Usage(int instances, long stateBytes, OptionalLong polledBytes) {}

    /** What runs of every view, by name. */
    default CompletableFuture<Map<String, Usage>> usage() {
        return CompletableFuture.completedFuture(Map.of());
    }

    /** Calls {@code listener} on the engine thread after each tick, once all view listeners heard of it. */
    void onTick(LongConsumer listener);

    /** The last tick that was published. */
    long tick();

    /** The epoch of the ticks: another one after a restart, and after views were edited. */
    long epoch();
}
