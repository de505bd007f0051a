package dev.tideboard.engine;

import dev.tideboard.data.Column;
import dev.tideboard.data.Dictionary;
import dev.tideboard.data.RowBatch;
import dev.tideboard.data.TextColumn;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The bounded queue of one table. Thread-safe.
 *
 * <p>The bound counts rows, an empty batch as one; a batch longer than the whole bound enters when the queue is empty, so
 * that it is not held up for ever.
 */
final class InletQueue implements Inlet {

    /** What rows that wait are for. */
    enum Kind {
        PUT,
        /** The rows become the whole table: what is not among them goes. */
        REPLACE
    }

    /** Rows that wait for a tick. */
    record Waiting(Kind kind, RowBatch rows, String source, Instant received, CompletableFuture<Receipt> receipt) {
        int weight() {
            return Math.max(1, rows.size());
        }
    }

    /** What a queue shares with the others of its engine. */
    record Surroundings(Dictionary dictionary, InstantSource clock, EngineOptions options, Runnable wake) {}

    private final TableSpec table;
    private final Map<String, ReferenceIndex> references;
    private final FullPolicy policy;
    private final Surroundings surroundings;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition room = lock.newCondition();
    private final ArrayDeque<Waiting> queue = new ArrayDeque<>();
    private long waiting;
    private long in;
    private long out;
    private long dropped;
    private String stopped = "";

    InletQueue(TableSpec table, Map<String, ReferenceIndex> references, FullPolicy policy, Surroundings surroundings) {
        this.table = table;
        this.references = Map.copyOf(references);
        this.policy = policy;
        this.surroundings = surroundings;
    }

    @Override
    public TableSpec table() {
        return table;
    }

    @Override
    public Dictionary dictionary() {
        return surroundings.dictionary();
    }

    @Override
    public String lacking(String column, String text) {
        ReferenceIndex values = references.get(column);
        TableSpec.Reference reference = table.references().get(column);
        if (values == null || reference == null || dictionary().find(text) >= 0) {
            return "";
        }
        return reference.lacking(values.nearestShown(text));
    }

    @Override
    public CompletableFuture<Receipt> put(RowBatch rows, String source) throws InterruptedException {
        CompletableFuture<Receipt> receipt = new CompletableFuture<>();
        put(waiting(Kind.PUT, rows, source, receipt));
        return receipt;
    }

    void put(Waiting rows) throws InterruptedException {
        List<Waiting> pushedOut = List.of();
        String refused = "";
        lock.lockInterruptibly();
        try {
            while (policy == FullPolicy.BLOCK && stopped.isEmpty() && isFull(rows)) {
                room.await();
            }
            if (!stopped.isEmpty()) {
                refused = stopped;
            } else if (policy == FullPolicy.FAIL && isFull(rows)) {
                dropped += rows.rows().size();
                refused = "table=" + table.name() + " rows waiting=" + waiting + " + " + rows.weight() + " > "
                        + surroundings.options().queueRows() + ": send again later";
            } else {
                pushedOut = enqueue(rows);
            }
        } finally {
            lock.unlock();
        }
        if (!refused.isEmpty()) {
            rows.receipt().completeExceptionally(new EngineBusyException(refused));
            return;
        }
        settle(pushedOut);
    }

    @Override
    public boolean offer(RowBatch rows, String source, CompletableFuture<Receipt> receipt) {
        Waiting offered = waiting(Kind.PUT, rows, source, receipt);
        List<Waiting> pushedOut;
        lock.lock();
        try {
            if (!stopped.isEmpty() || (policy != FullPolicy.DROP_OLDEST && isFull(offered))) {
                dropped += policy == FullPolicy.FAIL ? rows.size() : 0;
                return false;
            }
            pushedOut = enqueue(offered);
        } finally {
            lock.unlock();
        }
        settle(pushedOut);
        return true;
    }

    /** Checks rows and gives them the time of receipt. */
    Waiting waiting(Kind kind, RowBatch rows, String source, CompletableFuture<Receipt> receipt) {
        check(rows);
        return new Waiting(kind, rows, source, surroundings.clock().instant(), receipt);
    }

    boolean isEmpty() {
        lock.lock();
        try {
            return queue.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** Takes whole batches, at least one if any waits, until {@code rows} are reached. */
    List<Waiting> take(int rows) {
        List<Waiting> taken = new ArrayList<>();
        lock.lock();
        try {
            long sum = 0;
            while (!queue.isEmpty()
                    && (taken.isEmpty() || sum + queue.getFirst().weight() <= rows)) {
                Waiting next = queue.removeFirst();
                sum += next.weight();
                out += next.rows().size();
                taken.add(next);
            }
            waiting -= sum;
            if (!taken.isEmpty()) {
                room.signalAll();
            }
        } finally {
            lock.unlock();
        }
        return taken;
    }

    LiveTables.Queue counters() {
        lock.lock();
        try {
            return new LiveTables.Queue(table.name(), waiting, in, out, dropped);
        } finally {
            lock.unlock();
        }
    }

    /** Refuses everything from now on, what waits included. */
    void stop(String reason) {
        List<Waiting> left;
        lock.lock();
        try {
            stopped = reason;
            left = new ArrayList<>(queue);
            queue.clear();
            waiting = 0;
            room.signalAll();
        } finally {
            lock.unlock();
        }
        left.forEach(rows -> rows.receipt().completeExceptionally(new EngineBusyException(reason)));
    }

    private boolean isFull(Waiting next) {
        return waiting > 0 && waiting + next.weight() > surroundings.options().queueRows();
    }

    private List<Waiting> enqueue(Waiting rows) {
        List<Waiting> pushedOut = new ArrayList<>();
        while (isFull(rows)) {
            Waiting oldest = queue.removeFirst();
            waiting -= oldest.weight();
            dropped += oldest.rows().size();
            pushedOut.add(oldest);
        }
        queue.addLast(rows);
        waiting += rows.weight();
        in += rows.rows().size();
        return pushedOut;
    }

    /** Outside the lock, as what hangs on a receipt may call back. */
    private void settle(List<Waiting> pushedOut) {
        surroundings.wake().run();
        for (Waiting rows : pushedOut) {
            rows.receipt()
                    .completeExceptionally(new EngineBusyException("table=" + table.name()
                            + " dropped the rows that waited longest: more arrive than it can take"));
        }
    }

    private void check(RowBatch rows) {
        if (!rows.schema().equals(table.schema())) {
            throw new IllegalArgumentException("columns=" + rows.schema().columns() + " but table " + table.name()
                    + " has " + table.schema().columns());
        }
        for (Column column : rows.columns()) {
            if (column instanceof TextColumn texts && texts.dictionary() != dictionary() && !isAllNull(texts)) {
                throw new IllegalArgumentException("rows for table " + table.name()
                        + " use another dictionary: intern text in the dictionary of the inlet");
            }
        }
    }

    private static boolean isAllNull(TextColumn texts) {
        for (int row = 0; row < texts.size(); row++) {
            if (!texts.isNull(row)) {
                return false;
            }
        }
        return true;
    }
}
