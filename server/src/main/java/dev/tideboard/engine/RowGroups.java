package dev.tideboard.engine;

import dev.tideboard.data.Column;
import dev.tideboard.data.Delta;
import dev.tideboard.data.RowBatch;
import java.util.List;
import java.util.stream.IntStream;

/** The rows of one batch grouped by equal values in some columns; groups are numbered in order of first appearance. */
public final class RowGroups {
    private final int[] groupOf;
    private final int[] firstRows;
    private final int[] hashes;
    private final int count;

    private RowGroups(int[] groupOf, int[] firstRows, int[] hashes, int count) {
        this.groupOf = groupOf;
        this.firstRows = firstRows;
        this.hashes = hashes;
        this.count = count;
    }

    static RowGroups of(RowBatch rows, int[] columns) {
        int[] hashes = RowHash.of(rows, columns);
        Column[] values = RowStore.columns(rows, columns);
        int[] groupOf = new int[hashes.length];
        int[] firstRows = new int[hashes.length];
        int mask = Integer.highestOneBit(Math.max(1, hashes.length)) * 4 - 1;
        int[] slots = new int[mask + 1]; // group + 1
        int count = 0;
        for (int row = 0; row < hashes.length; row++) {
            int slot = hashes[row] & mask;
            while (slots[slot] != 0 && !RowStore.same(values, firstRows[slots[slot] - 1], row)) {
                slot = (slot + 1) & mask;
            }
            if (slots[slot] == 0) {
                firstRows[count] = row;
                slots[slot] = ++count;
            }
            groupOf[row] = slots[slot] - 1;
        }
        return new RowGroups(groupOf, firstRows, hashes, count);
    }

    /** Adds up the weights of equal rows and leaves out those that come to nothing. */
    public static Delta consolidate(Delta delta) {
        if (delta.isEmpty()) {
            return delta;
        }
        int[] columns = IntStream.range(0, delta.schema().size()).toArray();
        RowGroups groups = of(delta.rows(), columns);
        int[] sums = new int[groups.count];
        for (int row = 0; row < delta.size(); row++) {
            sums[groups.groupOf[row]] = Math.addExact(sums[groups.groupOf[row]], delta.weight(row));
        }
        int[] kept = new int[groups.count];
        int[] weights = new int[groups.count];
        int count = 0;
        for (int group = 0; group < groups.count; group++) {
            if (sums[group] != 0) {
                weights[count] = sums[group];
                kept[count++] = groups.firstRows[group];
            }
        }
        return new Delta(delta.rows().gather(kept, count), weights);
    }

    /** What leads from the rows {@code from} to {@code to}. */
    static Delta difference(RowBatch from, Delta to) {
        return consolidate(
                Delta.sum(to.schema(), List.of(to, Delta.inserts(from).negated())));
    }

    int count() {
        return count;
    }

    int groupOf(int row) {
        return groupOf[row];
    }

    int firstRow(int group) {
        return firstRows[group];
    }

    /** The hash of the group's values, as {@link RowHash} makes it. */
    int hash(int group) {
        return hashes[firstRows[group]];
    }
}
