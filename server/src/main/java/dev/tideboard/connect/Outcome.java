package dev.tideboard.connect;

import dev.tideboard.engine.Receipt;

/**
 * What became of the rows of one message.
 *
 * @param accepted rows now in their table
 * @param duplicate rows that were there already, value for value
 * @param refused rows in the quarantine
 * @param reason why the first of them was refused, or ""
 */
public record Outcome(int accepted, int duplicate, int refused, String reason) {

    static Outcome of(Receipt receipt) {
        String reason =
                receipt.refused().isEmpty() ? "" : receipt.refused().getFirst().reason();
        return new Outcome(
                receipt.accepted(), receipt.duplicate(), receipt.refused().size(), reason);
    }

    /** Both together. */
    public Outcome plus(Outcome other) {
        return new Outcome(
                accepted + other.accepted,
                duplicate + other.duplicate,
                refused + other.refused,
                reason.isEmpty() ? other.reason : reason);
    }

    /** True when not one row of the message was taken, although it held some. */
    public boolean allRefused() {
        return refused > 0 && accepted + duplicate == 0;
    }
}
