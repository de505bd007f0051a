package dev.tideboard.data;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;

/** How values are written as text, and read back: for CAST, for what clients bind and for messages. */
public final class Spelling {
    private static final double PLAIN_FROM = 1e-4;
    private static final double PLAIN_BELOW = 1e16;

    private static final DateTimeFormatter WRITTEN = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd HH:mm:ss")
            .appendFraction(ChronoField.MILLI_OF_SECOND, 0, 3, true)
            .toFormatter(java.util.Locale.ROOT);

    private Spelling() {}

    /** What is stored as a whole number as text: {@code 42}, {@code true}, {@code 9.90}, {@code 2026-11-22 02:00:00}. */
    public static String of(long value, ColumnType type) {
        return switch (type.kind()) {
            case BOOLEAN -> value != 0 ? "true" : "false";
            case TIMESTAMP -> WRITTEN.format(Instant.ofEpochMilli(value).atOffset(ZoneOffset.UTC));
            case DATE -> Dates.of(value).toString();
            case DECIMAL -> Decimals.text(value, type.scale());
            case TEXT, INT, LONG, DOUBLE, INTERVAL -> Long.toString(value);
        };
    }

    /** A value of any type as text, {@code null} where it is missing: for messages. */
    public static String of(RowBatch rows, int column, int row) {
        Column values = rows.column(column);
        if (values.isNull(row)) {
            return "null";
        }
        return switch (values) {
            case TextColumn texts -> texts.text(row);
            case DoubleColumn doubles -> Double.toString(doubles.get(row));
            case LongColumn longs ->
                of(longs.get(row), rows.schema().column(column).type());
        };
    }

    /** The shortest decimal that reads back as {@code value}: {@code 0.5}, {@code 1840.0}, {@code 1e+20}. */
    public static String of(double value) {
        double size = Math.abs(value);
        if (value == 0) {
            return "0.0";
        }
        if (size >= PLAIN_FROM && size < PLAIN_BELOW) {
            String plain =
                    new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
            return plain.indexOf('.') < 0 ? plain + ".0" : plain;
        }
        BigDecimal decimal = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        int exponent = decimal.precision() - decimal.scale() - 1;
        String digits =
                decimal.scaleByPowerOfTen(-exponent).stripTrailingZeros().toPlainString();
        String power = Math.abs(exponent) < 10 ? "0" + Math.abs(exponent) : Integer.toString(Math.abs(exponent));
        return digits + "e" + (exponent < 0 ? "-" : "+") + power;
    }

    /**
     * Reads a value of a type stored as whole numbers.
     *
     * <p>A decimal with more digits after the point than the type has is rounded.
     *
     * @throws IllegalArgumentException or {@link DateTimeParseException} when {@code text} does not spell one
     * @throws ArithmeticException when it has more digits than a decimal has
     */
    public static long whole(String text, ColumnType type) {
        String trimmed = text.strip();
        return switch (type.kind()) {
            case BOOLEAN -> truth(trimmed) ? 1 : 0;
            case TIMESTAMP -> instant(trimmed);
            case DATE -> Dates.stored(LocalDate.parse(trimmed));
            case DECIMAL -> Decimals.rounded(new BigDecimal(trimmed), type.scale());
            case INT -> Integer.parseInt(trimmed);
            case LONG, INTERVAL -> Long.parseLong(trimmed);
            case TEXT, DOUBLE -> throw new IllegalArgumentException(type.spelling() + " is not stored as a number");
        };
    }

    /** Reads a finite number; throws {@link NumberFormatException} otherwise. */
    public static double real(String text) {
        double value = Double.parseDouble(text.strip());
        if (!Double.isFinite(value)) {
            throw new NumberFormatException("not finite: " + text);
        }
        return value;
    }

    private static boolean truth(String text) {
        if (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")) {
            return text.equalsIgnoreCase("true");
        }
        throw new IllegalArgumentException("not a boolean: " + text);
    }

    /** Epoch milliseconds of a date, a local date and time (UTC), or one with its offset. */
    private static long instant(String text) {
        String iso = text.indexOf(' ') == 10 ? text.replaceFirst(" ", "T") : text;
        if (iso.length() == 10) {
            return Dates.stored(LocalDate.parse(iso));
        }
        try {
            return LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC).toEpochMilli();
        } catch (DateTimeParseException zoneless) {
            return OffsetDateTime.parse(iso).toInstant().toEpochMilli();
        }
    }
}
