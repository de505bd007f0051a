package dev.tideboard.engine.ops;

import dev.tideboard.data.Delta;

/**
 * A change, split by whether some columns of a row are all known: in a join a null equals nothing.
 *
 * @param known the rows where none of the columns is null
 * @param unknown the others
 */
record KnownRows(Delta known, Delta unknown) {

    static KnownRows of(Delta delta, int[] columns) {
        boolean any = false;
        for (int column : columns) {
            any |= delta.column(column).nulls().any();
        }
        if (!any) {
            return new KnownRows(delta, delta.gather(new int[0], 0));
        }
        int[] known = new int[delta.size()];
        int[] unknown = new int[delta.size()];
        int count = 0;
        for (int row = 0; row < delta.size(); row++) {
            boolean missing = false;
            for (int column : columns) {
                missing |= delta.column(column).isNull(row);
            }
            known[count] = row;
            unknown[row - count] = row;
            count += missing ? 0 : 1;
        }
        return new KnownRows(delta.gather(known, count), delta.gather(unknown, delta.size() - count));
    }
}
