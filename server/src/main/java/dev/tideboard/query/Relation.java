package dev.tideboard.query;

import dev.tideboard.data.Schema;
import dev.tideboard.engine.TableSpec;
import dev.tideboard.engine.ViewPlan;
import java.util.List;

/**
 * A table or view that SQL may read.
 *
 * @param key the columns that identify a row; empty when there are none
 */
public record Relation(String name, Schema schema, List<String> key) {
    public Relation {
        key = List.copyOf(key);
    }

    public static Relation of(TableSpec table) {
        return new Relation(table.name(), table.schema(), table.key());
    }

    public static Relation of(ViewPlan view) {
        return new Relation(view.name(), view.schema(), view.key());
    }
}
