package dev.tideboard.engine.ops;

import dev.tideboard.data.Column;
import dev.tideboard.data.ColumnBuilder;
import dev.tideboard.data.Nulls;
import java.util.Arrays;

/** COUNT(DISTINCT column): how often each value occurs per group, and how many of them do at all. */
final class DistinctAccumulator implements Accumulator {
    private static final int REMOVED = Integer.MIN_VALUE;

    private final RowIndex values = RowIndex.ofWords(2);
    private int[] occurrences = new int[0];
    private long[] distinct = new long[0];

    @Override
    public void reserve(int slots) {
        if (slots > distinct.length) {
            distinct = Arrays.copyOf(distinct, Math.max(slots, distinct.length * 2));
        }
    }

    @Override
    public void add(GroupedRows rows, Column argument, Column by) {
        GroupValues added = GroupValues.of(rows, argument);
        int[] entries = values.findOrAdd(added.words());
        if (values.slotLimit() > occurrences.length) {
            occurrences = Arrays.copyOf(occurrences, Math.max(values.slotLimit(), occurrences.length * 2));
        }
        for (int i = 0; i < entries.length; i++) {
            int entry = entries[i];
            boolean before = occurrences[entry] > 0;
            occurrences[entry] += added.weights()[i];
            boolean after = occurrences[entry] > 0;
            int slot = (int) added.words().word(0, i);
            distinct[slot] += (after ? 1 : 0) - (before ? 1 : 0);
        }
        removeAbsent(entries);
    }

    /** A value may come several times in a batch, so what is removed is marked first and unmarked last. */
    private void removeAbsent(int[] entries) {
        for (int entry : entries) {
            if (occurrences[entry] == 0) {
                occurrences[entry] = REMOVED;
                values.remove(entry);
            }
        }
        for (int entry : entries) {
            if (occurrences[entry] == REMOVED) {
                occurrences[entry] = 0;
            }
        }
    }

    @Override
    public void write(AggregateCall call, int[] slots, int from, int to, ColumnBuilder out) {
        for (int i = from; i < to; i++) {
            out.addLong(distinct[slots[i]]);
        }
    }

    @Override
    public void clear(int slot) {
        distinct[slot] = 0;
    }

    @Override
    public long stateBytes() {
        return values.stateBytes() + 4L * occurrences.length + 8L * distinct.length;
    }

    /** The rows of a batch that carry a value, as pairs of group and value. */
    record GroupValues(RowWords words, int[] weights) {
        static GroupValues of(GroupedRows rows, Column argument) {
            int[] slots = rows.slots();
            int[] weights = rows.weights();
            Nulls nulls = argument.nulls();
            long[] values = RowWords.words(argument, rows.size());
            long[] groups = new long[rows.size()];
            long[] known = new long[rows.size()];
            int[] knownWeights = new int[rows.size()];
            int count = 0;
            for (int row = 0; row < rows.size(); row++) {
                groups[count] = slots[row];
                known[count] = values[row];
                knownWeights[count] = weights[row];
                count += weights[row] == 0 || nulls.isNull(row) ? 0 : 1;
            }
            return new GroupValues(RowWords.ofKnown(new long[][] {groups, known}, count), knownWeights);
        }
    }
}
