package dev.tideboard.data;

/** Name, type and unit of one column. */
public record ColumnSchema(String name, ColumnType type, Unit unit) {

    public static ColumnSchema of(String name, ColumnType type) {
        return new ColumnSchema(name, type, Unit.NONE);
    }
}
