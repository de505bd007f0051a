package dev.tideboard.recording;

import java.util.Iterator;

/** A walk over the rows of a recording in ascending time, to be closed; one thread at a time. */
public interface RowCursor extends Iterator<WideRow>, AutoCloseable {
    @Override
    void close();

    /** A cursor over rows that hold no resource. */
    static RowCursor over(Iterator<WideRow> rows) {
        return new RowCursor() {
            @Override
            public boolean hasNext() {
                return rows.hasNext();
            }

            @Override
            public WideRow next() {
                return rows.next();
            }

            @Override
            public void close() {
                // nothing is held
            }
        };
    }
}
