package dev.tideboard.engine.ops;

import dev.tideboard.data.Delta;
import dev.tideboard.data.LongColumn;
import dev.tideboard.data.Schema;
import dev.tideboard.engine.Replayable;
import dev.tideboard.engine.ops.calendar.PeriodCursor;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * Adds the start and the end of the time window of a zone's calendar that a row falls into, once for each such window; a row
 * without a time is in no window and is left out. Keeps no rows: it remembers the windows of the last row, which are those
 * of the next one nearly always. Engine thread only.
 */
public final class AssignLocalWindows implements Replayable {
    private final Schema output;
    private final int timeColumn;
    private final WindowSpan.Local span;
    private final PeriodCursor periods;

    /** Windows that a row between {@link #paneStart} and {@link #paneEnd} may lie in, the latest first. */
    private long[] starts = new long[4];

    private long[] ends = new long[4];
    private int candidates;
    private long paneStart = 1;
    private long paneEnd;

    /** Windows of {@code span}; {@code output} ends with start and end. */
    public AssignLocalWindows(Schema output, int timeColumn, WindowSpan.Local span) {
        this.output = output;
        this.timeColumn = timeColumn;
        this.span = span;
        this.periods = span.starts().cursor();
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
        long[] from = new long[size];
        long[] to = new long[size];
        for (int row = 0; row < size; row++) {
            from[row] = periods.start(times[row]);
            to[row] = periods.end(times[row]);
        }
        return AssignWindows.beside(output, delta, from, to);
    }

    private Delta assigned(Delta delta) {
        LongColumn times = delta.rows().longs(timeColumn);
        int[] rows = new int[delta.size()];
        long[] from = new long[delta.size()];
        long[] to = new long[delta.size()];
        int count = 0;
        for (int row = 0; row < delta.size(); row++) {
            if (times.isNull(row)) {
                continue;
            }
            long time = times.get(row);
            findCandidates(time);
            if (count + candidates > rows.length) {
                int length = Math.addExact(count, Math.max(count, candidates));
                rows = Arrays.copyOf(rows, length);
                from = Arrays.copyOf(from, length);
                to = Arrays.copyOf(to, length);
            }
            for (int i = 0; i < candidates && ends[i] > time; i++) {
                rows[count] = row;
                from[count] = starts[i];
                to[count++] = ends[i];
            }
        }
        return AssignWindows.beside(output, delta.gather(rows, count), from, to);
    }

    /** Later windows do not end before earlier ones, so those that {@code time} is in are the first candidates. */
    private void findCandidates(long time) {
        if (time >= paneStart && time < paneEnd) {
            return;
        }
        paneStart = periods.start(time);
        paneEnd = periods.end(time);
        candidates = 0;
        long start = paneStart;
        long end = end(start);
        while (end > paneStart) {
            if (candidates == starts.length) {
                starts = Arrays.copyOf(starts, candidates * 2);
                ends = Arrays.copyOf(ends, candidates * 2);
            }
            starts[candidates] = start;
            ends[candidates++] = end;
            long before = periods.start(start - 1);
            if (before >= start) { // the first of all time
                return;
            }
            start = before;
            end = end(start);
        }
    }

    private long end(long start) {
        if (span.tumbles()) {
            return periods.end(start);
        }
        return span.endsOnCalendar()
                ? periods.after(start, span.size())
                : start + span.size().millis();
    }

    @Override
    public Delta replay(List<Supplier<Delta>> inputs) {
        return step(List.of(inputs.getFirst().get()));
    }

    @Override
    public String describe() {
        String how = span.tumbles() ? "Tumble [" : "Hop [";
        String length = span.tumbles() ? "" : ", " + span.size() + " long";
        return how + output.column(timeColumn).name() + " by " + span.starts() + length + "]";
    }
}
