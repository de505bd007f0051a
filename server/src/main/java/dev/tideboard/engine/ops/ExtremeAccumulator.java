package dev.tideboard.engine.ops;

import dev.tideboard.data.Column;
import dev.tideboard.data.ColumnBuilder;
import dev.tideboard.data.ColumnType;
import dev.tideboard.data.Dictionary;
import dev.tideboard.data.Nulls;
import java.util.Arrays;

/**
 * MIN or MAX: every distinct value of a group with its number of occurrences, sorted, so that the next one is at hand when
 * the extreme is deleted. ARG_MIN or ARG_MAX: the same of pairs, what is ordered by first and the value to take second.
 */
final class ExtremeAccumulator implements Accumulator, SortedSlots.Order {
    private final ColumnType type;
    private final Dictionary dictionary;
    private final WordOrder order;
    private final WordOrder valueOrder;
    private final boolean least;
    /** Whether the value is that of another column than the one ordered by. */
    private final boolean picks;

    private final FreeSlots slots = new FreeSlots();
    private SortedSlots[] sorted = new SortedSlots[0];
    private long[] words = new long[0];
    private long[] picked = new long[0];
    private int[] taken = new int[0];

    ExtremeAccumulator(AggregateCall call, Dictionary dictionary) {
        this.type = call.argumentType();
        this.dictionary = dictionary;
        this.picks = call.by().column() >= 0;
        this.order = WordOrder.of(picks ? call.by().type() : type, dictionary);
        this.valueOrder = WordOrder.of(type, dictionary);
        this.least = call.function() == AggregateCall.Function.MIN || call.function() == AggregateCall.Function.ARG_MIN;
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
    public void add(GroupedRows rows, Column argument, Column by) {
        long[] orders = RowWords.words(by, rows.size());
        long[] values = picks ? RowWords.words(argument, rows.size()) : orders;
        Nulls nulls = argument.nulls();
        Nulls unordered = by.nulls();
        if (taken.length < rows.size()) {
            taken = new int[Math.max(rows.size(), taken.length * 2)];
        }
        slots.take(taken, rows.size());
        if (slots.limit() > words.length) {
            words = Arrays.copyOf(words, Math.max(slots.limit(), words.length * 2));
            picked = picks ? Arrays.copyOf(picked, words.length) : words;
        }
        for (int row = 0; row < rows.size(); row++) {
            int slot = taken[row];
            if (nulls.isNull(row) || unordered.isNull(row) || rows.weights()[row] == 0) {
                slots.free(slot);
                continue;
            }
            words[slot] = orders[row];
            picked[slot] = values[row];
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
        if (ascending == 0 && picks) {
            ascending = valueOrder.compare(picked[one], picked[other]);
        }
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
                case LONG -> out.addLong(picked[slot]);
                case DOUBLE -> out.addDouble(Double.longBitsToDouble(picked[slot]));
                case TEXT -> out.addCode((int) picked[slot], dictionary);
            }
        }
    }

    /** Nothing to do: the values of a group without rows have all been taken out. */
    @Override
    public void clear(int group) {}

    @Override
    public long stateBytes() {
        long bytes = slots.stateBytes() + 8L * words.length * (picks ? 2 : 1);
        for (SortedSlots values : sorted) {
            bytes += values.stateBytes();
        }
        return bytes;
    }
}
