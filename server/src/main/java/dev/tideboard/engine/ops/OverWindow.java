package dev.tideboard.engine.ops;

import dev.tideboard.data.Delta;
import dev.tideboard.data.Dictionary;
import dev.tideboard.data.Schema;
import dev.tideboard.engine.Replayable;
import dev.tideboard.engine.RowGroups;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Each row with window functions of the rows around it: {@code LAG(x) OVER (PARTITION BY … ORDER BY …)}.
 *
 * <p>Every row is kept, sorted per partition; rows that the order does not tell apart come in the order of their columns, and
 * each copy of a row counts as one. A change is sorted in beside the rows that go, so that around it both what the functions
 * gave and what they give can be computed; a row for which the two are the same is not given again. What they give follows
 * from the rows alone, so it need not be kept.
 */
public final class OverWindow implements Replayable {
    /** How many rows behind a changed one are computed first, where all may change with it. */
    private static final long FEW_ROWS = 1024;

    private static final long MORE_ROWS = 8;

    private final Schema input;
    private final Schema output;
    private final Spec spec;
    private final Dictionary dictionary;
    private final int[] partitionColumns;
    private final KeySlots partitions;
    private final SortedRows rows;
    private final OverMarks marks = new OverMarks();
    private final OverStretch stretch;
    private final OverColumn[] columns;
    private final OverColumn.Values[] then;
    private final OverColumn.Values[] now;
    private OverChanges changes;
    private boolean copiesMoved;
    // for the batch at hand
    private int[] partitionOf = new int[0];
    private int[] touchedAt = new int[0];
    private int tick;

    /** The window, and the functions of it. */
    public record Spec(List<Integer> partition, List<TopRows.Sort> order, List<OverCall> calls) {
        public Spec {
            partition = List.copyOf(partition);
            order = List.copyOf(order);
            calls = List.copyOf(calls);
        }
    }

    /** The result has the columns of the input, then one per function. */
    public OverWindow(Schema input, Schema output, Spec spec, Dictionary dictionary) {
        this.input = input;
        this.output = output;
        this.spec = spec;
        this.dictionary = dictionary;
        this.partitionColumns =
                spec.partition().stream().mapToInt(Integer::intValue).toArray();
        this.partitions = KeySlots.of(input, partitionColumns);
        this.rows = new SortedRows(input, spec.order(), dictionary);
        OverKeys keys = new OverKeys(rows, spec.order());
        this.stretch = new OverStretch(OverReach.of(spec.calls()), keys, marks);
        this.columns = spec.calls().stream()
                .map(call -> new OverColumn(call, rows, OverFold.of(call, rows, keys, dictionary)))
                .toArray(OverColumn[]::new);
        this.then = values(columns.length);
        this.now = values(columns.length);
        this.changes = new OverChanges(columns.length);
    }

    private static OverColumn.Values[] values(int count) {
        OverColumn.Values[] values = new OverColumn.Values[count];
        Arrays.setAll(values, i -> new OverColumn.Values());
        return values;
    }

    @Override
    public Schema output() {
        return output;
    }

    @Override
    public Delta step(List<Delta> inputs) {
        Delta delta = inputs.getFirst();
        store(delta);
        applyAdded(delta);
        markChanged(delta);
        copiesMoved = false;
        changes = new OverChanges(columns.length);
        for (int i = 0; i < marks.count(); i++) {
            if (marks.waits(i)) {
                visit(i);
                compare();
            }
        }
        applyRemoved(delta);
        marks.clear();
        Delta change = changes.build(output, rows, dictionary);
        sweep(delta);
        return copiesMoved ? RowGroups.consolidate(change) : change;
    }

    @Override
    public Delta replay(List<Supplier<Delta>> inputs) {
        return new OverWindow(input, output, spec, dictionary)
                .step(List.of(inputs.getFirst().get()));
    }

    private void store(Delta delta) {
        if (partitionOf.length < delta.size()) {
            partitionOf = new int[Math.max(delta.size(), partitionOf.length * 2)];
        }
        partitions.findOrAdd(delta.rows(), partitionColumns, partitionOf);
        rows.reserve(partitions.slotLimit());
        rows.store(delta);
        marks.reserve(rows.slotLimit());
        for (OverColumn column : columns) {
            column.reserve(rows.slotLimit());
        }
    }

