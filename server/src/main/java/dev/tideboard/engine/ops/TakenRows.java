package dev.tideboard.engine.ops;

import dev.tideboard.data.Column;
import dev.tideboard.data.Delta;
import dev.tideboard.data.RowBatch;
import dev.tideboard.data.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Rows by slot with how many copies of each count, partition after partition. One thread at a time. */
final class TakenRows implements SortedSlots.Visitor {
    private int[] slots;
    private int[] copies;
    private int count;
    private int room;

    TakenRows(int expected) {
        this.slots = new int[expected];
        this.copies = new int[expected];
    }

    int count() {
        return count;
    }

    /** Begins a partition of which {@code rows} copies count. */
    void limit(int rows) {
        room = rows;
    }

    /** Takes as many of the {@code available} copies as there is room for; false when there is none for more. */
    @Override
    public boolean visit(int slot, int available) {
        int taken = Math.min(room, available);
        if (taken > 0) { // in the middle of a change there may be fewer than none
            add(slot, taken);
            room -= taken;
        }
        return room > 0;
    }

    /** Adds copies of a row. */
    void add(int slot, int number) {
        if (count == slots.length) {
            int longer = Math.max(16, count * 2);
            slots = Arrays.copyOf(slots, longer);
            copies = Arrays.copyOf(copies, longer);
        }
        slots[count] = slot;
        copies[count++] = number;
    }

    /** The rows with their copies as weights. */
    Delta gather(Schema schema, SortedRows rows) {
        List<Column> columns = new ArrayList<>(schema.size());
        for (int i = 0; i < schema.size(); i++) {
            columns.add(rows.gather(i, slots, count));
        }
        return new Delta(new RowBatch(schema, columns, count), Arrays.copyOf(copies, count));
    }

    /** Adds {@code sign} times the copies to {@code net}, by slot. */
    void addTo(int[] net, int sign) {
        for (int i = 0; i < count; i++) {
            net[slots[i]] += sign * copies[i];
        }
    }

    /** Moves what {@code net} holds of these rows to the end of {@code changed} and {@code weights}; gives the new end. */
    int drain(int[] net, int[] changed, int[] weights, int from) {
        int end = from;
        for (int i = 0; i < count; i++) {
            int slot = slots[i];
            if (net[slot] != 0) {
                changed[end] = slot;
                weights[end++] = net[slot];
                net[slot] = 0;
            }
        }
        return end;
    }
}
