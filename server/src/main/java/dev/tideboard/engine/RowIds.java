package dev.tideboard.engine;

/** Numbers the rows of all views of one epoch; no number is given twice. Engine thread only. */
final class RowIds {
    private long last;

    long next() {
        return ++last;
    }
}
