package dev.tideboard.engine.ops;

import dev.tideboard.data.Column;
import dev.tideboard.data.Delta;
import dev.tideboard.data.LongColumn;
import dev.tideboard.data.Nulls;
import dev.tideboard.data.RowBatch;
import dev.tideboard.data.Schema;
import dev.tideboard.engine.Replayable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Adds the start and the end of the time window that a row falls into; a row without a time is in no window and is left
 * out. Stateless: windows are buckets of event time, open for late rows and revisions as long as their rows are kept.
 */
public final class Tumble implements Replayable {
    private final Schema output;
    private final int timeColumn;
    private final long sizeMs;
    private final long offsetMs;

    /** Windows of {@code sizeMs} that start at {@code offsetMs} after the epoch; {@code output} ends with start and end. */
    public Tumble(Schema output, int timeColumn, long sizeMs, long offsetMs) {
        this.output = output;
        this.timeColumn = timeColumn;
        this.sizeMs = sizeMs;
        this.offsetMs = offsetMs;
    }

    @Override
    public Schema output() {
        return output;
    }

    @Override
    public Delta step(List<Delta> inputs) {
        Delta delta = timed(inputs.getFirst());
        int size = delta.size();
        long[] times = delta.rows().longs(timeColumn).values();
        long[] starts = new long[size];
        long[] ends = new long[size];
        for (int row = 0; row < size; row++) {
            starts[row] = Math.floorDiv(times[row] - offsetMs, sizeMs) * sizeMs + offsetMs;
            ends[row] = starts[row] + sizeMs;
        }
        List<Column> columns = new ArrayList<>(delta.rows().columns());
        columns.add(new LongColumn(starts, size, Nulls.NONE));
        columns.add(new LongColumn(ends, size, Nulls.NONE));
        return new Delta(new RowBatch(output, columns, size), delta.weights());
    }

    private Delta timed(Delta delta) {
        Nulls nulls = delta.column(timeColumn).nulls();
        if (!nulls.any()) {
            return delta;
        }
        int[] kept = new int[delta.size()];
        int count = 0;
        for (int row = 0; row < delta.size(); row++) {
            kept[count] = row;
            count += nulls.isNull(row) ? 0 : 1;
        }
        return delta.gather(Arrays.copyOf(kept, count), count);
    }

    @Override
    public Delta replay(List<Delta> inputs) {
        return step(inputs);
    }

    @Override
    public String describe() {
        return "Tumble [" + output.column(timeColumn).name() + " by " + sizeMs + " ms"
                + (offsetMs == 0 ? "]" : " from " + offsetMs + " ms]");
    }
}
