package dev.tideboard.query;

/** SQL that cannot become a view: says what was found where, and the way out. The author of the SQL must act. */
public final class SqlException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What is wrong with the SQL. */
    public enum Fault {
        /** The author made it, whoever runs the SQL. */
        MISTAKE,
        /** Operators cannot keep it up to date, and the message says what they can. */
        UNSUPPORTED,
        /** Nothing is known of what stands there: another engine may know it, and say more. */
        UNKNOWN
    }

    private final int line;
    private final int column;
    private final Fault fault;

    /** An error at {@code line} and {@code column} of the SQL text, both counted from 1. */
    public SqlException(String message, int line, int column, Fault fault) {
        super(message);
        this.line = line;
        this.column = column;
        this.fault = fault;
    }

    /** Whether the SQL may well be right, so that another engine may be asked to run it; false for an author's mistake. */
    public boolean isUnsupported() {
        return fault != Fault.MISTAKE;
    }

    /** Whether the message names no way out, so that what another engine says of the SQL may help more. */
    public boolean isUnknown() {
        return fault == Fault.UNKNOWN;
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
