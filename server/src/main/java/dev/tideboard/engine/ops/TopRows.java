package dev.tideboard.engine.ops;

import dev.tideboard.data.Column;
import dev.tideboard.data.Delta;
import dev.tideboard.data.Dictionary;
import dev.tideboard.data.RowBatch;
import dev.tideboard.data.Schema;
import dev.tideboard.engine.Replayable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The first rows of each partition in an order: {@code QUALIFY ROW_NUMBER() OVER (PARTITION BY … ORDER BY …) <= n}.
 *
 * <p>Every row is kept, sorted per partition, so that when the latest one is deleted the one before it comes back; of rows that
 * leave oldest first only those that are given. Rows that the order does not tell apart come in the order of their columns:
 * the result depends on the rows alone, not on which came first.
 */
public final class TopRows implements Replayable {
    private final Schema output;
    private final Spec spec;
    private final int[] partitionColumns;
    private final KeySlots partitions;
    private final SortedRows rows;
    private final TouchedSlots touched = new TouchedSlots();
    private int[] net = new int[0];
    // for the batch at hand
    private int[] partitionOf = new int[0];

    /** One column of the order; nulls come last either way. */
    public record Sort(int column, boolean descending) {}

    /**
     * How many rows of each partition are given, and in which order.
     *
     * @param ageing whether rows leave oldest first by the first column of the order, which is the newest first: then a row
     *     behind the first ones never comes to be among them
     */
    public record Spec(List<Integer> partition, List<Sort> order, int limit, boolean ageing) {
        public Spec {
            partition = List.copyOf(partition);
            order = List.copyOf(order);
        }

        /** Whose rows and in which order, in the names of {@code schema}. */
        String describe(Schema schema) {
            String by = partition.stream()
                    .map(column -> schema.column(column).name())
                    .collect(Collectors.joining(", "));
            String sorts = order.stream()
                    .map(sort -> schema.column(sort.column()).name() + (sort.descending() ? " DESC" : ""))
                    .collect(Collectors.joining(", "));
            return (by.isEmpty() ? "" : "per " + by + " ") + "by " + sorts;
        }
    }

    /** The result has the columns of the input. */
    public TopRows(Schema output, Spec spec, Dictionary dictionary) {
        this.output = output;
        this.spec = spec;
        this.partitionColumns =
                spec.partition().stream().mapToInt(Integer::intValue).toArray();
        this.partitions = KeySlots.of(output, partitionColumns);
        this.rows = new SortedRows(output, spec.order(), dictionary);
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
        rows.reserve(partitions.slotLimit());
        touched.find(partitionOf, delta.size(), partitions.slotLimit());
        TakenRows before = takeTouched();
        store(delta);
        if (spec.ageing()) {
            rows.applyKnown(delta, partitionOf);
            trim();
        } else {
            rows.apply(delta, partitionOf);
        }
        Delta change = difference(before, takeTouched());
        for (int i = 0; i < touched.count(); i++) {
            if (rows.partition(touched.slot(i)).size() == 0) {
                partitions.remove(touched.slot(i));
            }
        }
        return change;
    }

    @Override
    public Delta replay(List<Supplier<Delta>> inputs) {
        TakenRows first = new TakenRows(partitions.size());
        for (int partition = 0; partition < partitions.slotLimit(); partition++) {
            take(partition, first);
        }
        return first.gather(output, rows);
    }

    private void reserveBatch(int size) {
        if (partitionOf.length < size) {
            partitionOf = new int[Math.max(size, partitionOf.length * 2)];
        }
    }

    private void store(Delta delta) {
        rows.store(delta);
        if (rows.slotLimit() > net.length) {
            net = Arrays.copyOf(net, Math.max(rows.slotLimit(), net.length * 2));
        }
    }

    /** The first rows of each touched partition with as many copies as there is room for. */
    private TakenRows takeTouched() {
        TakenRows taken = new TakenRows(touched.count());
        for (int i = 0; i < touched.count(); i++) {
            take(touched.slot(i), taken);
        }
        return taken;
    }

    private void take(int number, TakenRows taken) {
        SortedSlots partition = rows.partition(number);
        if (spec.limit() == 1 && partition.lastCopies() > 0) {
            taken.add(partition.last(), 1);
        } else {
            taken.limit(spec.limit());
            partition.fromLast(taken);
        }
    }

    /** Forgets the rows that will never be among the first. */
    private void trim() {
        for (int i = 0; i < touched.count(); i++) {
            rows.trim(touched.slot(i), spec.limit());
        }
    }

    /** What has to change to turn one list of rows into the other. */
    private Delta difference(TakenRows before, TakenRows after) {
        before.addTo(net, -1);
        after.addTo(net, 1);
        int[] changed = new int[before.count() + after.count()];
        int[] weights = new int[changed.length];
        int count = before.drain(net, changed, weights, 0);
        count = after.drain(net, changed, weights, count);
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < output.size(); i++) {
            columns.add(rows.gather(i, changed, count));
        }
        return new Delta(new RowBatch(output, columns, count), weights);
    }

    @Override
    public long stateBytes() {
        return rows.stateBytes() + partitions.stateBytes() + touched.stateBytes() + 4L * net.length;
    }

    @Override
    public long stateRows() {
        return rows.size();
    }

    @Override
    public String describe() {
        return "TopRows [first " + spec.limit() + " " + spec.describe(output) + "]";
    }
}
