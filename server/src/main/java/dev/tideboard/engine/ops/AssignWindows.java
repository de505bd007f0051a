package dev.tideboard.engine.ops;

import dev.tideboard.data.Column;
import dev.tideboard.data.Delta;
import dev.tideboard.data.LongColumn;
import dev.tideboard.data.Nulls;
import dev.tideboard.data.RowBatch;
import dev.tideboard.data.Schema;
import dev.tideboard.engine.Replayable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Adds the start and the end of the time window that a row falls into, once for each such window; a row without a time is in
 * no window and is left out. Stateless: windows are buckets of event time, open for late rows and revisions as long as their
 * rows are kept.
 */
public final class AssignWindows implements Replayable {
    private final Schema output;
    private final int timeColumn;
    private final WindowSpan.Fixed span;

    /** Windows of {@code span}; {@code output} ends with start and end. */
    public AssignWindows(Schema output, int timeColumn, WindowSpan.Fixed span) {
        this.output = output;
        this.timeColumn = timeColumn;
        this.span = span;
    }

    @Override
    public Schema output() {
        return output;
    }

    @Override
    public Delta step(List<Delta> inputs) {
        Delta delta = inputs.getFirst();
        boolean once = span.tumbles() && !delta.column(timeColumn).nulls().any();
        return once ? tumbled(delta) : assigned(delta);
    }

    private Delta tumbled(Delta delta) {
        int size = delta.size();
        long[] times = delta.rows().longs(timeColumn).values();
        long[] starts = new long[size];
        for (int row = 0; row < size; row++) {
            starts[row] = span.lastStart(times[row]);
        }
        return extended(delta, starts);
    }

    private Delta assigned(Delta delta) {
        LongColumn times = delta.rows().longs(timeColumn);
        int count = 0;
        for (int row = 0; row < delta.size(); row++) {
            count = Math.addExact(count, times.isNull(row) ? 0 : span.count(times.get(row)));
        }
        int[] rows = new int[count];
        long[] starts = new long[count];
        int at = 0;
        for (int row = 0; row < delta.size(); row++) {
            int windows = times.isNull(row) ? 0 : span.count(times.get(row));
            long start = windows == 0 ? 0 : span.lastStart(times.get(row));
            for (int window = 0; window < windows; window++) {
                rows[at] = row;
                starts[at++] = start - window * span.slideMs();
            }
        }
        return extended(delta.gather(rows, count), starts);
    }

    private Delta extended(Delta delta, long[] starts) {
        int size = delta.size();
        long[] ends = new long[size];
        for (int row = 0; row < size; row++) {
            ends[row] = starts[row] + span.sizeMs();
        }
        return beside(output, delta, starts, ends);
    }

    /** {@code delta} with the start and the end of a window beside each row. */
    static Delta beside(Schema output, Delta delta, long[] starts, long[] ends) {
        int size = delta.size();
        List<Column> columns = new ArrayList<>(delta.rows().columns());
        columns.add(new LongColumn(starts, size, Nulls.NONE));
        columns.add(new LongColumn(ends, size, Nulls.NONE));
        return new Delta(new RowBatch(output, columns, size), delta.weights());
    }

    @Override
    public Delta replay(List<Supplier<Delta>> inputs) {
        return step(List.of(inputs.getFirst().get()));
    }

    @Override
    public String describe() {
        String how = span.tumbles()
                ? "Tumble [" + output.column(timeColumn).name() + " by "
                : "Hop [" + output.column(timeColumn).name() + " every " + span.slideMs() + " ms by ";
        return how + span.sizeMs() + " ms" + (span.offsetMs() == 0 ? "]" : " from " + span.offsetMs() + " ms]");
    }
}
