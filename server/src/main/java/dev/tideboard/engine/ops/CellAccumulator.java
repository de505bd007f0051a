package dev.tideboard.engine.ops;

import dev.tideboard.data.Column;
import dev.tideboard.data.ColumnBuilder;
import dev.tideboard.data.Nulls;
import dev.tideboard.data.TextColumn;
import java.util.Arrays;

/** Approximate counts of distinct values: {@link HashCells} for each group. */
final class CellAccumulator implements Accumulator {
    private static final HashCells NO_ROWS = new HashCells();

    private final ColumnWords valueWords = new ColumnWords();
    private final ValueHash hash = new ValueHash();
    private HashCells[] groups = new HashCells[0];

    @Override
    public void reserve(int slots) {
        int from = groups.length;
        if (slots > from) {
            groups = Arrays.copyOf(groups, Math.max(slots, from * 2));
            Arrays.fill(groups, from, groups.length, NO_ROWS);
        }
    }

    @Override
    public void add(GroupedRows rows, Column argument, Column by) {
        long[] words = argument instanceof TextColumn ? new long[0] : valueWords.of(argument, rows.size());
        Nulls nulls = argument.nulls();
        for (int row = 0; row < rows.size(); row++) {
            int weight = rows.weights()[row];
            if (weight != 0 && !nulls.isNull(row)) {
                long value = argument instanceof TextColumn texts ? hash.of(texts, row) : ValueHash.of(words[row]);
                cells(rows.slots()[row]).add(value, weight);
            }
        }
    }

    private HashCells cells(int slot) {
        if (groups[slot] == NO_ROWS) {
            groups[slot] = new HashCells();
        }
        return groups[slot];
    }

    @Override
    public void write(AggregateCall call, int[] slots, int from, int to, ColumnBuilder out) {
        for (int i = from; i < to; i++) {
            out.addLong(groups[slots[i]].estimate());
        }
    }

    @Override
    public void clear(int slot) {
        groups[slot] = NO_ROWS;
    }

    @Override
    public long stateBytes() {
        long bytes = hash.stateBytes() + 8L * groups.length;
        for (HashCells cells : groups) {
            bytes += cells == NO_ROWS ? 0 : cells.stateBytes();
        }
        return bytes;
    }
}
