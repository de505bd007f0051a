package dev.tideboard.engine;

import dev.tideboard.data.ColumnType;
import dev.tideboard.data.Delta;
import dev.tideboard.data.LongColumn;
import dev.tideboard.data.RowBatch;
import dev.tideboard.data.RowBatchBuilder;
import dev.tideboard.data.Snapshot;
import dev.tideboard.data.Spelling;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/**
 * One table with all that belongs to it: queue, admission, rows, counters, and the values other tables refer to. Engine
 * thread only, but for the queue and {@link #published()}.
 */
final class EngineTable {

    /** A receipt that is due once the tick is published. */
    record DueReceipt(CompletableFuture<Receipt> receipt, int accepted, int duplicate, List<Refusal> refused) {
        void complete(long tick) {
            receipt.complete(new Receipt(tick, accepted, duplicate, refused));
        }
    }

    /** What a tick did to the table. */
    record Moved(Delta delta, List<ChangeLog.Entry> entries, List<DueReceipt> receipts) {}

    private final TableSpec spec;
    private final InletQueue queue;
    private final Quarantine quarantine;
    private final Admission admission;
    private final LiveTable live;
    private final RowBatch none;
    private final Map<String, ReferenceIndex> referenced = new HashMap<>();
    private long accepted;
    private long duplicate;
    private long revised;
    private long late;
    private long expired;
    private long dataTimeMs = Long.MIN_VALUE;
    private Instant lastReceived = Instant.EPOCH;
    private Pace pace;
    private volatile LiveTables.Table published;

    EngineTable(TableSpec spec, InletQueue queue, Quarantine quarantine, Map<String, ReferenceIndex> references) {
        this.spec = spec;
        this.queue = queue;
        this.quarantine = quarantine;
        this.admission = new Admission(spec, references);
        this.live = new LiveTable(spec);
        this.none = new RowBatchBuilder(spec.schema(), 0).build();
        this.pace = Pace.of(spec.interval());
        this.published = summary();
    }

    TableSpec spec() {
        return spec;
    }

    InletQueue queue() {
        return queue;
    }

    /** The table as of the last tick; from any thread. */
    LiveTables.Table published() {
        return published;
    }

    Snapshot snapshot(long tick) {
        return live.snapshot(tick);
    }

    /** The values of a column, for another table that refers to it. */
    ReferenceIndex referenceIndex(String column) {
        return referenced.computeIfAbsent(column, name -> {
            ReferenceIndex index = new ReferenceIndex(spec.schema().indexOf(name), queue.dictionary());
            index.follow(Delta.inserts(live.snapshot(0).toRows()));
            return index;
        });
    }

    /** When the oldest row expires by the wall clock, {@link Long#MAX_VALUE} for never. */
    long expiryMs() {
        long earliest = live.earliestTime();
        boolean never =
                admission.keepMs() == 0 || spec.clock() == TableSpec.ClockKind.EVENT || earliest == Long.MAX_VALUE;
        return never ? Long.MAX_VALUE : earliest + admission.keepMs() + 1;
    }

    /** Moves the table by one tick: takes what waits, removes what grew too old. */
    Moved tick(List<InletQueue.Waiting> taken, long nowMs) {
        List<ChangeLog.Entry> entries = new ArrayList<>();
        List<DueReceipt> receipts = new ArrayList<>(taken.size());
        long newest = live.greatestTime();
        boolean moved = false;
        admission.foresee(taken.stream().map(InletQueue.Waiting::rows).toList(), clockMs(nowMs), nowMs);
        for (InletQueue.Waiting waiting : taken) {
            DueReceipt receipt = admit(waiting, nowMs, entries);
            moved |= receipt.accepted() > 0;
            receipts.add(receipt);
        }
        expired += live.expire(admission.cutoff(clockMs(nowMs)));
        if (spec.hasTime() ? live.greatestTime() > newest : moved) {
            pace = pace.moved(Instant.ofEpochMilli(nowMs));
        }
        Delta delta = live.endTick();
        referenced.values().forEach(index -> index.follow(delta));
        return new Moved(delta, entries, receipts);
    }

