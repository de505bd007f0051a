package dev.tideboard.engine.ops;

import dev.tideboard.data.Column;
import dev.tideboard.data.Delta;
import dev.tideboard.data.Dictionary;
import dev.tideboard.data.RowBatch;
import dev.tideboard.data.RowText;
import dev.tideboard.data.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * All rows of one input, sorted within their partition, which the owner numbers. Engine thread only.
 *
 * <p>Each row of a batch is first stored in a slot of its own, and then sorted in; where the same row is there already, that
 * one gets its weight. A slot that is given back is not used again before the next batch is stored, so a row that went can
 * still be read when the batch is through.
 */
final class SortedRows {
    private static final SortedSlots EMPTY = new SortedSlots();

    /** For how many rows ahead what they need is read; it has to stay in the first cache. */
    private static final int AHEAD = 32;

    private final Schema schema;
    private final SlotRows rows;
    private final RowOrder order;
    private final FreeSlots slots = new FreeSlots();
    private SortedSlots[] sorted = new SortedSlots[0];
    private int[] slotOf = new int[0];
    /** The sum of what {@link #touch} read, so that it does read it. */
    @SuppressWarnings("UnusedVariable")
    private long touched;

    SortedRows(Schema schema, List<TopRows.Sort> sorts, Dictionary dictionary) {
        this.schema = schema;
        this.rows = new SlotRows(schema, dictionary);
        this.order = new RowOrder(schema, sorts, rows, dictionary);
    }

    /** Makes room for partitions below {@code partitions}. */
    void reserve(int partitions) {
        int from = sorted.length;
        if (partitions > from) {
            int longer = Math.max(partitions, from * 2);
            sorted = Arrays.copyOf(sorted, longer);
            Arrays.fill(sorted, from, longer, EMPTY);
        }
    }

    /** Gives each row of the batch a slot, which {@link #slot} tells until the next batch is stored. */
    void store(Delta delta) {
        int size = delta.size();
        if (slotOf.length < size) {
            slotOf = new int[Math.max(size, slotOf.length * 2)];
        }
        slots.take(slotOf, size);
        rows.reserve(slots.limit());
        rows.put(delta.rows(), RowWords.positions(size), slotOf, size);
    }

    /** The slot that {@code row} of the batch was stored in. */
    int slot(int row) {
        return slotOf[row];
    }

    /** Sorts the rows of the batch that was stored last into their partitions. */
    void apply(Delta delta, int[] partitionOf) {
        for (int from = 0; from < delta.size(); from += AHEAD) {
            int to = Math.min(delta.size(), from + AHEAD);
            touch(delta, partitionOf, from, to);
            for (int row = from; row < to; row++) {
                add(row, delta.weight(row), partitionOf[row]);
            }
        }
    }

    /** As {@link #apply}, but a row that goes and is not there was forgotten before. */
    void applyKnown(Delta delta, int[] partitionOf) {
        for (int row = 0; row < delta.size(); row++) {
            if (delta.weight(row) > 0 || sorted[partitionOf[row]].place(slotOf[row], order) >= 0) {
                add(row, delta.weight(row), partitionOf[row]);
            } else {
                discard(row);
            }
        }
    }

    /** Takes the rows of a partition out that come after the first {@code limit} copies in the order asked for. */
    void trim(int partition, int limit) {
        int slot = sorted[partition].removeFirstBeyond(limit);
        while (slot != SortedSlots.NONE) {
            slots.free(slot);
            slot = sorted[partition].removeFirstBeyond(limit);
        }
    }

    /**
     * Reads what sorting rows in will read: the end of each row's partition and, for one that goes, the row in front. This
     * loop decides nothing, so the processor waits for the memory of many rows at a time, while a search waits for each.
     */
    private void touch(Delta delta, int[] partitionOf, int from, int to) {
        long read = 0;
        for (int row = from; row < to; row++) {
            SortedSlots partition = sorted[partitionOf[row]];
            read += partition.lastPrefix();
            if (delta.weight(row) < 0) {
                read += rows.word(0, partition.front());
            }
        }
        touched = read;
    }

    /** Sorts copies of one row of the batch that was stored last into a partition. */
    void add(int row, int copies, int partition) {
        if (sorted[partition] == EMPTY) {
            sorted[partition] = new SortedSlots();
        }
        sorted[partition].add(slotOf[row], copies, order, slots);
    }

    /** Gives the slot of a row of the batch back without sorting it in. */
    void discard(int row) {
        slots.free(slotOf[row]);
    }

    /** Moves {@code cursor} to the row of a partition that is the same as the one in {@code slot}; false where there is none. */
    boolean seek(SortedCursor cursor, int partition, int slot) {
        return cursor.seek(sorted[partition], slot, order);
    }

    /** Negative when the order asked for puts the row in slot {@code one} first. */
    int compare(int one, int other) {
        int outcome = Long.compare(order.prefix(other), order.prefix(one));
        return outcome != 0 ? outcome : order.compare(/* one= */ other, /* other= */ one);
    }

    boolean isNull(int column, int slot) {
        return rows.isNull(column, slot);
    }

    long word(int column, int slot) {
        return rows.word(column, slot);
    }

    /** One row as text, for the message of a failure. */
    String describe(int slot) {
        List<Column> columns = new ArrayList<>(schema.size());
        for (int i = 0; i < schema.size(); i++) {
            columns.add(gather(i, new int[] {slot}, 1));
        }
        return RowText.of(new RowBatch(schema, columns, 1), 0);
    }

    /** The rows of a partition in order; read only. */
    SortedSlots partition(int partition) {
        return sorted[partition];
    }

    /** What the row in {@code slot} is ordered by first. */
    long prefix(int slot) {
        return order.prefix(slot);
    }

    /** The values of {@code column} for the first {@code count} slots, of which {@link SlotRows#NOTHING} gives null. */
    Column gather(int column, int[] of, int count) {
        return rows.gather(column, of, count);
    }

    /** One more than the greatest slot ever used. */
    int slotLimit() {
        return slots.limit();
    }

    /** How many distinct rows there are. */
    int size() {
        return slots.used();
    }

    long stateBytes() {
        long bytes = rows.stateBytes() + slots.stateBytes() + 4L * slotOf.length;
        for (SortedSlots partition : sorted) {
            bytes += partition == EMPTY ? 0 : partition.stateBytes();
        }
        return bytes;
    }
}
