package dev.tideboard.connect;

import dev.tideboard.data.Dictionary;
import dev.tideboard.data.RowBatch;
import dev.tideboard.engine.Inlet;
import dev.tideboard.engine.Receipt;
import dev.tideboard.engine.Refusal;
import dev.tideboard.engine.TableSpec;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;

/** An inlet whose queue and ticks the test holds in its hand: rows wait until {@link #tick()}, unless it runs freely. */
public final class FakeInlet implements Inlet {
    private record Waiting(RowBatch rows, CompletableFuture<Receipt> receipt) {}

    private final TableSpec table;
    private final Dictionary dictionary;
    private final Semaphore room;
    private final Queue<Waiting> queue = new ArrayDeque<>();
    private final List<List<Object>> rows = new ArrayList<>();
    private final Object applying = new Object();
    private boolean free = true;
    private String refusing = "";
    private long ticks;

    public FakeInlet(TableSpec table, Dictionary dictionary) {
        this(table, dictionary, 1_000_000);
    }

    /** Takes {@code capacity} batches before it is full. */
    public FakeInlet(TableSpec table, Dictionary dictionary, int capacity) {
        this.table = table;
        this.dictionary = dictionary;
        this.room = new Semaphore(capacity);
    }

    /** From now on rows wait for {@link #tick()}. */
    public synchronized FakeInlet hold() {
        free = false;
        return this;
    }

    /** From now on every batch is refused with {@code reason}; "" accepts again. */
    public synchronized void refuse(String reason) {
        refusing = reason;
    }

    @Override
    public String lacking(String column, String text) {
        return "";
    }

    /** Applies everything that waits, in its order. */
    public void tick() {
        synchronized (applying) {
            List<Waiting> taken;
            synchronized (this) {
                taken = new ArrayList<>(queue);
                queue.clear();
                ticks++;
            }
            taken.forEach(this::apply);
        }
    }

    /** Lets everything through that waits or comes. */
    public void release() {
        synchronized (this) {
            free = true;
        }
        tick();
    }

    /** Fails everything that waits, as an engine does that stops. */
    public synchronized void fail() {
        queue.forEach(waiting -> waiting.receipt().completeExceptionally(new IllegalStateException("engine stopped")));
        queue.clear();
    }

    /** How many batches wait. */
    public synchronized int waiting() {
        return queue.size();
    }

    /** The rows applied so far, values boxed, "null" for a null. */
    public synchronized List<List<Object>> rows() {
        return List.copyOf(rows);
    }

    @Override
    public TableSpec table() {
        return table;
    }

    @Override
    public Dictionary dictionary() {
        return dictionary;
    }

    @Override
    public CompletableFuture<Receipt> put(RowBatch batch, String source) throws InterruptedException {
        room.acquire();
        CompletableFuture<Receipt> receipt = new CompletableFuture<>();
        enter(new Waiting(batch, receipt));
        return receipt;
    }

    @Override
    public boolean offer(RowBatch batch, String source, CompletableFuture<Receipt> receipt) {
        if (!room.tryAcquire()) {
            return false;
        }
        enter(new Waiting(batch, receipt));
        return true;
    }

    private void enter(Waiting waiting) {
        boolean isFree;
        synchronized (this) {
            queue.add(waiting);
            isFree = free;
        }
        if (isFree) {
            tick();
        }
    }

    private void apply(Waiting waiting) {
        room.release();
        RowBatch batch = waiting.rows();
        Receipt receipt;
        synchronized (this) {
            if (refusing.isEmpty()) {
                for (int row = 0; row < batch.size(); row++) {
                    int at = row;
                    rows.add(batch.columns().stream()
                            .map(column -> column.boxed(at, "null"))
                            .toList());
                }
                receipt = new Receipt(ticks, batch.size(), 0, List.of());
            } else {
                receipt = new Receipt(ticks, 0, 0, List.of(new Refusal(0, "facility", "X", refusing)));
            }
        }
        waiting.receipt().complete(receipt);
    }
}
