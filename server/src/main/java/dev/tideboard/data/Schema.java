package dev.tideboard.data;

import java.util.List;

/** The ordered columns of a table, a view or anything between; names are unique. */
public record Schema(List<ColumnSchema> columns) {

    /** Checks that no name appears twice. */
    public Schema {
        columns = List.copyOf(columns);
        long distinct = columns.stream().map(ColumnSchema::name).distinct().count();
        if (distinct != columns.size()) {
            throw new IllegalArgumentException("column names repeat: "
                    + columns.stream().map(ColumnSchema::name).toList());
        }
    }

    public static Schema of(ColumnSchema... columns) {
        return new Schema(List.of(columns));
    }

    public int size() {
        return columns.size();
    }

    public ColumnSchema column(int index) {
        return columns.get(index);
    }

    public List<String> names() {
        return columns.stream().map(ColumnSchema::name).toList();
    }

    /** The position of the column called {@code name}, or -1. */
    public int indexOf(String name) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equals(name)) {
                return i;
            }
        }
        return -1;
    }

    /** The positions of {@code names}, each of which must exist. */
    public int[] indexesOf(List<String> names) {
        int[] indexes = new int[names.size()];
        for (int i = 0; i < indexes.length; i++) {
            indexes[i] = indexOf(names.get(i));
            if (indexes[i] < 0) {
                throw new IllegalArgumentException("column=" + names.get(i) + " not among " + names());
            }
        }
        return indexes;
    }

    /** The schema of the columns at {@code indexes}, in that order. */
    public Schema select(int[] indexes) {
        return new Schema(
                java.util.Arrays.stream(indexes).mapToObj(columns::get).toList());
    }
}
