package dev.tideboard.query;

/** SQL that cannot become a view: says what was found where, and the way out. The author of the SQL must act. */
public final class SqlException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int line;
    private final int column;
    private final boolean unsupported;

    /**
     * An error at {@code line} and {@code column} of the SQL text, both counted from 1.
     *
     * @param unsupported whether the SQL may well be right, and only operators cannot keep it up to date
     */
    public SqlException(String message, int line, int column, boolean unsupported) {
        super(message);
        this.line = line;
        this.column = column;
        this.unsupported = unsupported;
    }

    /** Whether the SQL may well be right, so that another engine may be asked to run it; false for an author's mistake. */
    public boolean isUnsupported() {
        return unsupported;
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
