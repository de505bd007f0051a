package dev.tideboard.engine;

import dev.tideboard.data.Delta;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An operator at work, for one circuit or for several that have it in common. Engine thread only.
 *
 * <p>It takes a tick once: the first circuit that comes to it has it done, the others are given what came of it. When it
 * fails, its state is worth nothing any more, so it fails all of them alike.
 */
final class RunningOperator {
    private final Operator operator;
    private final SharedOperators among;
    private final Delta unchanged;
    private final SequencedSet<Circuit> readers = new LinkedHashSet<>();
    private boolean started;
    private @Nullable Delta given;
    private @Nullable Throwable failure;
    private long nanos;
    private long rowsOut;

    RunningOperator(Operator operator, SharedOperators among) {
        this.operator = operator;
        this.among = among;
        this.unchanged = Delta.empty(operator.output());
    }

    Operator operator() {
        return operator;
    }

    /** What it gives where nothing changes. */
    Delta unchanged() {
        return unchanged;
    }

    /** Whether it has had its first tick, with all rows there were. */
    boolean isStarted() {
        return started;
    }

    /** Whether a tick is at hand, which it may have behind it or not. */
    boolean isTicking() {
        return among.isTicking();
    }

    /** Whether it has something to do although no input changes. */
    boolean isDue(long nowMs) {
        return !started || dueMs() <= nowMs;
    }

    long dueMs() {
        return operator instanceof Timed timed ? timed.dueMs() : Long.MAX_VALUE;
    }

    /** Whether the tick at hand is behind it, well or badly. */
    boolean isDone() {
        return given != null || failure != null;
    }

    /** What it gave in the tick at hand. */
    Delta given() {
        if (failure instanceof RuntimeException thrown) {
            throw thrown;
        }
        if (failure instanceof Error thrown) {
            throw thrown;
        }
        Delta delta = given;
        if (delta == null) {
            throw new IllegalStateException("not moved yet: " + operator.describe());
        }
        return delta;
    }

    /**
     * Consumes one tick.
     *
     * @param all reads every row of the first input as of the end of this tick
     */
    Delta step(List<Delta> inputs, Supplier<Delta> all, long nowMs) {
        long start = System.nanoTime();
        Delta out;
        try {
            out = switch (operator) {
                case Rescanning rescanning -> rescanning.step(inputs, all);
                case Timed waiting -> waiting.step(inputs, nowMs);
                case Operator other -> other.step(inputs);
            };
        } catch (RuntimeException | StackOverflowError e) {
            failure = e;
            among.forget(this);
            throw e;
        }
        nanos += System.nanoTime() - start;
        rowsOut += out.size();
        started = true;
        if (among.isTicking()) {
            // who joins later asks for everything, so where there is one reader nobody will want the change again
            given = readers.size() > 1 ? out : unchanged;
            among.noteMoved(this);
        }
        return out;
    }

    void forgetTick() {
        given = null;
    }

    void add(Circuit reader) {
        readers.add(reader);
    }

    /** Takes a reader away; true when it was the last. */
    boolean remove(Circuit reader) {
        readers.remove(reader);
        return readers.isEmpty();
    }

    /** How many circuits have it beside one of them. */
    int otherReaders() {
        return Math.max(0, readers.size() - 1);
    }

    /** Whether {@code circuit} is the one of its readers that its state counts for: the oldest. */
    boolean countsFor(Circuit circuit) {
        return readers.isEmpty() || readers.getFirst() == circuit;
    }

    long nanos() {
        return nanos;
    }

    long rowsOut() {
        return rowsOut;
    }
}
