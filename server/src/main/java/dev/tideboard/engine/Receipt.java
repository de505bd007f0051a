package dev.tideboard.engine;

import java.util.List;

/**
 * What became of a batch once its tick was applied.
 *
 * @param tick the tick that applied it
 * @param accepted rows that are now in the table, revisions included
 * @param duplicate rows that were there already, value for value
 */
public record Receipt(long tick, int accepted, int duplicate, List<Refusal> refused) {
    public Receipt {
        refused = List.copyOf(refused);
    }
}
