package dev.tideboard.data;

/** The type of a column's values, and how they are stored. */
public enum ColumnType {
    /** Text, stored as codes of a {@link Dictionary}. */
    TEXT("text", Storage.TEXT),
    /** True or false, stored as 1 and 0. */
    BOOLEAN("boolean", Storage.LONG),
    /** A 32-bit integer. */
    INT("int", Storage.LONG),
    /** A 64-bit integer. */
    LONG("long", Storage.LONG),
    /** A 64-bit floating-point number; never NaN nor infinite inside a table. */
    DOUBLE("double", Storage.DOUBLE),
    /** An instant: milliseconds since the epoch, UTC. */
    TIMESTAMP("timestamp", Storage.LONG),
    /** A span of time in milliseconds. */
    INTERVAL("interval", Storage.LONG);

    /** Which {@link Column} class holds the values. */
    public enum Storage {
        LONG,
        DOUBLE,
        TEXT
    }

    private final String spelling;
    private final Storage storage;

    ColumnType(String spelling, Storage storage) {
        this.spelling = spelling;
        this.storage = storage;
    }

    /** The word for this type in projects and over HTTP. */
    public String spelling() {
        return spelling;
    }

    public Storage storage() {
        return storage;
    }
}
