package dev.tideboard.engine.ops;

import dev.tideboard.data.Column;
import dev.tideboard.data.ColumnBuilder;
import dev.tideboard.data.Delta;
import dev.tideboard.data.Dictionary;
import dev.tideboard.data.LongColumn;
import dev.tideboard.data.RowBatch;
import dev.tideboard.data.Schema;
import dev.tideboard.engine.Replayable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * GROUP BY: one row per group that has rows, its key columns first, then its aggregates. Without key columns there is
 * always exactly one row.
 *
 * <p>A tick goes through the batch column by column. The groups it touches give their old row before and their new row
 * after, so a group changes once a tick however many rows came; a row that stays the same is not sent. Calls that can be
 * answered from the same state share it.
 */
public final class GroupBy implements Replayable {
    private final Schema output;
    private final int[] keys;
    private final List<AggregateCall> calls;
    private final Dictionary dictionary;
    private final KeySlots groups;
    private final CountAccumulator rows = new CountAccumulator(false);
    private final List<Accumulator> accumulatorOfCall = new ArrayList<>();
    private final List<Kept> kept = new ArrayList<>();
    private final TouchedSlots touched = new TouchedSlots();
    private final ChangedPairs changed = new ChangedPairs();
    // for the batch at hand: the group of each row, and of each row of the result
    private int[] slotOf = new int[0];
    private int[] slots = new int[0];
    private boolean started;

    /** What is kept beside the number of rows, and the input columns it is made of. */
    private record Kept(Accumulator accumulator, int argument, int by) {}

    /** Groups by the columns {@code keys} of {@code input}; {@code output} has the keys first and then one column per call. */
    public GroupBy(Schema input, Schema output, Spec spec, Dictionary dictionary) {
        this.output = output;
        this.keys = spec.keys().stream().mapToInt(Integer::intValue).toArray();
        this.calls = spec.calls();
        this.dictionary = dictionary;
        this.groups = KeySlots.of(input, keys);
        calls.forEach(this::share);
        if (isGlobal()) {
            groups.findOrAdd(new RowBatch(new Schema(List.of()), List.of(), 1), keys, new int[1]);
            reserve();
        }
    }

    /** Which columns to group by, and what to compute of each group. */
    public record Spec(List<Integer> keys, List<AggregateCall> calls) {
        public Spec {
            keys = List.copyOf(keys);
            calls = List.copyOf(calls);
        }
    }

    private void share(AggregateCall call) {
        for (int i = 0; i < accumulatorOfCall.size(); i++) {
            if (call.sharesStateWith(calls.get(i))) {
                accumulatorOfCall.add(accumulatorOfCall.get(i));
                return;
            }
        }
        Accumulator accumulator = Accumulator.of(call, rows, dictionary);
        accumulatorOfCall.add(accumulator);
        if (accumulator != rows) {
            int by = call.by().column() < 0 ? call.argument() : call.by().column();
            kept.add(new Kept(accumulator, call.argument(), by));
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
        int known = groups.size();
        findGroups(delta);
        reserve();
        Output out = new Output();
        int old = out.add(-1, isGlobal() ? started : groups.size() == known);
        accumulate(new GroupedRows(slotOf, delta.weights(), delta.size()), delta);
        started = true;
        int count = out.add(1, isGlobal());
        Delta change = out.build(old);
        if (count - old < touched.count()) {
            forgetEmpty();
        }
        return change;
    }

    /** Finds the group of each row, and which groups the batch comes to: a global aggregate's only one when it starts, too. */
    private void findGroups(Delta delta) {
        slotOf = scratch(slotOf, delta.size());
        if (isGlobal()) {
            Arrays.fill(slotOf, 0, delta.size(), 0);
        } else {
            groups.findOrAdd(delta.rows(), keys, slotOf);
        }
        if (isGlobal() && !started) {
            touched.all(1);
        } else {
            touched.find(slotOf, delta.size(), groups.slotLimit());
        }
    }

    @Override
    public Delta replay(List<Supplier<Delta>> inputs) {
        touched.all(groups.slotLimit());
        Output out = new Output();
        out.add(1, /* all= */ false); // a slot that nobody uses counts no rows
        return out.build(0);
    }

    /** An array to work in for one batch: the old one as long as it will do. */
    private static int[] scratch(int[] old, int length) {
        return old.length >= length ? old : new int[Math.max(length, old.length * 2)];
    }

    private void reserve() {
        int limit = groups.slotLimit();
        rows.reserve(limit);
        kept.forEach(state -> state.accumulator().reserve(limit));
    }

    private void accumulate(GroupedRows batch, Delta delta) {
        LongColumn nothing = LongColumn.of();
        rows.add(batch, nothing, nothing);
        for (Kept state : kept) {
            state.accumulator().add(batch, delta.column(state.argument()), delta.column(state.by()));
        }
    }

    private boolean hasRow(int slot) {
        return isGlobal() ? started : rows.count(slot) != 0;
    }

    private void forgetEmpty() {
        for (int i = 0; i < touched.count(); i++) {
            int slot = touched.slot(i);
            if (rows.count(slot) == 0) {
                kept.forEach(state -> state.accumulator().clear(slot));
                groups.remove(slot);
            }
        }
    }

    /** The old and the new rows of the touched groups: first all old ones, then all new ones. */
    private final class Output {
        private final int[] weights = new int[touched.count() * 2];
        private final List<ColumnBuilder> values;
        private int count;

        Output() {
            slots = scratch(slots, touched.count() * 2);
            this.values = calls.stream()
                    .map(call -> new ColumnBuilder(call.type(), touched.count() * 2))
                    .toList();
        }

        /** Adds the row, as it is now, of each touched group that has one, or of {@code all}; gives how many rows there are. */
        int add(int weight, boolean all) {
            int from = count;
            for (int i = 0; i < touched.count(); i++) {
                int slot = touched.slot(i);
                slots[count] = slot;
                count += all || hasRow(slot) ? 1 : 0;
            }
            Arrays.fill(weights, from, count, weight);
            for (int i = 0; i < calls.size(); i++) {
                accumulatorOfCall.get(i).write(calls.get(i), slots, from, count, values.get(i));
            }
            return count;
        }

        /** Puts the columns together, leaving out the pairs of rows that cancel each other; {@code old} rows come first. */
        Delta build(int old) {
            List<Column> aggregates = values.stream().map(ColumnBuilder::build).toList();
            changed.find(aggregates, touched, slots, old, count);
            Delta all = new Delta(new RowBatch(output, withKeys(aggregates), count), weights);
            return changed.count() == count ? all : all.gather(changed.rows(), changed.count());
        }

        private List<Column> withKeys(List<Column> aggregates) {
            List<Column> columns = new ArrayList<>(output.size());
            for (int i = 0; i < keys.length; i++) {
                columns.add(groups.gather(i, slots, count, output.column(i).type(), dictionary));
            }
            columns.addAll(aggregates);
            return columns;
        }
    }

    @Override
    public long stateBytes() {
        long bytes = groups.stateBytes() + rows.stateBytes() + touched.stateBytes();
        for (Kept state : kept) {
            bytes += state.accumulator().stateBytes();
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
