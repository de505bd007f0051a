package dev.tideboard.store;

import dev.tideboard.data.ColumnBuilder;
import dev.tideboard.data.ColumnSchema;
import dev.tideboard.data.ColumnType;
import dev.tideboard.data.Decimals;
import dev.tideboard.data.Dictionary;
import dev.tideboard.engine.PollException;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * A column of a polled view's result.
 *
 * @param type ours, as near as there is one to DuckDB's
 * @param conversion the SQL that turns the column, written %s, into how ours is stored
 */
public record ResultColumn(String name, ColumnType type, String conversion) {

    /** The column called {@code name} of a type of DuckDB; refuses what ours cannot hold. */
    static ResultColumn of(String name, String duckType) {
        String plain = duckType.replaceFirst("\\(.*\\)$", "");
        return switch (plain) {
            case "VARCHAR" -> new ResultColumn(name, ColumnType.TEXT, "%s");
            case "ENUM", "UUID" -> new ResultColumn(name, ColumnType.TEXT, "CAST(%s AS VARCHAR)");
            case "BOOLEAN" -> new ResultColumn(name, ColumnType.BOOLEAN, "CAST(%s AS BIGINT)");
            case "TINYINT", "SMALLINT", "INTEGER", "UTINYINT", "USMALLINT" ->
                new ResultColumn(name, ColumnType.INT, "CAST(%s AS BIGINT)");
            case "BIGINT", "UINTEGER" -> new ResultColumn(name, ColumnType.LONG, "CAST(%s AS BIGINT)");
            case "DECIMAL" -> decimal(name, duckType);
            case "DATE" -> new ResultColumn(name, ColumnType.DATE, "epoch_ms(CAST(%s AS TIMESTAMP))");
            case "INTERVAL" -> new ResultColumn(name, ColumnType.INTERVAL, "epoch_ms(%s)");
            case "DOUBLE", "FLOAT", "HUGEINT", "UHUGEINT", "UBIGINT" ->
                new ResultColumn(name, ColumnType.DOUBLE, "CAST(%s AS DOUBLE)");
            case "TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS", "TIMESTAMP WITH TIME ZONE" ->
                new ResultColumn(name, ColumnType.TIMESTAMP, "epoch_ms(CAST(%s AS TIMESTAMP))");
            default ->
                throw new PollException("column " + name + " is of type " + duckType + "; a view holds "
                        + String.join(", ", ColumnType.spellings()) + ", so use CAST");
        };
    }

    /** A decimal of DuckDB has up to 38 digits; one that has more than ours fails the run. */
    private static ResultColumn decimal(String name, String duckType) {
        int scale = Integer.parseInt(
                duckType.replaceFirst("^.*,", "").replaceFirst("\\).*$", "").strip());
        if (scale > Decimals.DIGITS) {
            return new ResultColumn(name, ColumnType.DOUBLE, "CAST(%s AS DOUBLE)");
        }
        String whole = "CAST(CAST(%s AS DECIMAL(" + Decimals.DIGITS + "," + scale + ")) * " + Decimals.power(scale)
                + " AS BIGINT)";
        return new ResultColumn(name, ColumnType.decimal(scale), whole);
    }

    ColumnSchema schema() {
        return ColumnSchema.of(name, type);
    }

    /** Adds the value at {@code index} of the result's present row. */
    void add(ResultSet row, int index, ColumnBuilder into, Dictionary dictionary) throws SQLException {
        switch (type.storage()) {
            case TEXT -> {
                String text = row.getString(index);
                if (text == null) {
                    into.addNull();
                } else {
                    into.addText(text, dictionary);
                }
            }
            case LONG -> {
                long value = row.getLong(index);
                if (row.wasNull()) {
                    into.addNull();
                } else {
                    into.addLong(value);
                }
            }
            case DOUBLE -> {
                double value = row.getDouble(index);
                if (row.wasNull()) {
                    into.addNull();
                } else {
                    into.addDouble(finite(value));
                }
            }
        }
    }

    private double finite(double value) {
        if (!Double.isFinite(value)) {
            throw new PollException(name + "=" + value + " is no number a view can hold; guard a division with NULLIF");
        }
        return value + 0.0; // there is no -0.0
    }
}
