package dev.tideboard.engine;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * How a view is kept that no operators can keep: its SQL is run again when a table it reads has changed, and the result is
 * compared with the one before.
 *
 * @param every shortest time between the starts of two runs
 * @param queries gives a query of its own for each time the view is started; called on the engine thread, must return at
 *     once
 */
public record Polling(Duration every, Supplier<PolledQuery> queries) {
    private static final String ROWS_OF = "polled rows of "; // no name of a table or view has a space

    public Polling {
        if (every.isZero() || every.isNegative()) {
            throw new IllegalArgumentException("every=" + every + " <= 0: give a duration above zero");
        }
    }

    /** The relation that stands for the last result of {@code view}: its instances read it as others read a table. */
    public static String rowsOf(String view) {
        return ROWS_OF + view;
    }

    /** The view whose result {@code relation} is, or "" where it is a table or a view. */
    static String viewOf(String relation) {
        return relation.startsWith(ROWS_OF) ? relation.substring(ROWS_OF.length()) : "";
    }

    /** For people: "polled, every 1 s". */
    public String describe() {
        long millis = every.toMillis();
        String span;
        if (millis % 1000 != 0) {
            span = millis + " ms";
        } else if (millis % 60_000 != 0) {
            span = millis / 1000 + " s";
        } else {
            span = millis / 60_000 + " min";
        }
        return "polled, every " + span;
    }
}
