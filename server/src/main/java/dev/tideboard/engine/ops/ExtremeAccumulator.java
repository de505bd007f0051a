package dev.tideboard.engine.ops;

import dev.tideboard.data.Column;
import dev.tideboard.data.ColumnBuilder;
import dev.tideboard.data.ColumnType;
import dev.tideboard.data.Dictionary;
import dev.tideboard.data.Nulls;
import java.util.Arrays;

/**
 * MIN or MAX: every distinct value of a group with its number of occurrences, sorted, so that the next one is at hand when
 * the extreme is deleted.
 */
final class ExtremeAccumulator implements Accumulator, SortedSlots.Order {
    private final ColumnType type;
    private final Dictionary dictionary;
    private final WordOrder order;
    private final boolean least;
    private final FreeSlots slots = new FreeSlots();
    private SortedSlots[] sorted = new SortedSlots[0];
    private long[] words = new long[0];
    private int[] taken = new int[0];

    ExtremeAccumulator(AggregateCall call, Dictionary dictionary) {
        this.type = call.argumentType();
        this.dictionary = dictionary;
        this.order = WordOrder.of(type, dictionary);
        this.least = call.function() == AggregateCall.Function.MIN;
    }

    @Override
    public void reserve(int groups) {
        int from = sorted.length;
        if (groups > from) {
            sorted = Arrays.copyOf(sorted, Math.max(groups, from * 2));
            for (int i = from; i < sorted.length; i++) {
                sorted[i] = new SortedSlots();
            }
        }
    }

    @Override
    public void add(GroupedRows rows, Column argument) {
        long[] values = RowWords.words(argument, rows.size());
        Nulls nulls = argument.nulls();
        if (taken.length < rows.size()) {
            taken = new int[Math.max(rows.size(), taken.length * 2)];
        }
        slots.take(taken, rows.size());
        if (slots.limit() > words.length) {
            words = Arrays.copyOf(words, Math.max(slots.limit(), words.length * 2));
        }
        for (int row = 0; row < rows.size(); row++) {
            int slot = taken[row];
            if (nulls.isNull(row) || rows.weights()[row] == 0) {
                slots.free(slot);
                continue;
            }
            words[slot] = values[row];
            sorted[rows.slots()[row]].add(slot, rows.weights()[row], this, slots);
        }
    }

    /** What is looked for comes last. */
    @Override
    public long prefix(int slot) {
        long ascending = order.prefix(words[slot]);
        return least ? ~ascending : ascending;
    }

    @Override
    public int compare(int one, int other) {
        int ascending = order.compare(words[one], words[other]);
        return least ? -ascending : ascending;
    }

    @Override
    public void write(AggregateCall call, int[] groups, int from, int to, ColumnBuilder out) {
        for (int i = from; i < to; i++) {
            int slot = sorted[groups[i]].last();
            if (slot < 0) {
                out.addNull();
                continue;
            }
            switch (type.storage()) {
                case LONG -> out.addLong(words[slot]);
                case DOUBLE -> out.addDouble(Double.longBitsToDouble(words[slot]));
                case TEXT -> out.addCode((int) words[slot], dictionary);
            }
        }
    }

    /** Nothing to do: the values of a group without rows have all been taken out. */
    @Override
    public void clear(int group) {}

    @Override
    public long stateBytes() {
        long bytes = slots.stateBytes() + 8L * words.length;
        for (SortedSlots values : sorted) {
            bytes += values.stateBytes();
        }
        return bytes;
    }
}
