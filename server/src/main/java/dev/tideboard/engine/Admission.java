package dev.tideboard.engine;

import dev.tideboard.data.Column;
import dev.tideboard.data.ColumnType;
import dev.tideboard.data.DoubleColumn;
import dev.tideboard.data.LongColumn;
import dev.tideboard.data.RowBatch;
import dev.tideboard.data.Schema;
import dev.tideboard.data.Spelling;
import dev.tideboard.data.TextColumn;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Decides which rows of a batch may enter a table, column by column; the first reason against a row counts. Engine
 * thread only.
 */
final class Admission {
    /** Year 1 and year 9999 of the calendar: beyond them is a mistake in the sender, and arithmetic on it would overflow. */
    private static final long EARLIEST = Instant.parse("0001-01-01T00:00:00Z").toEpochMilli();

    private static final long LATEST = Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli();

    /** Suggesting a value costs a comparison with every value there is, so that one batch of nonsense must not ask for many. */
    private static final int MOST_SUGGESTIONS = 16;

    /**
     * The rows that may enter, and why the others may not, in the order of their rows.
     *
     * @param rows the same batch where every row may enter
     */
    record Verdict(RowBatch rows, List<Refusal> refused) {}

    private final TableSpec spec;
    private final Map<String, ReferenceIndex> references;
    private final long keepMs;
    private final boolean followsEvents;
    private final int timeColumn;
    private final ClockLeaps leaps;

    /**
     * Admission to one table.
     *
     * @param references the values each referring column may have
     */
    Admission(TableSpec spec, Map<String, ReferenceIndex> references) {
        this.spec = spec;
        this.references = Map.copyOf(references);
        this.keepMs = millis(spec.keep());
        this.followsEvents = spec.hasTime() && spec.clock() == TableSpec.ClockKind.EVENT;
        this.timeColumn = spec.hasTime() ? spec.schema().indexOf(spec.time()) : -1;
        this.leaps = new ClockLeaps(spec, millis(spec.future()), keepMs);
    }

    /** The time before which rows are too old, {@link Long#MIN_VALUE} where none is or the clock has not started. */
    long cutoff(long clockMs) {
        return keepMs == 0 || clockMs == Long.MIN_VALUE ? Long.MIN_VALUE : clockMs - keepMs;
    }

    /** How long after its event time a row expires; 0 for never. */
    long keepMs() {
        return keepMs;
    }

    /**
     * Looks at all that a tick brings before it is judged one after the other: after a gap in a feed the first row is
     * as right as the last one.
     *
     * @param clockMs the table's clock, {@link Long#MIN_VALUE} where it has not started
     * @param nowMs the wall clock
     */
    void foresee(List<RowBatch> batches, long clockMs, long nowMs) {
        if (!followsEvents) {
            return;
        }
        long reach = leaps.reach(clockMs, nowMs);
        for (RowBatch rows : batches) {
            if (leaps.hasLeap(rows, reach)) {
                Judgement judgement = new Judgement(rows);
                judgement.refuseUnusable();
                judgement.refuseBeyondCalendar();
                leaps.remember(rows, judgement.refusedRows, cutoff(clockMs), reach);
            }
        }
    }

    /**
     * Judges a batch.
     *
     * @param clockMs the table's clock, {@link Long#MIN_VALUE} where it has not started
     * @param nowMs the wall clock
     */
    Verdict judge(RowBatch rows, long clockMs, long nowMs) {
        Judgement judgement = new Judgement(rows);
        judgement.refuseUnusable();
        if (spec.hasTime()) {
            judgement.refuseBeyondCalendar();
            judgement.refuseTimes(clockMs, nowMs);
        }
        Verdict verdict = judgement.verdict();
        if (followsEvents) {
            leaps.accepted(verdict.rows(), nowMs);
        }
        return verdict;
    }

    private static long millis(Duration duration) {
        return Math.min(duration.getSeconds(), (LATEST - EARLIEST) / 1_000) * 1_000 + duration.getNano() / 1_000_000;
    }

    private final class Judgement {
        private final RowBatch rows;
        private final Schema schema;
        private final BitSet refusedRows = new BitSet();
        private final Map<Integer, Refusal> refused = new TreeMap<>();
        private final Map<String, String> suggestions = new TreeMap<>();

        Judgement(RowBatch rows) {
            this.rows = rows;
            this.schema = rows.schema();
        }

        /** What no table could take, whatever its clock says. */
        void refuseUnusable() {
            refuseNotFinite();
            refuseMissing();
            refuseUnknownReferences();
        }

        private void refuseNotFinite() {
            for (int index = 0; index < schema.size(); index++) {
                if (rows.column(index) instanceof DoubleColumn column) {
                    for (int row = 0; row < rows.size(); row++) {
                        if (!Double.isFinite(column.get(row))) {
                            refuse(
                                    row,
                                    index,
                                    "is not a number a table can hold; send a finite number or leave it out");
                        }
                    }
                }
            }
        }

        private void refuseMissing() {
            for (int index = 0; index < schema.size(); index++) {
                String name = schema.column(index).name();
                boolean needed = spec.key().contains(name) || name.equals(spec.time());
                if (!needed || !rows.column(index).nulls().any()) {
                    continue;
                }
                for (int row = 0; row < rows.size(); row++) {
                    if (rows.column(index).isNull(row)) {
                        String role = name.equals(spec.time()) ? "the time" : "part of the key";
                        refuse(
                                row,
                                index,
                                "is missing; it is " + role + " of " + spec.name() + ", so every row needs it");
                    }
                }
            }
        }