    private void applyAdded(Delta delta) {
        for (int row = 0; row < delta.size(); row++) {
            if (delta.weight(row) > 0) {
                rows.add(row, delta.weight(row), partitionOf[row]);
            } else if (delta.weight(row) == 0) {
                rows.discard(row);
            }
        }
    }

    private void applyRemoved(Delta delta) {
        for (int row = 0; row < delta.size(); row++) {
            if (delta.weight(row) < 0) {
                rows.add(row, delta.weight(row), partitionOf[row]);
            }
        }
    }

    private void markChanged(Delta delta) {
        SortedCursor cursor = stretch.cursor();
        for (int row = 0; row < delta.size(); row++) {
            if (delta.weight(row) != 0 && rows.seek(cursor, partitionOf[row], rows.slot(row))) {
                marks.mark(partitionOf[row], cursor.slot(), delta.weight(row));
            }
        }
        marks.sort(rows);
    }

    /** Computes the rows around a marked one; running functions in ever more rows, until they are again as they were. */
    private void visit(int index) {
        long limit = FEW_ROWS;
        boolean endsAlike;
        do {
            stretch.collect(rows, index, limit);
            endsAlike = true;
            for (int i = 0; i < columns.length; i++) {
                columns[i].compute(stretch.then(), false, then[i]);
                columns[i].compute(stretch.now(), true, now[i]);
                endsAlike &= columns[i].endsAlike();
            }
            limit *= MORE_ROWS;
        } while (!endsAlike && !stretch.isComplete());
    }

    /** Notes the rows of the stretch that go, come or have other values now. */
    private void compare() {
        int was = 0;
        int is = 0;
        for (int i = 0; i < stretch.count(); i++) {
            int copiesThen = stretch.copiesThen(i);
            int copiesNow = stretch.copiesNow(i);
            compareCopies(stretch.slot(i), was, was + copiesThen, is, is + copiesNow);
            was += copiesThen;
            is += copiesNow;
        }
    }

    private void compareCopies(int slot, int wasFrom, int wasTo, int isFrom, int isTo) {
        int was = wasFrom;
        int is = isFrom;
        for (; was < wasTo && is < isTo; was++, is++) {
            if (!isSame(was, is)) {
                copiesMoved |= wasTo - wasFrom > 1 || isTo - isFrom > 1;
                changes.add(slot, -1, then, was);
                changes.add(slot, 1, now, is);
            }
        }
        for (; was < wasTo; was++) {
            changes.add(slot, -1, then, was);
        }
        for (; is < isTo; is++) {
            changes.add(slot, 1, now, is);
        }
    }

    private boolean isSame(int was, int is) {
        for (int i = 0; i < columns.length; i++) {
            if (!then[i].isSame(was, now[i], is)) {
                return false;
            }
        }
        return true;
    }

    /** Forgets the partitions of the batch that have no row any more. */
    private void sweep(Delta delta) {
        tick++;
        if (partitions.slotLimit() > touchedAt.length) {
            touchedAt = Arrays.copyOf(touchedAt, Math.max(partitions.slotLimit(), touchedAt.length * 2));
        }
        for (int row = 0; row < delta.size(); row++) {
            int partition = partitionOf[row];
            if (touchedAt[partition] != tick && rows.partition(partition).size() == 0) {
                partitions.remove(partition);
            }
            touchedAt[partition] = tick;
        }
    }

    @Override
    public long stateBytes() {
        long bytes = rows.stateBytes() + partitions.stateBytes() + marks.stateBytes();
        for (int i = 0; i < columns.length; i++) {
            bytes += columns[i].stateBytes() + then[i].stateBytes() + now[i].stateBytes();
        }
        return bytes + stretch.stateBytes();
    }

    @Override
    public long stateRows() {
        return rows.size();
    }

    @Override
    public String describe() {
        String calls = spec.calls().stream().map(OverCall::text).collect(Collectors.joining(", "));
        String by = spec.partition().stream()
                .map(column -> output.column(column).name())
                .collect(Collectors.joining(", "));
        String order = spec.order().stream()
                .map(sort -> output.column(sort.column()).name() + (sort.descending() ? " DESC" : ""))
                .collect(Collectors.joining(", "));
        return "OverWindow [" + calls + (by.isEmpty() ? "" : " per " + by) + (order.isEmpty() ? "" : " by " + order)
                + "]";
    }
}
