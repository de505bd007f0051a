package dev.tideboard.query;

/** SQL that cannot become a view: says what was found where, and the way out. The author of the SQL must act. */
public final class SqlException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int line;
    private final int column;

    /** An error at {@code line} and {@code column} of the SQL text, both counted from 1. */
    public SqlException(String message, int line, int column) {
        super(message);
        this.line = line;
        this.column = column;
    }

    /** The line of the SQL text, counted from 1. */
    public int line() {
        return line;
    }

    /** The column of that line, counted from 1. */
    public int column() {
        return column;
    }
}