    /** Shows the counters and the number of rows to other threads. */
    void publish() {
        published = summary();
    }

    private DueReceipt admit(InletQueue.Waiting waiting, long nowMs, List<ChangeLog.Entry> entries) {
        Admission.Verdict verdict = admission.judge(waiting.rows(), clockMs(nowMs), nowMs);
        RowBatch removed = waiting.kind() == InletQueue.Kind.REPLACE ? live.retain(verdict.rows()) : none;
        LiveTable.Outcome outcome = live.put(verdict.rows());
        if (!outcome.effective().isEmpty() || !removed.isEmpty()) {
            entries.add(new ChangeLog.Entry(spec.name(), outcome.effective(), removed));
        }
        for (Refusal refusal : verdict.refused()) {
            quarantine.refuse(new Quarantine.Entry(
                    waiting.received(),
                    waiting.source(),
                    spec.name(),
                    refusal.column(),
                    refusal.value(),
                    refusal.reason() + keyOf(waiting.rows(), refusal),
                    refusal.cause()));
        }
        accepted += outcome.accepted() - outcome.revised() - outcome.late();
        duplicate += outcome.duplicate();
        revised += outcome.revised();
        late += outcome.late();
        if (outcome.accepted() > 0) {
            lastReceived = waiting.received();
            followData(outcome.effective(), nowMs);
        }
        return new DueReceipt(waiting.receipt(), outcome.accepted(), outcome.duplicate(), verdict.refused());
    }

    /** A table whose clock its rows are is of the time of its newest row: a replay may well run ahead of the server. */
    private void followData(RowBatch rows, long nowMs) {
        if (spec.hasTime()) {
            boolean byEvents = spec.clock() == TableSpec.ClockKind.EVENT;
            long latestMs = byEvents ? Long.MAX_VALUE : nowMs + LiveTables.Table.AHEAD.toMillis();
            LongColumn times = rows.longs(spec.schema().indexOf(spec.time()));
            for (int row = 0; row < rows.size(); row++) {
                long time = times.get(row);
                dataTimeMs = time > latestMs ? dataTimeMs : Math.max(dataTimeMs, time);
            }
        }
    }

    /** Whose row it is, as far as its key says: among a thousand devices the reason alone helps nobody. */
    private String keyOf(RowBatch rows, Refusal refusal) {
        return spec.key().stream()
                .filter(column -> !column.equals(refusal.column()))
                .map(column -> {
                    int index = spec.schema().indexOf(column);
                    boolean known = !rows.column(index).isNull(refusal.row());
                    boolean time = spec.schema().column(index).type() == ColumnType.TIMESTAMP;
                    return known && !time ? column + "=" + Spelling.of(rows, index, refusal.row()) : "";
                })
                .filter(text -> !text.isEmpty())
                .reduce((a, b) -> a + ", " + b)
                .map(key -> " (" + key + ")")
                .orElse("");
    }

    /** The time by the clock of a table that follows its rows. */
    OptionalLong eventTimeMs() {
        return spec.clock() == TableSpec.ClockKind.EVENT ? OptionalLong.of(live.greatestTime()) : OptionalLong.empty();
    }

    private long clockMs(long nowMs) {
        return spec.clock() == TableSpec.ClockKind.EVENT ? live.greatestTime() : nowMs;
    }

    private LiveTables.Table summary() {
        return new LiveTables.Table(
                spec,
                live.size(),
                new LiveTables.Counters(accepted, late, revised, duplicate, expired),
                lastReceived,
                instant(live.greatestTime()),
                instant(dataTimeMs),
                pace);
    }

    private static Instant instant(long ms) {
        return ms == Long.MIN_VALUE ? Instant.EPOCH : Instant.ofEpochMilli(ms);
    }
}
