package dev.tideboard.engine.ops.expression;

import dev.tideboard.data.Column;
import dev.tideboard.data.ColumnType;
import dev.tideboard.data.Decimals;
import dev.tideboard.data.Dictionary;
import dev.tideboard.data.DoubleColumn;
import dev.tideboard.data.LongColumn;
import dev.tideboard.data.Nulls;
import dev.tideboard.data.Spelling;
import dev.tideboard.data.TextColumn;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * One value for every row. Kernels read it as a scalar; only a projection of a constant fills a column with it.
 *
 * <p>Text is looked up in the dictionary when it is compared, not interned when it is made: what clients bind must not
 * be able to fill the dictionary.
 *
 * @param missing true for NULL; then the value is the type's zero
 * @param number the value of all types stored as whole numbers
 */
public record Constant(ColumnType type, boolean missing, long number, double real, String text, Dictionary dictionary)
        implements Expression {

    private static final Dictionary NO_TEXT = new Dictionary(1);

    /** NULL of {@code type}; {@code dictionary} is where text of this engine is interned. */
    public static Constant missing(ColumnType type, Dictionary dictionary) {
        return new Constant(type, true, 0, 0, "", dictionary);
    }

    /** A value that is stored as a whole number: {@code number} as it is stored. */
    public static Constant of(ColumnType type, long number) {
        return new Constant(type, false, number, 0, "", NO_TEXT);
    }

    public static Constant of(double real) {
        return new Constant(ColumnType.DOUBLE, false, 0, real + 0.0, "", NO_TEXT);
    }

    public static Constant of(boolean truth) {
        return of(ColumnType.BOOLEAN, truth ? 1 : 0);
    }

    public static Constant of(String text, Dictionary dictionary) {
        return new Constant(ColumnType.TEXT, false, 0, 0, text, dictionary);
    }

    /** The value of {@code row} in {@code column} as a constant of {@code type}. */
    static Constant from(Column column, int row, ColumnType type) {
        boolean missing = column.isNull(row);
        return switch (column) {
            case LongColumn longs -> new Constant(type, missing, missing ? 0 : longs.get(row), 0, "", NO_TEXT);
            case DoubleColumn doubles -> new Constant(type, missing, 0, missing ? 0 : doubles.get(row), "", NO_TEXT);
            case TextColumn texts ->
                new Constant(type, missing, 0, 0, missing ? "" : texts.text(row), texts.dictionary());
        };
    }

    /** The value as a double, for numbers of either storage. */
    double asDouble() {
        return type == ColumnType.DOUBLE ? real : Decimals.toDouble(number, type.scale());
    }

    boolean isTrue() {
        return !missing && number != 0;
    }

    /** The code of the text, or -1 while no row carries it. */
    int code() {
        return dictionary.find(text);
    }

    Nulls nulls() {
        return missing ? Nulls.ofWords(new long[] {1}) : Nulls.NONE;
    }

    @Override
    public List<Expression> operands() {
        return List.of();
    }

    @Override
    public Expression withOperands(List<Expression> operands) {
        return this;
    }

    @Override
    public Column evaluate(Rows rows) {
        int size = rows.capacity();
        Nulls nulls = Nulls.NONE;
        if (missing) {
            long[] words = new long[(size + 63) >> 6];
            Arrays.fill(words, -1L);
            nulls = Nulls.ofWords(words);
        }
        return switch (type.storage()) {
            case LONG -> {
                long[] values = new long[size];
                Arrays.fill(values, number);
                yield new LongColumn(values, size, nulls);
            }
            case DOUBLE -> {
                double[] values = new double[size];
                Arrays.fill(values, real);
                yield new DoubleColumn(values, size, nulls);
            }
            case TEXT -> {
                int[] codes = new int[size];
                Arrays.fill(codes, dictionary.intern(text));
                yield new TextColumn(codes, size, nulls, dictionary);
            }
        };
    }

    @Override
    public String toString() {
        if (missing) {
            return "NULL";
        }
        return switch (type.kind()) {
            case TEXT -> "'" + text.replace("'", "''") + "'";
            case DOUBLE -> Double.toString(real);
            case BOOLEAN -> number != 0 ? "TRUE" : "FALSE";
            case TIMESTAMP -> "TIMESTAMP '" + Instant.ofEpochMilli(number) + "'";
            case DATE -> "DATE '" + Spelling.of(number, type) + "'";
            case INTERVAL -> number + " ms";
            case DECIMAL -> Decimals.text(number, type.scale());
            case INT, LONG -> Long.toString(number);
        };
    }
}
