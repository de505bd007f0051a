package dev.tideboard.engine;

import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread of the engine: runs questions asked from outside between two ticks, then a tick, and parks while there
 * is neither. Thread-safe.
 */
final class EngineThread {
    private static final Logger LOG = LoggerFactory.getLogger(EngineThread.class);
    private static final long LONGEST_PAUSE_MS = TimeUnit.DAYS.toMillis(1);

    private final Cycle cycle;
    private final Consumer<String> onStop;
    private final Queue<Question<?>> questions = new ConcurrentLinkedQueue<>();
    private final Thread thread;
    private volatile boolean parked;
    private volatile boolean stopping;
    private volatile String stopped = "";

    private record Question<T>(Callable<T> ask, CompletableFuture<T> answer) {
        void run() {
            try {
                answer.complete(ask.call());
            } catch (Throwable e) { // nobody may wait for ever
                answer.completeExceptionally(e);
                if (e instanceof Error fatal) {
                    throw fatal;
                }
            }
        }

        void refuse(String reason) {
            answer.completeExceptionally(new EngineBusyException(reason));
        }
    }

    /**
     * Not started yet.
     *
     * @param onStop called at the end on the thread itself, with the reason
     */
    EngineThread(Cycle cycle, Consumer<String> onStop) {
        this.cycle = cycle;
        this.onStop = onStop;
        this.thread = Thread.ofPlatform().name("engine").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Runs {@code question} on the thread between two ticks; fails with {@link EngineBusyException} once it has stopped. */
    <T> CompletableFuture<T> ask(Callable<T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        enqueue(new Question<>(question, answer));
        return answer;
    }

    /** Runs {@code change} on the thread between two ticks, unless the engine has stopped. */
    void tell(Runnable change) {
        enqueue(new Question<>(Executors.callable(change), new CompletableFuture<>()));
    }

    private void enqueue(Question<?> question) {
        questions.add(question);
        wake();
        refuseIfStopped();
    }

    /** Lets the thread look for work. */
    void wake() {
        if (parked) {
            LockSupport.unpark(thread);
        }
    }

    /** Why the engine has stopped, or "" while it runs. */
    String stopped() {
        return stopped;
    }

    boolean isCurrent() {
        return thread.equals(Thread.currentThread());
    }

    /** Stops after the tick that runs now and waits for the end. */
    void close() {
        stopping = true;
        LockSupport.unpark(thread);
        boolean interrupted = false;
        while (!isCurrent() && thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        String reason = "the engine was closed";
        try {
            while (!stopping) {
                answer();
                if (!cycle.run()) {
                    park();
                }
            }
        } catch (Throwable e) { // whatever it is: an engine that cannot go on must say so to everybody who waits
            reason = "the engine stopped: " + e;
            LOG.error("the engine stopped", e);
        } finally {
            stopped = reason;
            onStop.accept(reason);
            refuseIfStopped();
        }
    }

    private void answer() {
        for (Question<?> question = questions.poll(); question != null; question = questions.poll()) {
            question.run();
        }
    }

    /** A producer puts its work in place before it looks at {@code parked}, so either it sees the flag or this sees the work. */
    private void park() {
        parked = true;
        long pauseMs = Math.min(cycle.deadlineMs() - cycle.nowMs(), LONGEST_PAUSE_MS);
        if (!stopping && questions.isEmpty() && !cycle.isWaiting() && pauseMs > 0) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(pauseMs));
        }
        parked = false;
    }

    private void refuseIfStopped() {
        if (stopped.isEmpty()) {
            return;
        }
        for (Question<?> question = questions.poll(); question != null; question = questions.poll()) {
            question.refuse(stopped);
        }
    }
}
