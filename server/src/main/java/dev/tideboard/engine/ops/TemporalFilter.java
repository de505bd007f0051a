package dev.tideboard.engine.ops;

import dev.tideboard.data.Column;
import dev.tideboard.data.ColumnSchema;
import dev.tideboard.data.ColumnType;
import dev.tideboard.data.Delta;
import dev.tideboard.data.Dictionary;
import dev.tideboard.data.LongColumn;
import dev.tideboard.data.Nulls;
import dev.tideboard.data.RowBatch;
import dev.tideboard.data.Schema;
import dev.tideboard.engine.Replayable;
import dev.tideboard.engine.Timed;
import dev.tideboard.engine.ops.expression.Expression;
import dev.tideboard.engine.ops.expression.Rows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Keeps each row for a span of time that the row itself gives: {@code WHERE at > NOW() - INTERVAL '5' MINUTE}.
 *
 * <p>A row that will come or go by itself is kept until then, in the order of that time: what is due is found without
 * looking at the rest. A row whose time is over, or that goes on for ever, is not kept, so its end is looked up nowhere: what
 * a deletion means follows from the row and the time at hand.
 */
public final class TemporalFilter implements Timed, Replayable {
    private final Schema output;
    private final List<Bound> bounds;
    private final Schema stored;
    private final Delta nothing;
    private final Schedule coming;
    private final Schedule going;
    private long now = Long.MIN_VALUE;

    /**
     * One end of the span: the moment {@code time + shiftMs}.
     *
     * @param time of a row, as a timestamp; a row where it is null never passes
     * @param until true when the row passes before that moment, false when it passes from that moment on
     * @param text the condition as SQL writes it
     */
    public record Bound(Expression time, long shiftMs, boolean until, String text) {}

    public TemporalFilter(Schema output, List<Bound> bounds, Dictionary dictionary) {
        this.output = output;
        this.bounds = List.copyOf(bounds);
        this.stored = stored(output);
        this.nothing = Delta.empty(stored);
        this.coming = new Schedule(output.size(), dictionary);
        this.going = new Schedule(output.size() + 1, dictionary);
    }

    /** The columns of a row, then from when and until when it passes. */
    private static Schema stored(Schema output) {
        List<ColumnSchema> columns = new ArrayList<>(output.columns());
        String mark = "#";
        while (output.indexOf(mark + "from") >= 0 || output.indexOf(mark + "until") >= 0) {
            mark += "#";
        }
        columns.add(ColumnSchema.of(mark + "from", ColumnType.TIMESTAMP));
        columns.add(ColumnSchema.of(mark + "until", ColumnType.TIMESTAMP));
        return new Schema(columns);
    }

    /** Rows in the order of one of their times. */
    private final class Schedule {
        private final SortedRows rows;
        private int[] only = new int[0];

        Schedule(int timeColumn, Dictionary dictionary) {
            this.rows = new SortedRows(stored, List.of(new TopRows.Sort(timeColumn, true)), dictionary);
            rows.reserve(1);
        }

        void add(Delta delta) {
            only = only.length < delta.size() ? new int[delta.size()] : only;
            rows.store(delta);
            rows.apply(delta, only);
        }

        /** Takes out what is due. */
        Delta take() {
            if (dueMs() > now) {
                return nothing;
            }
            TakenRows due = new TakenRows(0);
            rows.partition(0).from(Long.MIN_VALUE, false, (slot, copies) -> {
                boolean isDue = rows.prefix(slot) <= now;
                if (isDue) {
                    due.add(slot, copies);
                }
                return isDue;
            });
            Delta taken = due.gather(stored, rows);
            add(taken.negated());
            return taken;
        }

        long dueMs() {
            int first = rows.partition(0).first();
            return first == SortedSlots.NONE ? Long.MAX_VALUE : rows.prefix(first);
        }
    }

    @Override
    public Schema output() {
        return output;
    }

    @Override
    public Delta step(List<Delta> inputs, long nowMs) {
        now = Math.max(now, nowMs);
        Delta gone = going.take();
        Delta come = Delta.sum(stored, List.of(coming.take(), spanned(inputs.getFirst())));
        coming.add(selected(come, (from, until) -> from > now && until > from));
        going.add(selected(come, (from, until) -> isNow(from, until) && until != Long.MAX_VALUE));
        return Delta.sum(output, List.of(plain(gone.negated()), plain(selected(come, this::isNow))));
    }

    @Override
    public Delta replay(List<Supplier<Delta>> inputs) {
        return plain(selected(spanned(inputs.getFirst().get()), this::isNow));
    }

    private boolean isNow(long from, long until) {
        return from <= now && until > now;
    }

    /** A condition on the span of a row. */
    @FunctionalInterface
    private interface SpanTest {
        boolean test(long from, long until);
    }

    private Delta selected(Delta spanned, SpanTest test) {
        LongColumn from = (LongColumn) spanned.column(output.size());
        LongColumn until = (LongColumn) spanned.column(output.size() + 1);
        int[] kept = new int[spanned.size()];
        int count = 0;
        for (int row = 0; row < kept.length; row++) {
            kept[count] = row;
            count += test.test(from.get(row), until.get(row)) ? 1 : 0;
        }
        return count == kept.length ? spanned : spanned.gather(kept, count);
    }

    /** {@code delta} with the span of each row; those without a time left out. */
    private Delta spanned(Delta delta) {
        long[] from = new long[delta.size()];
        long[] until = new long[delta.size()];
        Arrays.fill(from, Long.MIN_VALUE);
        Arrays.fill(until, Long.MAX_VALUE);
        Rows rows = Rows.all(delta.rows());
        for (Bound bound : bounds) {
            LongColumn times = (LongColumn) bound.time().evaluate(rows);
            for (int row = 0; row < delta.size(); row++) {
                long moment = shifted(times.get(row), bound.shiftMs());
                if (times.isNull(row)) {
                    until[row] = Long.MIN_VALUE;
                } else if (bound.until()) {
                    until[row] = Math.min(until[row], moment);
                } else {
                    from[row] = Math.max(from[row], moment);
                }
            }
        }
        List<Column> columns = new ArrayList<>(delta.rows().columns());
        columns.add(new LongColumn(from, delta.size(), Nulls.NONE));
        columns.add(new LongColumn(until, delta.size(), Nulls.NONE));
        return new Delta(new RowBatch(stored, columns, delta.size()), delta.weights());
    }

    /** A moment further off than numbers reach is as good as never. */
    private static long shifted(long time, long shift) {
        long sum = time + shift;
        boolean overflow = ((time ^ sum) & (shift ^ sum)) < 0;
        return overflow ? (shift < 0 ? Long.MIN_VALUE + 1 : Long.MAX_VALUE - 1) : sum;
    }

    private Delta plain(Delta delta) {
        return new Delta(
                new RowBatch(output, delta.rows().columns().subList(0, output.size()), delta.size()), delta.weights());
    }

    @Override
    public long dueMs() {
        return Math.min(coming.dueMs(), going.dueMs());
    }

    @Override
    public long stateBytes() {
        return coming.rows.stateBytes() + going.rows.stateBytes();
    }

    @Override
    public long stateRows() {
        return (long) coming.rows.size() + going.rows.size();
    }

    @Override
    public String describe() {
        return bounds.stream().map(Bound::text).collect(Collectors.joining(" AND ", "TemporalFilter [", "]"));
    }
}
