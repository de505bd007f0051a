package dev.tideboard.engine;

/**
 * Why one row was not accepted.
 *
 * @param row its index in the batch
 * @param column the column at fault, or "" where the row as a whole is
 * @param value the value found, as text
 */
public record Refusal(int row, String column, String value, String reason, Quarantine.Cause cause) {

    /** A refusal for what the value itself is. */
    public Refusal(int row, String column, String value, String reason) {
        this(row, column, value, reason, Quarantine.Cause.VALUE);
    }
}
