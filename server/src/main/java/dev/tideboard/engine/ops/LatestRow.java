package dev.tideboard.engine.ops;

import dev.tideboard.data.Column;
import dev.tideboard.data.Delta;
import dev.tideboard.data.Dictionary;
import dev.tideboard.data.LongColumn;
import dev.tideboard.data.RowBatch;
import dev.tideboard.data.Schema;
import dev.tideboard.engine.Replayable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * The latest row of each partition where rows leave oldest first: what {@link TopRows} gives for a limit of one, but with
 * the state of one row a partition.
 *
 * <p>Of an ageing table a row that is not the latest never becomes the latest again: when the one before it leaves, so does
 * it, in the same change. So it is forgotten at once, and a row that leaves is mostly one nobody remembers. Rows of one time
 * come in the order of {@link TopRows}.
 */
public final class LatestRow implements Replayable {
    /** Stands for no row; other negative numbers are the complement of a slot, the others are rows of the batch. */
    private static final int NONE = Integer.MIN_VALUE;

    private final Schema output;
    private final TopRows.Spec spec;
    private final int timeColumn;
    private final int[] partitionColumns;
    private final KeySlots partitions;
    private final SlotRows rows;
    private final FreeSlots slots = new FreeSlots();
    private final RowOrder order;
    /** Where two rows of one time are compared. */
    private final int[] compared = new int[2];
    /** By partition, side by side since they are read together: the time of the latest row, that row. */
    private long[] times = new long[0];

    private int[] latest = new int[0];
    private final TouchedSlots touched = new TouchedSlots();
    // for the batch at hand
    private int[] partitionOf = new int[0];
    private int[] before = new int[0];
    private int[] winners = new int[0];
    private int[] wonBy = new int[0];
    private int[] stored = new int[0];
    private int[] changed = new int[0];

    /** The result has the columns of the input; the first column of the order is the time by which rows leave. */
    public LatestRow(Schema output, TopRows.Spec spec, Dictionary dictionary) {
        this.output = output;
        this.spec = spec;
        this.timeColumn = spec.order().getFirst().column();
        this.partitionColumns =
                spec.partition().stream().mapToInt(Integer::intValue).toArray();
        this.partitions = KeySlots.of(output, partitionColumns);
        this.rows = new SlotRows(output, dictionary);
        this.order = new RowOrder(output, spec.order(), rows, dictionary);
        slots.take(compared, 2);
    }

    @Override
    public Schema output() {
        return output;
    }

    @Override
    public Delta step(List<Delta> inputs) {
        Delta delta = inputs.getFirst();
        reserveBatch(delta.size());
        partitions.findOrAdd(delta.rows(), partitionColumns, partitionOf);
        reservePartitions();
        touched.find(partitionOf, delta.size(), partitions.slotLimit());
        for (int i = 0; i < touched.count(); i++) {
            before[i] = latest[touched.slot(i)];
        }
        choose(delta);
        Delta change = difference(delta.rows());
        for (int i = 0; i < touched.count(); i++) {
            if (latest[touched.slot(i)] == NONE) {
                partitions.remove(touched.slot(i));
            }
        }
        return change;
    }

    private void reserveBatch(int size) {
        if (partitionOf.length < size) {
            int longer = Math.max(size, partitionOf.length * 2);
            partitionOf = new int[longer];
            before = new int[longer];
            winners = new int[longer];
            wonBy = new int[longer];
            stored = new int[longer];
            changed = new int[2 * longer];
        }
    }

    private void reservePartitions() {
        int from = latest.length;
        if (partitions.slotLimit() > from) {
            int longer = Math.max(partitions.slotLimit(), from * 2);
            times = Arrays.copyOf(times, longer);
            latest = Arrays.copyOf(latest, longer);
            Arrays.fill(latest, from, longer, NONE);
        }
    }

    /** Takes the rows one after the other, as they came and went. */
    private void choose(Delta delta) {
        long[] at = ((LongColumn) delta.column(timeColumn)).values();
        int[] weights = delta.weights();
        for (int row = 0; row < delta.size(); row++) {
            int partition = partitionOf[row];
            boolean known = latest[partition] != NONE;
            if (weights[row] < 0) {
                if (known && at[row] >= times[partition]) {
                    latest[partition] = NONE; // with it goes whatever is as old
                }
            } else if (!known || at[row] > times[partition]) {
                times[partition] = at[row];
                latest[partition] = row;
            } else if (at[row] == times[partition] && comesFirst(delta.rows(), row, latest[partition])) {
                latest[partition] = row;
            }
        }
    }

    /** Whether a row of the batch is before another of its partition in the order asked for. */
    private boolean comesFirst(RowBatch batch, int row, int other) {
        rows.reserve(slots.limit());
        rows.put(batch, new int[] {row}, compared, 1);
        int beside = other < 0 ? ~other : compared[1];
        if (other >= 0) {
            rows.put(batch, new int[] {other}, new int[] {beside}, 1);
        }
        return order.compare(compared[0], beside) > 0;
    }

    /** Stores the rows that are the latest now; what has to change in the result. */
    private Delta difference(RowBatch batch) {
        int gone = 0;
        int came = 0;
        for (int i = 0; i < touched.count(); i++) {
            int now = latest[touched.slot(i)];
            if (now >= 0) {
                wonBy[came] = touched.slot(i);
                winners[came++] = now;
            }
            if (now != before[i] && before[i] != NONE) {
                changed[gone++] = ~before[i];
            }
        }
        slots.take(stored, came);
        rows.reserve(slots.limit());
        rows.put(batch, winners, stored, came);
        for (int i = 0; i < came; i++) {
            latest[wonBy[i]] = ~stored[i];
        }
        System.arraycopy(stored, 0, changed, gone, came);
        int[] weights = new int[gone + came];
        Arrays.fill(weights, 0, gone, -1);
        Arrays.fill(weights, gone, gone + came, 1);
        Delta change = new Delta(gather(changed, gone + came), weights);
        for (int i = 0; i < gone; i++) {
            slots.free(changed[i]);
        }
        return change;
    }

    private RowBatch gather(int[] of, int count) {
        List<Column> columns = new ArrayList<>(output.size());
        for (int i = 0; i < output.size(); i++) {
            columns.add(rows.gather(i, of, count));
        }
        return new RowBatch(output, columns, count);
    }

    @Override
    public Delta replay(List<Supplier<Delta>> inputs) {
        int[] of = new int[partitions.size()];
        int count = 0;
        for (int partition = 0; partition < partitions.slotLimit(); partition++) {
            if (latest[partition] != NONE) {
                of[count++] = ~latest[partition];
            }
        }
        return Delta.inserts(gather(of, count));
    }

    @Override
    public long stateBytes() {
        return rows.stateBytes()
                + slots.stateBytes()
                + partitions.stateBytes()
                + touched.stateBytes()
                + 12L * times.length;
    }

    @Override
    public long stateRows() {
        return partitions.size();
    }

    @Override
    public String describe() {
        return "LatestRow [" + spec.describe(output) + "]";
    }
}
