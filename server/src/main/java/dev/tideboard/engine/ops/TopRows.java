package dev.tideboard.engine.ops;

import dev.tideboard.data.Column;
import dev.tideboard.data.Delta;
import dev.tideboard.data.Dictionary;
import dev.tideboard.data.RowBatch;
import dev.tideboard.data.Schema;
import dev.tideboard.engine.Operator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The first rows of each partition in an order: {@code QUALIFY ROW_NUMBER() OVER (PARTITION BY … ORDER BY …) <= n}.
 *
 * <p>Every row is kept, in a heap per partition, so that when the latest one is deleted the one before it comes back.
 * Rows that the order does not tell apart come in the order of their columns: the result depends on the rows alone, not
 * on which came first.
 */
public final class TopRows implements Operator {
    private final Schema output;
    private final Spec spec;
    private final Dictionary dictionary;
    private final RowIndex rows;
    private final RowIndex partitions;
    private final SlotHeaps heaps;
    private final List<WordOrder> orders;
    private int[] counts = new int[0];
    private boolean[] heaped = new boolean[0];
    private int[] net = new int[0];
    private int[] sizes = new int[0];
    private int[] touchedAt = new int[0];
    private int tick;

    /** One column of the order; nulls come last either way. */
    public record Sort(int column, boolean descending) {}

    /** How many rows of each partition are kept, and in which order. */
    public record Spec(List<Integer> partition, List<Sort> order, int limit) {
        public Spec {
            partition = List.copyOf(partition);
            order = List.copyOf(order);
        }
    }

    /** The result has the columns of the input. */
    public TopRows(Schema output, Spec spec, Dictionary dictionary) {
        this.output = output;
        this.spec = spec;
        this.dictionary = dictionary;
        this.rows = RowIndex.ofColumns(output.size());
        this.partitions = RowIndex.ofColumns(spec.partition().size());
        this.heaps = new SlotHeaps(this::compare, slot -> counts[slot] > 0, this::release);
        this.orders = output.columns().stream()
                .map(column -> WordOrder.of(column.type(), dictionary))
                .toList();
    }

    @Override
    public Schema output() {
        return output;
    }

    @Override
    public Delta step(List<Delta> inputs) {
        Delta delta = inputs.getFirst();
        int[] partition = spec.partition().stream().mapToInt(Integer::intValue).toArray();
        int[] partitionSlots = partitions.findOrAdd(RowWords.of(delta.rows(), partition));
        reservePartitions();
        int[] touched = touched(partitionSlots);
        Taken before = new Taken();
        for (int slot : touched) {
            take(slot, before);
        }
        apply(delta, partitionSlots);
        Taken after = new Taken();
        for (int slot : touched) {
            heaps.compact(slot);
            take(slot, after);
        }
        Delta change = difference(before, after); // a slot released by now is not in use again before the next tick
        for (int slot : touched) {
            if (sizes[slot] == 0) {
                heaps.clear(slot);
                partitions.remove(slot);
            }
        }
        return change;
    }

    private int[] touched(int[] partitionSlots) {
        tick++;
        int[] touched = new int[partitionSlots.length];
        int count = 0;
        for (int slot : partitionSlots) {
            if (touchedAt[slot] != tick) {
                touchedAt[slot] = tick;
                touched[count++] = slot;
            }
        }
        return Arrays.copyOf(touched, count);
    }

    private void apply(Delta delta, int[] partitionSlots) {
        int[] slots = rows.findOrAdd(RowWords.of(delta.rows(), RowWords.positions(output.size())));
        reserveRows();
        for (int i = 0; i < slots.length; i++) {
            int slot = slots[i];
            int partition = partitionSlots[i];
            boolean wasLive = counts[slot] > 0;
            counts[slot] += delta.weight(i);
            sizes[partition] += delta.weight(i);
            boolean isLive = counts[slot] > 0;
            if (!heaped[slot]) {
                heaped[slot] = true;
                heaps.push(partition, slot);
                heaps.died(partition, isLive ? 0 : 1);
            } else if (wasLive != isLive) {
                heaps.died(partition, isLive ? -1 : 1);
            }
        }
    }

    private void reservePartitions() {
        int limit = partitions.slotLimit();
        heaps.reserve(limit);
        if (limit > sizes.length) {
            int longer = Math.max(limit, sizes.length * 2);
            sizes = Arrays.copyOf(sizes, longer);
            touchedAt = Arrays.copyOf(touchedAt, longer);
        }
    }