        private void refuseUnknownReferences() {
            for (Map.Entry<String, ReferenceIndex> entry : references.entrySet()) {
                int index = schema.indexOf(entry.getKey());
                Column column = rows.column(index);
                for (int row = 0; row < rows.size(); row++) {
                    if (!column.isNull(row) && !entry.getValue().has(column, row) && !refusedRows.get(row)) {
                        refuse(row, index, unknown(entry.getKey(), entry.getValue(), column, row));
                    }
                }
            }
        }

        private String unknown(String name, ReferenceIndex values, Column column, int row) {
            TableSpec.Reference reference =
                    Objects.requireNonNull(spec.references().get(name));
            if (!(column instanceof TextColumn texts)) {
                return reference.lacking(Optional.empty());
            }
            String text = texts.text(row);
            String question = name + "=" + text;
            if (suggestions.size() >= MOST_SUGGESTIONS && !suggestions.containsKey(question)) {
                return reference.lacking(Optional.empty());
            }
            return suggestions.computeIfAbsent(question, _ -> reference.lacking(values.nearest(text)));
        }

        void refuseBeyondCalendar() {
            LongColumn times = rows.longs(timeColumn);
            for (int row = 0; row < rows.size(); row++) {
                long time = times.get(row);
                if (time < EARLIEST || time > LATEST) {
                    refuse(row, timeColumn, "ms is not in the years 1 to 9999; send milliseconds since 1970");
                }
            }
        }

        /** Row after row, as the event clock moves with each accepted one. */
        void refuseTimes(long startMs, long nowMs) {
            LongColumn times = rows.longs(timeColumn);
            long clockMs = startMs;
            long reach = leaps.reach(clockMs, nowMs);
            for (int row = 0; row < rows.size(); row++) {
                long time = times.get(row);
                if (refusedRows.get(row)) {
                    continue;
                }
                if (time > reach && !(followsEvents && leaps.areAgreed(time))) {
                    refuse(row, timeColumn, tooFarAhead(time, clockMs, nowMs), Quarantine.Cause.TOO_FAR_AHEAD);
                } else if (time < cutoff(clockMs)) {
                    refuse(row, timeColumn, tooOld(time, clockMs), Quarantine.Cause.TOO_OLD);
                } else if (followsEvents && time > clockMs) {
                    clockMs = time;
                    reach = leaps.reach(clockMs, nowMs);
                }
            }
        }

        private String tooOld(long time, long clockMs) {
            return "is " + Span.text(Duration.ofMillis(clockMs - time)) + " before " + clock(clockMs) + ", kept for "
                    + Span.text(spec.keep()) + "; send sooner or keep longer";
        }

        private String tooFarAhead(long time, long clockMs, long nowMs) {
            long origin = leaps.origin(clockMs, nowMs);
            String than = origin == clockMs ? clock(clockMs) : "now " + Instant.ofEpochMilli(nowMs);
            String unsaid = spec.future().isZero() ? ", or say time: {future: …} of the table" : "";
            String way = followsEvents ? ", or wait until " + ClockLeaps.AGREEING + " rows agree" + unsaid : "";
            return "is " + Span.text(Duration.ofMillis(time - origin)) + " ahead of " + than + ", limit "
                    + Span.text(Duration.ofMillis(leaps.limitMs())) + "; check the sender's clock and zone" + way;
        }

        private String clock(long clockMs) {
            String kind = followsEvents ? "the newest row " : "now ";
            return kind + Instant.ofEpochMilli(clockMs);
        }

        private void refuse(int row, int index, String reason) {
            refuse(row, index, reason, Quarantine.Cause.VALUE);
        }

        private void refuse(int row, int index, String reason, Quarantine.Cause cause) {
            if (refusedRows.get(row)) {
                return;
            }
            refusedRows.set(row);
            String name = schema.column(index).name();
            String value = value(index, row);
            String found = rows.column(index).isNull(row) ? name : name + "=" + shortened(value);
            refused.put(row, new Refusal(row, name, value, found + " " + reason, cause));
        }

        private String value(int index, int row) {
            Column column = rows.column(index);
            boolean instant = schema.column(index).type() == ColumnType.TIMESTAMP
                    && column instanceof LongColumn times
                    && times.get(row) >= EARLIEST
                    && times.get(row) <= LATEST;
            if (column.isNull(row)) {
                return "";
            }
            return instant ? Instant.ofEpochMilli(rows.longs(index).get(row)).toString() : written(index, row);
        }

        /** A time beyond the calendar is no time, so it is shown as the number it came as. */
        private String written(int index, int row) {
            return schema.column(index).type() == ColumnType.TIMESTAMP
                    ? Long.toString(rows.longs(index).get(row))
                    : Spelling.of(rows, index, row);
        }

        private static String shortened(String value) {
            return value.length() <= 100 ? value : value.substring(0, 100) + "…";
        }

        Verdict verdict() {
            if (refused.isEmpty()) {
                return new Verdict(rows, List.of());
            }
            int[] kept = new int[rows.size()];
            int count = 0;
            for (int row = 0; row < rows.size(); row++) {
                if (!refusedRows.get(row)) {
                    kept[count++] = row;
                }
            }
            return new Verdict(rows.gather(kept, count), new ArrayList<>(refused.values()));
        }
    }
}
