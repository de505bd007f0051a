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
 * FIRST_VALUE and LAST_VALUE: pairs whose value may be null, which loses against any value in a tie.
 */
final class ExtremeAccumulator implements Accumulator, SortedSlots.Order {
    private static final int LEAST_SLOTS = 16;

    private final ColumnType type;
    private final Dictionary dictionary;
    private final WordOrder order;
    private final WordOrder valueOrder;
    private final boolean least;
    /** Whether the value is that of another column than the one ordered by. */
    private final boolean picks;
    /** Whether a row without a value counts. */
    private final boolean respectsNulls;

    private final SortedGroups groups = new SortedGroups();
    private final ColumnWords orderWords = new ColumnWords();
    private final ColumnWords valueWords = new ColumnWords();
    private long[] words = new long[0];
    private long[] picked = new long[0];
    private boolean[] missing = new boolean[0];

    ExtremeAccumulator(AggregateCall call, Dictionary dictionary) {
        this.type = call.argumentType();
        this.dictionary = dictionary;
        this.picks = call.by().column() >= 0;
        this.order = WordOrder.of(picks ? call.by().type() : type, dictionary);
        this.valueOrder = WordOrder.of(type, dictionary);
        this.least = switch (call.function()) {
            case MIN, ARG_MIN, FIRST_VALUE -> true;
            default -> false;
        };
        this.respectsNulls = switch (call.function()) {
            case FIRST_VALUE, LAST_VALUE -> true;
            default -> false;
        };
    }

    @Override
    public void reserve(int slots) {
        groups.reserve(slots);
    }

    @Override
    public void add(GroupedRows rows, Column argument, Column by) {
        long[] orders = orderWords.of(by, rows.size());
        long[] values = picks ? valueWords.of(argument, rows.size()) : orders;
        Nulls nulls = argument.nulls();
        Nulls unordered = by.nulls();
        for (int row = 0; row < rows.size(); row++) {
            boolean isMissing = nulls.isNull(row);
            if ((isMissing && !respectsNulls) || unordered.isNull(row) || rows.weights()[row] == 0) {
                continue;
            }
            int slot = groups.take();
            makeRoom(slot + 1);
            words[slot] = orders[row];
            picked[slot] = values[row];
            if (respectsNulls) {
                missing[slot] = isMissing;
            }
            groups.add(rows.slots()[row], slot, rows.weights()[row], this);
        }
    }

    private void makeRoom(int limit) {
        if (limit > words.length) {
            words = Arrays.copyOf(words, Math.max(limit, Math.max(LEAST_SLOTS, words.length * 2)));
            picked = picks ? Arrays.copyOf(picked, words.length) : words;
            missing = respectsNulls ? Arrays.copyOf(missing, words.length) : missing;
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
        if (ascending == 0 && respectsNulls && missing[one] != missing[other]) {
            return missing[one] ? -1 : 1;
        }
        if (ascending == 0 && picks) {
            ascending = valueOrder.compare(picked[one], picked[other]);
        }
        return least ? -ascending : ascending;
    }

    @Override
    public void write(AggregateCall call, int[] slots, int from, int to, ColumnBuilder out) {
        for (int i = from; i < to; i++) {
            int slot = groups.of(slots[i]).last();
            if (slot < 0 || (respectsNulls && missing[slot])) {
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
    public void clear(int slot) {}

    @Override
    public long stateBytes() {
        return groups.stateBytes() + 8L * words.length * (picks ? 2 : 1) + missing.length;
    }
}
