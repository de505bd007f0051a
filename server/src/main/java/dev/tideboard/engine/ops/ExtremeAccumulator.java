package dev.tideboard.engine.ops;

import dev.tideboard.data.Column;
import dev.tideboard.data.ColumnBuilder;
import dev.tideboard.data.ColumnType;
import dev.tideboard.data.Dictionary;
import java.util.Arrays;

/**
 * MIN or MAX: every distinct value of a group with its number of occurrences, and a heap of them, so that the next one
 * is at hand when the extreme is deleted.
 */
final class ExtremeAccumulator implements Accumulator {
    private final RowIndex values = RowIndex.ofWords(2);
    private final SlotHeaps heaps;
    private final ColumnType type;
    private final Dictionary dictionary;
    private int[] occurrences = new int[0];
    private boolean[] heaped = new boolean[0];

    ExtremeAccumulator(AggregateCall call, Dictionary dictionary) {
        this.type = call.argumentType();
        this.dictionary = dictionary;
        WordOrder order = WordOrder.of(type, dictionary);
        int direction = call.function() == AggregateCall.Function.MIN ? 1 : -1;
        this.heaps = new SlotHeaps(
                (one, other) -> direction * order.compare(values.word(1, one), values.word(1, other)),
                entry -> occurrences[entry] > 0,
                this::release);
    }

    @Override
    public void reserve(int slots) {
        heaps.reserve(slots);
    }

    @Override
    public void add(GroupedRows rows, Column argument) {
        DistinctAccumulator.GroupValues added = DistinctAccumulator.GroupValues.of(rows, argument);
        int[] entries = values.findOrAdd(added.words());
        if (values.slotLimit() > occurrences.length) {
            int longer = Math.max(values.slotLimit(), occurrences.length * 2);
            occurrences = Arrays.copyOf(occurrences, longer);
            heaped = Arrays.copyOf(heaped, longer);
        }
        for (int i = 0; i < entries.length; i++) {
            int entry = entries[i];
            int group = (int) added.words().word(0, i);
            boolean before = occurrences[entry] > 0;
            occurrences[entry] += added.weights()[i];
            boolean after = occurrences[entry] > 0;
            if (!heaped[entry]) {
                heaped[entry] = true;
                heaps.push(group, entry);
                heaps.died(group, after ? 0 : 1);
            } else if (before != after) {
                heaps.died(group, after ? -1 : 1);
            }
        }
    }

    @Override
    public void write(AggregateCall call, int[] slots, int from, int to, ColumnBuilder out) {
        for (int i = from; i < to; i++) {
            heaps.compact(slots[i]);
            int entry = heaps.first(slots[i]);
            if (entry < 0) {
                out.addNull();
                continue;
            }
            long word = values.word(1, entry);
            switch (type.storage()) {
                case LONG -> out.addLong(word);
                case DOUBLE -> out.addDouble(Double.longBitsToDouble(word));
                case TEXT -> out.addCode((int) word, dictionary);
            }
        }
    }

    @Override
    public void clear(int slot) {
        heaps.clear(slot);
    }

    private void release(int entry) {
        heaped[entry] = false;
        occurrences[entry] = 0;
        values.remove(entry);
    }

    @Override
    public long stateBytes() {
        return values.stateBytes() + heaps.stateBytes() + 5L * occurrences.length;
    }
}
