package dev.tideboard.query;

import dev.tideboard.data.Schema;
import dev.tideboard.engine.TableSpec;
import dev.tideboard.engine.ViewPlan;
import java.util.List;

/**
 * A table or view that SQL may read.
 *
 * @param key the columns that identify a row; empty when there are none
 * @param lookup whether it seldom changes, so that what joins it may read its own rows again when it does
 * @param agesBy the time column by which its rows leave: when one leaves, so does in the same change every row that is as
 *     old or older, and a change lists what happened in the order in which it did; "" where rows leave otherwise
 */
public record Relation(String name, Schema schema, List<String> key, boolean lookup, String agesBy) {
    public Relation {
        key = List.copyOf(key);
    }

    /** A table or view that changes all the time. */
    public Relation(String name, Schema schema, List<String> key) {
        this(name, schema, key, false, "");
    }

    /** A table that seldom changes. */
    public static Relation lookup(String name, Schema schema, List<String> key) {
        return new Relation(name, schema, key, true, "");
    }

    /** A table without a key, whose rows leave by their time. */
    public static Relation ageing(String name, Schema schema, String time) {
        return new Relation(name, schema, List.of(), false, time);
    }

    public static Relation of(TableSpec table) {
        return table.isKeyed() // a row also leaves when it is revised
                ? new Relation(table.name(), table.schema(), table.key())
                : ageing(table.name(), table.schema(), table.time());
    }

    public static Relation of(ViewPlan view) {
        return new Relation(view.name(), view.schema(), view.key());
    }
}
