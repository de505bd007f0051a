package dev.tideboard.engine.ops;

import dev.tideboard.data.Column;
import dev.tideboard.data.ColumnBuilder;
import dev.tideboard.data.ColumnType;
import dev.tideboard.data.Decimals;
import dev.tideboard.data.Dictionary;
import dev.tideboard.data.Nulls;
import java.util.Arrays;

/**
 * Exact quantiles: every distinct value of a group, sorted, with its number of occurrences. All quantiles of a column are
 * read from the same state.
 */
final class QuantileAccumulator implements Accumulator, SortedSlots.Order {
    private static final int LEAST_SLOTS = 16;

    private final ColumnType type;
    private final Dictionary dictionary;
    private final WordOrder order;
    private final SortedGroups groups = new SortedGroups();
    private final ColumnWords valueWords = new ColumnWords();
    private long[] words = new long[0];

    QuantileAccumulator(ColumnType type, Dictionary dictionary) {
        this.type = type;
        this.dictionary = dictionary;
        this.order = WordOrder.of(type, dictionary);
    }

    @Override
    public void reserve(int slots) {
        groups.reserve(slots);
    }

    @Override
    public void add(GroupedRows rows, Column argument, Column by) {
        long[] values = valueWords.of(argument, rows.size());
        Nulls nulls = argument.nulls();
        for (int row = 0; row < rows.size(); row++) {
            if (nulls.isNull(row) || rows.weights()[row] == 0) {
                continue;
            }
            int slot = groups.take();
            if (slot >= words.length) {
                words = Arrays.copyOf(words, Math.max(LEAST_SLOTS, slot * 2));
            }
            words[slot] = values[row];
            groups.add(rows.slots()[row], slot, rows.weights()[row], this);
        }
    }

    @Override
    public long prefix(int slot) {
        return order.prefix(words[slot]);
    }

    @Override
    public int compare(int one, int other) {
        return order.compare(words[one], words[other]);
    }

    @Override
    public void write(AggregateCall call, int[] slots, int from, int to, ColumnBuilder out) {
        Quantile quantile = call.by().quantile();
        boolean interpolates = call.function() == AggregateCall.Function.PERCENTILE_CONT;
        for (int i = from; i < to; i++) {
            SortedSlots values = groups.of(slots[i]);
            if (values.allCopies() == 0) {
                out.addNull();
            } else if (interpolates) {
                writeBetween(quantile, values, out);
            } else {
                writeValue(words[values.at(quantile.discrete(values.allCopies()))], out);
            }
        }
    }

    private void writeValue(long word, ColumnBuilder out) {
        switch (type.storage()) {
            case LONG -> out.addLong(word);
            case DOUBLE -> out.addDouble(Double.longBitsToDouble(word));
            case TEXT -> out.addCode((int) word, dictionary);
        }
    }

    private void writeBetween(Quantile quantile, SortedSlots values, ColumnBuilder out) {
        long before = quantile.before(values.allCopies());
        double beyond = quantile.beyond(values.allCopies());
        long low = words[values.at(before)];
        long high = beyond == 0 ? low : words[values.at(before + 1)];
        if (type == ColumnType.TIMESTAMP || type == ColumnType.INTERVAL) {
            out.addLong(low + Math.round(beyond * ((double) high - low)));
        } else {
            out.addDouble(between(number(low), number(high), beyond));
        }
    }

    private double number(long word) {
        return switch (type.storage()) {
            case LONG -> Decimals.toDouble(word, type.scale());
            case DOUBLE -> Double.longBitsToDouble(word);
            case TEXT -> throw new IllegalArgumentException("between texts lies nothing");
        };
    }

    private static double between(double low, double high, double beyond) {
        double distance = high - low;
        return Double.isInfinite(distance) ? low * (1 - beyond) + high * beyond : low + distance * beyond;
    }

    /** Nothing to do: the values of a group without rows have all been taken out. */
    @Override
    public void clear(int slot) {}

    @Override
    public long stateBytes() {
        return groups.stateBytes() + 8L * words.length;
    }
}
