package dev.tideboard.project;

import dev.tideboard.data.Schema;
import java.util.Set;

/**
 * What the rest of a project may know of a view.
 *
 * @param known whether its columns are known; they are not when its SQL is wrong or nobody planned it
 */
record Relation(String name, Schema schema, Set<String> parameters, boolean known) {

    static Relation unknown(String name) {
        return new Relation(name, new Schema(java.util.List.of()), Set.of(), false);
    }

    boolean lacks(String column) {
        return known && schema.indexOf(column) < 0;
    }
}
