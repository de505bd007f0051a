package dev.tideboard.engine;

/** A row broke an expression of a view (overflow, division by zero, bad cast): the view fails, ingest goes on. */
public final class RowFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Says which expression failed on which row and why, as in {@code a / b: division by zero, row {a=1, b=0}}. */
    public RowFailure(String expression, String reason, String row) {
        super(expression + ": " + reason + ", row " + row);
    }

    /** Of an expression of many rows, none of which is to blame. */
    public RowFailure(String expression, String reason) {
        super(expression + ": " + reason);
    }
}
