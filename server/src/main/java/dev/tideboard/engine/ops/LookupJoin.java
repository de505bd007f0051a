package dev.tideboard.engine.ops;

import dev.tideboard.data.Column;
import dev.tideboard.data.Delta;
import dev.tideboard.data.Dictionary;
import dev.tideboard.data.RowBatch;
import dev.tideboard.data.Schema;
import dev.tideboard.engine.Rescanning;
import dev.tideboard.engine.RowGroups;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Inner or left join to a lookup table: each row has at most one partner, and the lookup seldom changes. Only the lookup's
 * rows are kept. Rows of the left pass by, with the columns of their partner beside them; when the lookup does change, the
 * left rows with the changed keys are read again from their table, and give their old and their new pairs.
 *
 * <p>With {@code dL} and {@code dR} the changes of a tick, the result changes by {@code dL} joined to the lookup before the
 * tick, and the left rows after it joined to {@code dR}. In the first tick {@code dL} is the whole left side.
 */
public final class LookupJoin implements Rescanning {
    private final Schema output;
    private final Join.Spec spec;
    private final int[] leftKeys;
    private final int[] rightKeys;
    private final KeySlots keys;
    private final SlotRows rows;
    private int[] partners = new int[0];
    private int[] matched = new int[0];
    private boolean started;

    /** The result has all left columns, then all right columns; {@code spec.rightKeys()} identify a right row. */
    public LookupJoin(Schema output, Join.Spec spec, Dictionary dictionary) {
        this.output = output;
        this.spec = spec;
        this.leftKeys = spec.leftKeys().stream().mapToInt(Integer::intValue).toArray();
        this.rightKeys = spec.rightKeys().stream().mapToInt(Integer::intValue).toArray();
        this.keys = KeySlots.of(spec.right(), rightKeys);
        this.rows = new SlotRows(spec.right(), dictionary);
    }

    @Override
    public Schema output() {
        return output;
    }

    @Override
    public Delta step(List<Delta> inputs, Supplier<Delta> all) {
        Delta left = inputs.getFirst();
        Delta changes =
                KnownRows.of(RowGroups.consolidate(inputs.getLast()), rightKeys).known();
        if (!started) {
            started = true;
            apply(changes);
            return pairs(left);
        }
        if (changes.isEmpty()) {
            return pairs(left);
        }
        Delta passing = pairs(left);
        Delta affected = affected(all.get(), changes);
        Delta before = pairs(affected).negated();
        apply(changes);
        return Delta.sum(output, List.of(passing, before, pairs(affected)));
    }

    @Override
    public Delta replay(List<Supplier<Delta>> inputs) {
        return pairs(inputs.getFirst().get());
    }

    /** The left rows whose key is among those of {@code changes}. */
    private Delta affected(Delta all, Delta changes) {
        KeySlots changed = KeySlots.of(spec.right(), rightKeys);
        changed.findOrAdd(changes.rows(), rightKeys, new int[changes.size()]);
        int[] found = new int[all.size()];
        changed.find(all.rows(), leftKeys, found);
        int[] kept = new int[all.size()];
        int count = 0;
        for (int row = 0; row < found.length; row++) {
            kept[count] = row;
            count += found[row] >= 0 ? 1 : 0;
        }
        return all.gather(kept, count);
    }

    /** First what goes, then what comes: a revision is both, under one key. */
    private void apply(Delta changes) {
        int[] slots = new int[changes.size()];
        keys.find(changes.rows(), rightKeys, slots);
        int[] coming = new int[changes.size()];
        int count = 0;
        for (int row = 0; row < slots.length; row++) {
            if (changes.weight(row) < 0) {
                keys.remove(slots[row]);
            } else {
                coming[count++] = row;
            }
        }
        RowBatch added = changes.rows().gather(coming, count);
        int[] from = RowWords.positions(count);
        keys.findOrAdd(added, rightKeys, slots);
        rows.reserve(keys.slotLimit());
        rows.put(added, from, slots, count);
    }

    private Delta pairs(Delta left) {
        int size = left.size();
        if (partners.length < size) {
            partners = new int[Math.max(size, partners.length * 2)];
            matched = new int[partners.length];
        }
        keys.find(left.rows(), leftKeys, partners);
        if (spec.outer()) {
            return beside(left);
        }
        int count = 0;
        for (int row = 0; row < size; row++) {
            matched[count] = row;
            count += partners[row] >= 0 ? 1 : 0;
        }
        if (count == size) {
            return beside(left);
        }
        for (int i = 0; i < count; i++) {
            partners[i] = partners[matched[i]];
        }
        return beside(left.gather(matched, count));
    }

    /** The columns of {@code left}, as they are, and those of the partners beside them. */
    private Delta beside(Delta left) {
        List<Column> columns = new ArrayList<>(output.size());
        columns.addAll(left.rows().columns());
        for (int i = 0; i < spec.right().size(); i++) {
            columns.add(rows.gather(i, partners, left.size()));
        }
        return new Delta(new RowBatch(output, columns, left.size()), left.weights());
    }

    @Override
    public long stateBytes() {
        return keys.stateBytes() + rows.stateBytes() + 8L * partners.length;
    }

    @Override
    public long stateRows() {
        return keys.size();
    }

    @Override
    public String describe() {
        return spec.describe("Lookup");
    }
}
