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
 */
public record Relation(String name, Schema schema, List<String> key, boolean lookup) {
    public Relation {
        key = List.copyOf(key);
    }

    /** A table or view that changes all the time. */
    public Relation(String name, Schema schema, List<String> key) {
        this(name, schema, key, false);
    }

    public static Relation of(TableSpec table) {
        return new Relation(table.name(), table.schema(), table.key());
    }

    public static Relation of(ViewPlan view) {
        return new Relation(view.name(), view.schema(), view.key());
    }
}
