package dev.tideboard.engine.ops;

import dev.tideboard.data.Column;
import dev.tideboard.data.Delta;
import dev.tideboard.data.Dictionary;
import dev.tideboard.data.RowBatch;
import dev.tideboard.data.Schema;
import dev.tideboard.engine.Replayable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Each left row with the right row of its key that is nearest in time: the latest one at or before it, say. Both sides are
 * kept, per key in the order of time; what has no key or no time is kept on neither side.
 *
 * <p>With {@code dL} and {@code dR} the changes of a tick, the result changes by the left rows before the tick whose partner
 * {@code dR} takes from them or gives them, and by {@code dL} joined to the right rows after the tick. Between one time at
 * which {@code dR} has a row and the next one at which there is any row, all left rows have the same partner before, and the
 * same one after; so each such stretch takes a search on the right for either, and a walk along the left rows in it, if the
 * two differ.
 *
 * <p>Of right rows of one time, the partner is the first in the order of their columns. It stands once beside a left row,
 * however many copies of it there are.
 */
public final class AsOfJoin implements Replayable {
    private final Schema output;
    private final Join.Spec spec;
    private final Match match;
    private final KeySlots keys;
    private final Side left;
    private final Side right;
    private final ChangedTimes changed = new ChangedTimes();
    private boolean[] present = new boolean[0];

    /**
     * How the nearest row is found.
     *
     * @param leftTime a column of the left side
     * @param rightTime a column of the right side, stored as the left one; no text
     * @param later true for the first row after a left one, in place of the last one before it
     * @param apart true when the two times may not be the same
     */
    public record Match(int leftTime, int rightTime, boolean later, boolean apart) {}

    /** The result has all left columns, then all right columns. */
    public AsOfJoin(Schema output, Join.Spec spec, Match match, Dictionary dictionary) {
        this.output = output;
        this.spec = spec;
        this.match = match;
        this.left = new Side(spec.left(), spec.leftKeys(), match.leftTime(), dictionary);
        this.right = new Side(spec.right(), spec.rightKeys(), match.rightTime(), dictionary);
        this.keys = KeySlots.of(spec.left(), left.keyColumns);
    }

    /** One input: its rows by key and time. With {@code later}, time runs backwards. */
    private final class Side {
        private final int[] keyColumns;
        private final int[] needed;
        private final SortedRows rows;
        private int[] keyOf = new int[0];
        private Delta known;

        Side(Schema schema, List<Integer> keyColumns, int time, Dictionary dictionary) {
            this.keyColumns = keyColumns.stream().mapToInt(Integer::intValue).toArray();
            this.needed = IntStream.concat(IntStream.of(this.keyColumns), IntStream.of(time))
                    .toArray();
            this.rows = new SortedRows(schema, List.of(new TopRows.Sort(time, !match.later())), dictionary);
            this.known = Delta.empty(schema);
        }

        /** Stores the rows of a batch that can match, and gives those that cannot. */
        Delta store(Delta delta) {
            KnownRows split = KnownRows.of(delta, needed);
            known = split.known();
            if (keyOf.length < known.size()) {
                keyOf = new int[Math.max(known.size(), keyOf.length * 2)];
            }
            keys.findOrAdd(known.rows(), keyColumns, keyOf);
            rows.store(known);
            return split.unknown();
        }

        void markKeys() {
            for (int row = 0; row < known.size(); row++) {
                present[keyOf[row]] = true;
            }
        }

        void apply() {
            rows.apply(known, keyOf);
        }

        /** Forgets the keys of the batch that no side has a row of any more. */
        void sweep() {
            for (int row = 0; row < known.size(); row++) {
                int key = keyOf[row];
                boolean empty = left.rows.partition(key).size() == 0
                        && right.rows.partition(key).size() == 0;
                if (empty && present[key]) {
                    present[key] = false;
                    keys.remove(key);
                }
            }
        }
    }

    @Override
    public Schema output() {
        return output;
    }

    @Override
    public Delta step(List<Delta> inputs) {
        Delta alone = left.store(inputs.getFirst());
        right.store(inputs.getLast());
        reserve();
        JoinPairs pairs = new JoinPairs();
        findChanged();
        right.apply();
        changed.forEach((key, time, next, before) -> move(pairs, key, time, next, before));
        for (int row = 0; row < left.known.size(); row++) {
            int slot = left.rows.slot(row);
            int partner = partner(left.keyOf[row], left.rows.prefix(slot));
            pair(pairs, slot, partner, left.known.weight(row));
        }
        left.apply();
        Delta change = spec.outer() ? withUnmatched(build(pairs), alone) : build(pairs);
        left.sweep();
        right.sweep();
        return change;
    }

