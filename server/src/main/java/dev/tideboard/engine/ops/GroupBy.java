package dev.tideboard.engine.ops;

import dev.tideboard.data.Column;
import dev.tideboard.data.ColumnBuilder;
import dev.tideboard.data.Delta;
import dev.tideboard.data.Dictionary;
import dev.tideboard.data.LongColumn;
import dev.tideboard.data.RowBatch;
import dev.tideboard.data.Schema;
import dev.tideboard.engine.Operator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * GROUP BY: one row per group that has rows, its key columns first, then its aggregates. Without key columns there is
 * always exactly one row.
 *
 * <p>A tick goes through the batch column by column. The groups it touches give their old row before and their new row
 * after, so a group changes once a tick however many rows came; a row that stays the same is not sent.
 */
public final class GroupBy implements Operator {
    private final Schema output;
    private final int[] keys;
    private final List<AggregateCall> calls;
    private final Dictionary dictionary;
    private final RowIndex groups;
    private final List<Accumulator> accumulators = new ArrayList<>();
    private long[] rows = new long[0];
    private int[] touchedAt = new int[0];
    private int tick;
    private boolean started;

    /** Groups by the input columns {@code keys}; {@code output} has the keys first and then one column per call. */
    public GroupBy(Schema output, int[] keys, List<AggregateCall> calls, Dictionary dictionary) {
        this.output = output;
        this.keys = keys.clone();
        this.calls = List.copyOf(calls);
        this.dictionary = dictionary;
        this.groups = RowIndex.ofColumns(keys.length);
        for (AggregateCall call : calls) {
            accumulators.add(Accumulator.of(call, dictionary));
        }
        if (isGlobal()) {
            groups.findOrAdd(RowWords.ofKnown(new long[0][], 1));
            reserve();
        }
    }

    private boolean isGlobal() {
        return keys.length == 0;
    }

    @Override
    public Schema output() {
        return output;
    }

    @Override
    public Delta step(List<Delta> inputs) {
        Delta delta = inputs.getFirst();
        int[] slots = groups.findOrAdd(RowWords.of(delta.rows(), keys));
        reserve();
        int[] touched = touched(slots);
        Output out = new Output(touched);
        int[] oldPlaces = out.add(-1);
        accumulate(delta, slots);
        started = true;
        int[] newPlaces = out.add(1);
        Delta change = out.build(oldPlaces, newPlaces);
        forgetEmpty(touched);
        return change;
    }

    private void reserve() {
        int limit = groups.slotLimit();
        if (limit > rows.length) {
            int longer = Math.max(limit, rows.length * 2);
            rows = Arrays.copyOf(rows, longer);
            touchedAt = Arrays.copyOf(touchedAt, longer);
        }
        accumulators.forEach(accumulator -> accumulator.reserve(limit));
    }

    /** The distinct groups of a batch; the only one of a global aggregate when it starts. */
    private int[] touched(int[] slots) {
        tick++;
        if (isGlobal() && !started) {
            return new int[] {0};
        }
        int[] touched = new int[Math.min(slots.length, groups.size())];
        int count = 0;
        for (int slot : slots) {
            if (touchedAt[slot] != tick) {
                touchedAt[slot] = tick;
                touched[count++] = slot;
            }
        }
        return Arrays.copyOf(touched, count);
    }

    private void accumulate(Delta delta, int[] slots) {
        int[] weights = delta.weights();
        for (int row = 0; row < slots.length; row++) {
            rows[slots[row]] += weights[row];
        }
        for (int i = 0; i < calls.size(); i++) {
            AggregateCall call = calls.get(i);
            // COUNT(*) reads no column, but one is there to hand over unless the input has none at all
            Column argument = call.argument() < 0 ? LongColumn.of() : delta.column(call.argument());
            accumulators.get(i).add(slots, weights, argument);
        }
    }

    private boolean hasRow(int slot) {
        return isGlobal() ? started : rows[slot] != 0;
    }

    private void forgetEmpty(int[] touched) {
        if (isGlobal()) {
            return;
        }
        for (int slot : touched) {
            if (rows[slot] == 0) {
                accumulators.forEach(accumulator -> accumulator.clear(slot));
                groups.remove(slot);
            }
        }
    }

    /** The old and the new rows of the touched groups. */
    private final class Output {
        private final int[] touched;
        private final int[] slots;
        private final int[] weights;
        private final List<ColumnBuilder> values;
        private int count;

        Output(int[] touched) {
            this.touched = touched;
            this.slots = new int[touched.length * 2];
            this.weights = new int[touched.length * 2];
            this.values = calls.stream()
                    .map(call -> new ColumnBuilder(call.type(), touched.length * 2))
                    .toList();
        }

        /** Adds the row, as it is now, of each touched group that has one; gives its place, or -1. */
        int[] add(int weight) {
            int[] places = new int[touched.length];
            int from = count;
            for (int i = 0; i < touched.length; i++) {
                boolean present = hasRow(touched[i]);
                places[i] = present ? count : -1;
                slots[count] = touched[i];
                weights[count] = weight;
                count += present ? 1 : 0;
            }
            int[] present = Arrays.copyOfRange(slots, from, count);
            for (int i = 0; i < accumulators.size(); i++) {
                accumulators.get(i).write(present, present.length, values.get(i));
            }
            return places;
        }

        /** Puts the columns together, leaving out the pairs of rows that cancel each other. */
        Delta build(int[] oldPlaces, int[] newPlaces) {
            List<Column> columns = new ArrayList<>();
            for (int i = 0; i < keys.length; i++) {
                columns.add(groups.gather(i, slots, count, output.column(i).type(), dictionary));
            }
            values.forEach(builder -> columns.add(builder.build()));
            int[] changed = new int[count];
            int kept = 0;
            for (int i = 0; i < touched.length; i++) {
                int before = oldPlaces[i];
                int after = newPlaces[i];
                if (before >= 0 && after >= 0 && sameAggregates(columns, before, after)) {
                    continue;
                }
                if (before >= 0) {
                    changed[kept++] = before;
                }
                if (after >= 0) {
                    changed[kept++] = after;
                }
            }
            Delta all = new Delta(new RowBatch(output, columns, count), weights);
            return all.gather(changed, kept);
        }

        private boolean sameAggregates(List<Column> columns, int before, int after) {
            for (int i = keys.length; i < columns.size(); i++) {
                if (!columns.get(i).sameValue(before, columns.get(i), after)) {
                    return false;
                }
            }
            return true;
        }
    }

    @Override
    public long stateBytes() {
        long bytes = groups.stateBytes() + 12L * rows.length;
        for (Accumulator accumulator : accumulators) {
            bytes += accumulator.stateBytes();
        }
        return bytes;
    }

    @Override
    public long stateRows() {
        return groups.size();
    }

    @Override
    public String describe() {
        String by = output.names().stream().limit(keys.length).collect(Collectors.joining(", "));
        String computed = calls.stream().map(AggregateCall::text).collect(Collectors.joining(", "));
        return "GroupBy [" + by + "] " + computed;
    }
}
