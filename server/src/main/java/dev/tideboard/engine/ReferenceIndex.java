package dev.tideboard.engine;

import dev.tideboard.data.Column;
import dev.tideboard.data.Delta;
import dev.tideboard.data.Dictionary;
import dev.tideboard.data.DoubleColumn;
import dev.tideboard.data.LongColumn;
import dev.tideboard.data.NearestName;
import dev.tideboard.data.TextColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The values of one column of a table, for the rows of other tables that must refer to one of them. Follows the table's
 * deltas. Engine thread only, but for {@link #nearestShown}.
 *
 * <p>Open addressing from the value's bits to the number of rows that have it; a value nobody has any more keeps its slot
 * with the number 0 until the next growth.
 */
final class ReferenceIndex {
    /** Beyond so many values a suggestion would hold the engine up. */
    private static final int MOST_COMPARED = 10_000;

    private final int column;
    private final Dictionary dictionary;
    private long[] values = new long[16];
    private int[] rows = new int[16];
    private boolean[] used = new boolean[16];
    private int slotsUsed;
    private boolean isStale;
    /** Whether somebody asked since the texts were shown last: only then is it worth to show them anew. */
    private volatile boolean isAsked = true;

    private volatile List<String> shown = List.of();

    ReferenceIndex(int column, Dictionary dictionary) {
        this.column = column;
        this.dictionary = dictionary;
    }

    /** Moves on by one tick of the table. */
    void follow(Delta delta) {
        Column changed = delta.column(column);
        for (int row = 0; row < delta.size(); row++) {
            if (!changed.isNull(row)) {
                add(bits(changed, row), delta.weight(row));
                isStale = true;
            }
        }
        if (isStale && isAsked) {
            isStale = false;
            isAsked = false;
            shown = texts();
        }
    }

    /** Whether some row of the table has the value that row {@code row} of {@code of} has. */
    boolean has(Column of, int row) {
        int slot = slot(bits(of, row));
        return used[slot] && rows[slot] > 0;
    }

    /** The text nearest to {@code text} among the values, if one is near and there are not too many to look at. */
    Optional<String> nearest(String text) {
        return NearestName.to(text, texts());
    }

    /** The same for other threads, among the values of a little while ago. */
    Optional<String> nearestShown(String text) {
        isAsked = true;
        return NearestName.to(text, shown);
    }

    private List<String> texts() {
        if (slotsUsed > MOST_COMPARED) {
            return List.of();
        }
        List<String> texts = new ArrayList<>();
        for (int slot = 0; slot < values.length; slot++) {
            if (used[slot] && rows[slot] > 0) {
                texts.add(dictionary.text((int) values[slot]));
            }
        }
        return texts;
    }

    private void add(long bits, int weight) {
        int slot = slot(bits);
        if (!used[slot]) {
            if ((slotsUsed + 1) * 2 > values.length) {
                rehash();
                slot = slot(bits);
            }
            used[slot] = true;
            values[slot] = bits;
            slotsUsed++;
        }
        rows[slot] += weight;
    }

    private int slot(long bits) {
        int mask = values.length - 1;
        int slot = (int) Column.mix(bits) & mask;
        while (used[slot] && values[slot] != bits) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void rehash() {
        long[] oldValues = values;
        int[] oldRows = rows;
        int kept = 0;
        for (int count : oldRows) {
            kept += count != 0 ? 1 : 0;
        }
        int capacity = Math.max(16, Integer.highestOneBit(kept + 1) * 4);
        values = new long[capacity];
        rows = new int[capacity];
        used = new boolean[capacity];
        slotsUsed = kept;
        for (int old = 0; old < oldRows.length; old++) {
            if (oldRows[old] != 0) {
                int slot = slot(oldValues[old]);
                used[slot] = true;
                values[slot] = oldValues[old];
                rows[slot] = oldRows[old];
            }
        }
    }

    private static long bits(Column column, int row) {
        return switch (column) {
            case LongColumn longs -> longs.get(row);
            case TextColumn texts -> texts.code(row);
            case DoubleColumn doubles -> Double.doubleToLongBits(doubles.get(row) + 0.0);
        };
    }
}