    private void reserveRows() {
        if (rows.slotLimit() > counts.length) {
            int longer = Math.max(rows.slotLimit(), counts.length * 2);
            counts = Arrays.copyOf(counts, longer);
            heaped = Arrays.copyOf(heaped, longer);
            net = Arrays.copyOf(net, longer);
        }
    }

    private void release(int slot) {
        heaped[slot] = false;
        counts[slot] = 0;
        rows.remove(slot);
    }

    /** Notes the first rows of a partition with as many copies as there is room for. */
    private void take(int partition, Taken taken) {
        int from = taken.count;
        int room = spec.limit();
        for (int slot = heaps.first(partition); slot >= 0 && room > 0; slot = heaps.first(partition)) {
            int copies = Math.min(room, counts[slot]);
            taken.add(slot, copies);
            room -= copies;
            if (room == 0 && spec.limit() == 1) {
                return; // the common case leaves the heap as it is
            }
            heaps.pop(partition);
        }
        for (int i = from; i < taken.count; i++) {
            heaps.push(partition, taken.slots[i]);
        }
    }

    private int compare(int one, int other) {
        for (Sort sort : spec.order()) {
            int outcome = compareColumn(sort.column(), one, other, sort.descending());
            if (outcome != 0) {
                return outcome;
            }
        }
        for (int column = 0; column < output.size(); column++) {
            int outcome = compareColumn(column, one, other, false);
            if (outcome != 0) {
                return outcome;
            }
        }
        return 0;
    }

    private int compareColumn(int column, int one, int other, boolean descending) {
        boolean oneMissing = isNull(column, one);
        if (oneMissing || isNull(column, other)) {
            return Boolean.compare(oneMissing, isNull(column, other));
        }
        int outcome = orders.get(column).compare(rows.word(column, one), rows.word(column, other));
        return descending ? -outcome : outcome;
    }

    private boolean isNull(int column, int slot) {
        return rows.isNull(column, slot);
    }

    /** What has to change to turn one list of rows into the other. */
    private Delta difference(Taken before, Taken after) {
        for (int i = 0; i < before.count; i++) {
            net[before.slots[i]] -= before.copies[i];
        }
        for (int i = 0; i < after.count; i++) {
            net[after.slots[i]] += after.copies[i];
        }
        int[] slots = new int[before.count + after.count];
        int[] weights = new int[slots.length];
        int count = drain(before, slots, weights, 0);
        count = drain(after, slots, weights, count);
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < output.size(); i++) {
            columns.add(rows.gather(i, slots, count, output.column(i).type(), dictionary));
        }
        return new Delta(new RowBatch(output, columns, count), weights);
    }

    /** Moves the net copies of the rows in {@code taken} to the end of {@code slots} and {@code weights}. */
    private int drain(Taken taken, int[] slots, int[] weights, int from) {
        int count = from;
        for (int i = 0; i < taken.count; i++) {
            int slot = taken.slots[i];
            if (net[slot] != 0) {
                slots[count] = slot;
                weights[count++] = net[slot];
                net[slot] = 0;
            }
        }
        return count;
    }

    /** Rows taken from the tops of heaps, with their copies. */
    private static final class Taken {
        private int[] slots = new int[16];
        private int[] copies = new int[16];
        private int count;

        void add(int slot, int number) {
            if (count == slots.length) {
                slots = Arrays.copyOf(slots, count * 2);
                copies = Arrays.copyOf(copies, count * 2);
            }
            slots[count] = slot;
            copies[count++] = number;
        }
    }

    @Override
    public long stateBytes() {
        return rows.stateBytes()
                + partitions.stateBytes()
                + heaps.stateBytes()
                + 9L * counts.length
                + 8L * sizes.length;
    }

    @Override
    public long stateRows() {
        return rows.size();
    }

    @Override
    public String describe() {
        String by = spec.partition().stream()
                .map(column -> output.column(column).name())
                .collect(Collectors.joining(", "));
        String order = spec.order().stream()
                .map(sort -> output.column(sort.column()).name() + (sort.descending() ? " DESC" : ""))
                .collect(Collectors.joining(", "));
        return "TopRows [first " + spec.limit() + (by.isEmpty() ? "" : " per " + by) + " by " + order + "]";
    }
}
