package dev.tideboard.engine.ops;

import dev.tideboard.data.Column;
import dev.tideboard.data.Delta;
import dev.tideboard.data.Dictionary;
import dev.tideboard.data.Nulls;
import dev.tideboard.data.RowBatch;
import dev.tideboard.data.Schema;
import dev.tideboard.engine.Replayable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Inner or left join on equal columns; a null equals nothing. Both sides are kept, each with an index on its join
 * columns, so a change of either side finds its partners without looking at the others.
 *
 * <p>With {@code dL} and {@code dR} the changes of a tick, the result changes by {@code dL} joined to the right rows
 * before the tick and the left rows after {@code dL} joined to {@code dR}. A left join adds, for each left row, a row
 * with nulls as long as its key has no right row: {@code dL} adds those for the state before {@code dR}, and a key whose
 * first right row comes or whose last one goes moves those of all its left rows.
 */
public final class Join implements Replayable {
    private final Schema output;
    private final Spec spec;
    private final Dictionary dictionary;
    private final RowBag left;
    private final RowBag right;

    /**
     * What is joined: column {@code leftKeys[i]} of the left input equals {@code rightKeys[i]} of the right one.
     *
     * @param outer true keeps left rows without a partner
     */
    public record Spec(Schema left, Schema right, List<Integer> leftKeys, List<Integer> rightKeys, boolean outer) {
        public Spec {
            leftKeys = List.copyOf(leftKeys);
            rightKeys = List.copyOf(rightKeys);
        }

        /** One line for the plan, of a join of some kind. */
        String describe(String kind) {
            StringBuilder text =
                    new StringBuilder(outer ? "Left" : "").append(kind).append("Join [");
            for (int i = 0; i < leftKeys.size(); i++) {
                text.append(i == 0 ? "" : " AND ")
                        .append(left.column(leftKeys.get(i)).name())
                        .append(" = ")
                        .append(right.column(rightKeys.get(i)).name());
            }
            return text.append(']').toString();
        }
    }

    /** The result has all left columns, then all right columns. */
    public Join(Schema output, Spec spec, Dictionary dictionary) {
        this.output = output;
        this.spec = spec;
        this.dictionary = dictionary;
        this.left = new RowBag(spec.left().size(), ints(spec.leftKeys()));
        this.right = new RowBag(spec.right().size(), ints(spec.rightKeys()));
    }

    private static int[] ints(List<Integer> list) {
        return list.stream().mapToInt(Integer::intValue).toArray();
    }

    @Override
    public Schema output() {
        return output;
    }

    @Override
    public Delta step(List<Delta> inputs) {
        RowBag.Change leftChange = left.prepare(inputs.getFirst());
        RowBag.Change rightChange = right.prepare(inputs.getLast());
        JoinPairs pairs = new JoinPairs();
        findPartners(leftChange, pairs);
        left.apply(leftChange);
        for (int row = 0; row < rightChange.size(); row++) {
            int key = rightChange.hasKey(row) ? left.key(rightChange, row) : RowBag.NONE;
            for (int slot = left.firstOf(key); slot != RowBag.NONE; slot = left.next(slot)) {
                pairs.add(slot, JoinPairs.changed(row), rightChange.weight(row) * left.count(slot));
            }
        }
        if (spec.outer()) {
            moveUnmatched(rightChange, pairs);
        } else {
            right.apply(rightChange);
        }
        Delta change = build(pairs, inputs);
        left.sweep();
        right.sweep();
        return change;
    }

    /** Pairs left rows with the right rows that are kept, or with nothing where there are none and that is wanted. */
    private void findPartners(RowBag.Change leftRows, JoinPairs pairs) {
        for (int row = 0; row < leftRows.size(); row++) {
            int weight = leftRows.weight(row);
            int key = leftRows.hasKey(row) ? right.key(leftRows, row) : RowBag.NONE;
            for (int slot = right.firstOf(key); slot != RowBag.NONE; slot = right.next(slot)) {
                pairs.add(JoinPairs.changed(row), slot, weight * right.count(slot));
            }
            if (spec.outer() && right.rowsOf(key) == 0) {
                pairs.add(JoinPairs.changed(row), JoinPairs.NOTHING, weight);
            }
        }
    }

    @Override
    public Delta replay(List<Supplier<Delta>> inputs) {
        // left rows whose key has a null are not kept, but an outer join gives them
        Delta all = spec.outer() ? inputs.getFirst().get() : left.rows(spec.left(), dictionary);
        JoinPairs pairs = new JoinPairs();
        findPartners(left.prepare(all), pairs);
        return build(pairs, List.of(all, Delta.empty(spec.right())));
    }

    /** Applies the right change, and for keys that gained their first or lost their last right row moves the nulls. */
    private void moveUnmatched(RowBag.Change rightChange, JoinPairs pairs) {
        int[] keys = new int[rightChange.size()];
        long[] before = new long[rightChange.size()];
        int count = 0;
        left.startMarking();
        for (int row = 0; row < rightChange.size(); row++) {
            int key = rightChange.hasKey(row) ? left.key(rightChange, row) : RowBag.NONE;
            if (key != RowBag.NONE && left.mark(key)) {
                before[count] = right.rowsOf(right.key(rightChange, row));
                keys[count++] = row;
            }
        }
        right.apply(rightChange);
        for (int i = 0; i < count; i++) {
            long after = right.rowsOf(right.key(rightChange, keys[i]));
            int weight = (after == 0 ? 1 : 0) - (before[i] == 0 ? 1 : 0);
            if (weight == 0) {
                continue;
            }
            int key = left.key(rightChange, keys[i]);
            for (int slot = left.firstOf(key); slot != RowBag.NONE; slot = left.next(slot)) {
                pairs.add(slot, JoinPairs.NOTHING, weight * left.count(slot));
            }
        }
    }

    private Delta build(JoinPairs pairs, List<Delta> inputs) {
        List<Column> columns = new ArrayList<>(output.size());
        int leftSize = spec.left().size();
        for (int i = 0; i < output.size(); i++) {
            boolean ofLeft = i < leftSize;
            int index = ofLeft ? i : i - leftSize;
            Delta delta = ofLeft ? inputs.getFirst() : inputs.getLast();
            columns.add(column(ofLeft ? left : right, delta.rows(), index, ofLeft ? pairs.lefts() : pairs.rights()));
        }
        return new Delta(new RowBatch(output, columns, pairs.size()), pairs.weights());
    }

    private Column column(RowBag bag, RowBatch changed, int index, int[] references) {
        long[] fromBatch = RowWords.words(changed.column(index), changed.size());
        Nulls batchNulls = changed.column(index).nulls();
        long[] values = new long[references.length];
        long[] nulls = new long[(references.length + 63) >> 6];
        for (int i = 0; i < references.length; i++) {
            int reference = references[i];
            boolean missing;
            if (reference == JoinPairs.NOTHING) {
                missing = true;
            } else if (reference < 0) {
                int row = JoinPairs.row(reference);
                missing = batchNulls.isNull(row);
                values[i] = missing ? 0 : fromBatch[row];
            } else {
                missing = bag.isNull(index, reference);
                values[i] = bag.word(index, reference);
            }
            if (missing) {
                nulls[i >> 6] |= 1L << i;
            }
        }
        return RowWords.column(changed.schema().column(index).type(), values, Nulls.ofWords(nulls), dictionary);
    }

    @Override
    public long stateBytes() {
        return left.stateBytes() + right.stateBytes();
    }

    @Override
    public long stateRows() {
        return (long) left.size() + right.size();
    }

    @Override
    public String describe() {
        return spec.describe("");
    }
}
