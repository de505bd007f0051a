package dev.tideboard.engine.ops;

import java.util.List;

/** What rows of a window are ordered by, for frames of keys. */
final class OverKeys {
    private final SortedRows rows;
    private final int[] columns;
    private final boolean descending;

    OverKeys(SortedRows rows, List<TopRows.Sort> order) {
        this.rows = rows;
        this.columns = order.stream().mapToInt(TopRows.Sort::column).toArray();
        this.descending = !order.isEmpty() && order.getFirst().descending();
    }

    /** True when the order does not tell the two apart. */
    boolean arePeers(int one, int other) {
        for (int column : columns) {
            boolean missing = rows.isNull(column, one);
            if (missing != rows.isNull(column, other)
                    || (!missing && rows.word(column, one) != rows.word(column, other))) {
                return false;
            }
        }
        return true;
    }

    /** True when the key of {@code earlier} lies at most {@code span} before that of {@code later}; no key is near a null. */
    boolean isWithin(long span, int earlier, int later) {
        int column = columns[0];
        if (rows.isNull(column, earlier) || rows.isNull(column, later)) {
            return arePeers(earlier, later);
        }
        long ascending = rows.word(column, later) - rows.word(column, earlier);
        long distance = descending ? -ascending : ascending;
        return distance >= 0 && distance <= span;
    }
}
