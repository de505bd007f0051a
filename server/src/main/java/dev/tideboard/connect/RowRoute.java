package dev.tideboard.connect;

import dev.tideboard.engine.Inlet;
import java.util.List;
import java.util.Map;

/**
 * Which objects of a message go to a table, and how their fields are called there.
 *
 * @param inlet the way into the table
 * @param has the route takes an object that has any of these fields; empty takes every object
 * @param rename field name to column name; several spellings may lead to one column, and a field that bears a column's
 *     name needs no entry
 */
public record RowRoute(Inlet inlet, List<String> has, Map<String, String> rename) {

    /** Checks that every rename leads to a column of the table. */
    public RowRoute {
        has = List.copyOf(has);
        rename = Map.copyOf(rename);
        List<String> columns = inlet.table().schema().names();
        rename.forEach((field, column) -> {
            if (!columns.contains(column)) {
                throw new SourceException("rename " + field + ": column=" + column + " not in table="
                        + inlet.table().name() + ", expected one of " + columns);
            }
        });
    }

    /** Every object goes to {@code inlet}, each field to the column of its name. */
    public static RowRoute all(Inlet inlet) {
        return new RowRoute(inlet, List.of(), Map.of());
    }
}
