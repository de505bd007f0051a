package dev.tideboard.engine.ops;

import dev.tideboard.data.ColumnType;
import dev.tideboard.data.Dictionary;
import dev.tideboard.data.Schema;
import dev.tideboard.engine.ops.TopRows.Sort;
import java.util.List;

/**
 * The order of stored rows by some columns and then, so that it depends on the rows alone and not on which came first, by
 * all of them. Nulls come last either way. What comes first is the greatest: rows of a growing time are added at the end.
 */
final class RowOrder implements SortedSlots.Order {
    private final SlotRows rows;
    private final int[] columns;
    private final boolean[] descending;
    private final WordOrder[] orders;

    RowOrder(Schema schema, List<Sort> sorts, SlotRows rows, Dictionary dictionary) {
        this.rows = rows;
        int count = sorts.size() + schema.size();
        this.columns = new int[count];
        this.descending = new boolean[count];
        this.orders = new WordOrder[count];
        for (int i = 0; i < count; i++) {
            boolean asked = i < sorts.size();
            columns[i] = asked ? sorts.get(i).column() : i - sorts.size();
            descending[i] = asked && sorts.get(i).descending();
            ColumnType type = schema.column(columns[i]).type();
            orders[i] = WordOrder.of(type, dictionary);
        }
    }

    @Override
    public long prefix(int slot) {
        int column = columns[0];
        if (rows.isNull(column, slot)) {
            return Long.MIN_VALUE;
        }
        long ascending = orders[0].prefix(rows.word(column, slot));
        return descending[0] ? ascending : ~ascending;
    }

    /** Positive when {@code one} comes before {@code other} in the order asked for. */
    @Override
    public int compare(int one, int other) {
        if (rows.same(one, other)) {
            return 0; // a row that goes is compared with itself
        }
        for (int i = 0; i < columns.length; i++) {
            int column = columns[i];
            boolean oneMissing = rows.isNull(column, one);
            boolean otherMissing = rows.isNull(column, other);
            if (oneMissing || otherMissing) {
                if (oneMissing != otherMissing) {
                    return oneMissing ? -1 : 1;
                }
                continue;
            }
            int outcome = orders[i].compare(rows.word(column, one), rows.word(column, other));
            if (outcome != 0) {
                return descending[i] ? outcome : -outcome;
            }
        }
        return 0;
    }
}