    @Override
    public Delta replay(List<Supplier<Delta>> inputs) {
        JoinPairs pairs = new JoinPairs();
        for (int key = 0; key < keys.slotLimit(); key++) {
            int of = key;
            left.rows.partition(key).fromLast((slot, copies) -> {
                pair(pairs, slot, partner(of, left.rows.prefix(slot)), copies);
                return true;
            });
        }
        if (!spec.outer()) {
            return build(pairs);
        }
        Delta alone = KnownRows.of(inputs.getFirst().get(), left.needed).unknown();
        return withUnmatched(build(pairs), alone);
    }

    private void reserve() {
        left.rows.reserve(keys.slotLimit());
        right.rows.reserve(keys.slotLimit());
        if (keys.slotLimit() > present.length) {
            present = Arrays.copyOf(present, Math.max(keys.slotLimit(), present.length * 2));
        }
        left.markKeys();
        right.markKeys();
    }

    /** Notes the times at which the right side changes, with the partners of those times as yet. */
    private void findChanged() {
        changed.clear(keys.slotLimit());
        for (int row = 0; row < right.known.size(); row++) {
            int key = right.keyOf[row];
            if (left.rows.partition(key).size() > 0) {
                changed.add(key, right.rows.prefix(right.rows.slot(row)));
            }
        }
        changed.sort((key, time) -> right.rows.partition(key).floor(time, false));
    }

    /** The right row that a left row of this time is beside, or none. */
    private int partner(int key, long time) {
        return right.rows.partition(key).floor(time, match.apart());
    }

    /** Gives the left rows from a changed time up to the next right row, or the next changed time, their new partner. */
    private void move(JoinPairs pairs, int key, long time, long next, int before) {
        int after = right.rows.partition(key).floor(time, false);
        if (before == after) {
            return;
        }
        int higher = right.rows.partition(key).higher(time);
        boolean endless = higher == SortedSlots.NONE && next == time;
        long change = next == time ? Long.MAX_VALUE : next;
        long end = higher == SortedSlots.NONE ? change : Math.min(change, right.rows.prefix(higher));
        left.rows.partition(key).from(time, match.apart(), (slot, copies) -> {
            long at = left.rows.prefix(slot);
            if (!endless && (match.apart() ? at > end : at >= end)) {
                return false;
            }
            pair(pairs, slot, before, -copies);
            pair(pairs, slot, after, copies);
            return true;
        });
    }

    private void pair(JoinPairs pairs, int slot, int partner, int weight) {
        if (partner != SortedSlots.NONE || spec.outer()) {
            pairs.add(slot, partner == SortedSlots.NONE ? SlotRows.NOTHING : partner, weight);
        }
    }

    private Delta build(JoinPairs pairs) {
        List<Column> columns = new ArrayList<>(output.size());
        int[] lefts = pairs.lefts();
        int[] rights = pairs.rights();
        for (int i = 0; i < spec.left().size(); i++) {
            columns.add(left.rows.gather(i, lefts, pairs.size()));
        }
        for (int i = 0; i < spec.right().size(); i++) {
            columns.add(right.rows.gather(i, rights, pairs.size()));
        }
        return new Delta(new RowBatch(output, columns, pairs.size()), pairs.weights());
    }

    /** {@code matched}, and the left rows that can match nothing with nulls beside them. */
    private Delta withUnmatched(Delta matched, Delta alone) {
        if (alone.isEmpty()) {
            return matched;
        }
        int[] nothing = new int[alone.size()];
        Arrays.fill(nothing, SlotRows.NOTHING);
        List<Column> columns = new ArrayList<>(alone.rows().columns());
        for (int i = 0; i < spec.right().size(); i++) {
            columns.add(right.rows.gather(i, nothing, alone.size()));
        }
        Delta unmatched = new Delta(new RowBatch(output, columns, alone.size()), alone.weights());
        return Delta.sum(output, List.of(matched, unmatched));
    }

    @Override
    public long stateBytes() {
        return left.rows.stateBytes() + right.rows.stateBytes() + keys.stateBytes() + changed.stateBytes();
    }

    @Override
    public long stateRows() {
        return (long) left.rows.size() + right.rows.size();
    }

    @Override
    public String describe() {
        String times = spec.left().column(match.leftTime()).name()
                + (match.later() ? " <" : " >")
                + (match.apart() ? " " : "= ")
                + spec.right().column(match.rightTime()).name();
        return spec.describe("AsOf") + " at " + times;
    }
}
