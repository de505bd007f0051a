package dev.tideboard.engine.ops.expression;

import dev.tideboard.data.Column;
import dev.tideboard.data.Decimals;
import dev.tideboard.data.Dictionary;
import dev.tideboard.data.DoubleColumn;
import dev.tideboard.data.LongColumn;
import dev.tideboard.data.Nulls;
import dev.tideboard.data.TextColumn;

/**
 * One side of a kernel as a primitive array: read it at {@code row & mask}, where the mask of a scalar is 0 and that of
 * a column is -1, so that one loop serves both.
 */
final class Operand {
    private static final long[] NO_LONGS = new long[0];
    private static final double[] NO_DOUBLES = new double[0];
    private static final int[] NO_CODES = new int[0];
    private static final Dictionary NO_TEXT = new Dictionary(1);

    final long[] longs;
    final double[] doubles;
    final int[] codes;
    final int mask;
    final Dictionary dictionary;
    private final String constant;
    private final Nulls nulls;

    private Operand(long[] longs, double[] doubles, int[] codes, Shape shape) {
        this.longs = longs;
        this.doubles = doubles;
        this.codes = codes;
        this.mask = shape.mask;
        this.nulls = shape.nulls;
        this.dictionary = shape.dictionary;
        this.constant = shape.constant;
    }

    private record Shape(int mask, Nulls nulls, Dictionary dictionary, String constant) {
        static Shape scalar(Constant constant) {
            return new Shape(0, constant.nulls(), constant.dictionary(), constant.text());
        }

        static Shape column(Column column) {
            return new Shape(-1, column.nulls(), column instanceof TextColumn text ? text.dictionary() : NO_TEXT, "");
        }
    }

    static Operand longs(Expression expression, Rows rows) {
        if (expression instanceof Constant constant) {
            return new Operand(new long[] {constant.number()}, NO_DOUBLES, NO_CODES, Shape.scalar(constant));
        }
        LongColumn column = (LongColumn) expression.evaluate(rows);
        return new Operand(column.values(), NO_DOUBLES, NO_CODES, Shape.column(column));
    }

    /** The operand as doubles, whole numbers and decimals converted. */
    static Operand doubles(Expression expression, Rows rows) {
        if (expression instanceof Constant constant) {
            return new Operand(NO_LONGS, new double[] {constant.asDouble()}, NO_CODES, Shape.scalar(constant));
        }
        Column column = expression.evaluate(rows);
        double[] values = column instanceof DoubleColumn doubles
                ? doubles.values()
                : widened((LongColumn) column, expression.type().scale());
        return new Operand(NO_LONGS, values, NO_CODES, Shape.column(column));
    }

    /** The operand as codes; a constant that no row carries has the code -1. */
    static Operand codes(Expression expression, Rows rows) {
        if (expression instanceof Constant constant) {
            return new Operand(NO_LONGS, NO_DOUBLES, new int[] {constant.code()}, Shape.scalar(constant));
        }
        TextColumn column = (TextColumn) expression.evaluate(rows);
        return new Operand(NO_LONGS, NO_DOUBLES, column.codes(), Shape.column(column));
    }

    /** The text behind {@code code}, which this operand gave; a constant's need not be in the dictionary. */
    String text(int code) {
        return code < 0 ? constant : dictionary.text(code);
    }

    boolean isScalar() {
        return mask == 0;
    }

    boolean hasNulls() {
        return nulls.any();
    }

    boolean isNull(int row) {
        return nulls.isNull(row & mask);
    }

    /** Which rows of a result are missing because this operand is; a missing scalar makes all of them so. */
    Nulls spread(int size) {
        if (isScalar() && nulls.any()) {
            long[] words = new long[(size + 63) >> 6];
            java.util.Arrays.fill(words, -1L);
            return Nulls.ofWords(words);
        }
        return nulls;
    }

    private static double[] widened(LongColumn column, int scale) {
        long[] values = column.values();
        double[] widened = new double[column.size()];
        if (scale > 0) {
            for (int i = 0; i < widened.length; i++) {
                widened[i] = Decimals.toDouble(values[i], scale);
            }
            return widened;
        }
        for (int i = 0; i < widened.length; i++) {
            widened[i] = values[i];
        }
        return widened;
    }
}
