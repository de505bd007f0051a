package dev.tideboard.connect;

import dev.tideboard.data.RowBatch;
import dev.tideboard.engine.Inlet;
import java.util.List;

/**
 * The rows of one message, by table, and what was refused of it; refused rows are in the quarantine already.
 *
 * @param refused rows refused, or 1 for a message that could not be read at all
 * @param reason why the first of them was, or ""
 */
public record Decoded(List<Part> parts, int refused, String reason) {

    /** Rows for one table. */
    public record Part(Inlet inlet, RowBatch rows) {}

    public Decoded {
        parts = List.copyOf(parts);
    }
}
