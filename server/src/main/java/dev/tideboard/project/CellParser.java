package dev.tideboard.project;

import dev.tideboard.data.ColumnBuilder;
import dev.tideboard.data.ColumnType;
import dev.tideboard.data.Dates;
import dev.tideboard.data.Decimals;
import dev.tideboard.data.Dictionary;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Reads the text of one CSV cell as a value of a column. */
final class CellParser {

    private CellParser() {}

    /** Adds the value to {@code column}, or says what was expected instead and adds nothing. */
    static Optional<String> add(String text, ColumnType type, ColumnBuilder column, Dictionary dictionary) {
        return switch (type.kind()) {
            case TEXT -> {
                column.addText(text, dictionary);
                yield Optional.empty();
            }
            case DOUBLE -> addDouble(parseDouble(text), column);
            case BOOLEAN -> addLong(parseBoolean(text), column, "true or false");
            case INT -> addLong(parseLong(text, Integer.MIN_VALUE, Integer.MAX_VALUE), column, "a 32-bit whole number");
            case LONG -> addLong(parseLong(text, Long.MIN_VALUE, Long.MAX_VALUE), column, "a whole number");
            case TIMESTAMP ->
                addLong(parseTimestamp(text), column, "a time with its offset, such as 2025-10-15T10:05:00+10:00");
            case DATE -> addLong(parseDate(text), column, "a date such as 2026-11-22");
            case DECIMAL ->
                addLong(
                        parseDecimal(text, type.scale()),
                        column,
                        "a number of at most 18 digits, " + type.scale() + " of them after the point");
            case INTERVAL -> addLong(parseLong(text, 0, Long.MAX_VALUE), column, "milliseconds");
        };
    }

    private static Optional<String> addLong(OptionalLong value, ColumnBuilder column, String expected) {
        value.ifPresent(column::addLong);
        return value.isPresent() ? Optional.empty() : Optional.of(expected);
    }

    private static Optional<String> addDouble(OptionalDouble value, ColumnBuilder column) {
        value.ifPresent(column::addDouble);
        return value.isPresent() ? Optional.empty() : Optional.of("a finite number");
    }

    /** The type that every one of the texts seen has; starts open and narrows to text. */
    static ColumnType narrow(Optional<ColumnType> before, String text) {
        for (ColumnType type : List.of(
                ColumnType.BOOLEAN, ColumnType.LONG, ColumnType.DOUBLE, ColumnType.TIMESTAMP, ColumnType.DATE)) {
            boolean allowed = before.isEmpty()
                    || before.get() == type
                    || (before.get() == ColumnType.LONG && type == ColumnType.DOUBLE);
            if (allowed && reads(text, type)) {
                return type;
            }
            if (before.isPresent()
                    && before.get() == ColumnType.DOUBLE
                    && type == ColumnType.LONG
                    && reads(text, type)) {
                return ColumnType.DOUBLE;
            }
        }
        return ColumnType.TEXT;
    }

    private static boolean reads(String text, ColumnType type) {
        return switch (type.kind()) {
            case BOOLEAN -> text.equals("true") || text.equals("false");
            case LONG ->
                !hasLeadingZero(text)
                        && parseLong(text, Long.MIN_VALUE, Long.MAX_VALUE).isPresent();
            case DOUBLE -> !hasLeadingZero(text) && parseDouble(text).isPresent();
            case TIMESTAMP -> parseTimestamp(text).isPresent();
            case DATE -> parseDate(text).isPresent();
            case TEXT, INT, DECIMAL, INTERVAL -> false;
        };
    }

    /** Such as a postcode or an account number: digits that are no quantity. */
    private static boolean hasLeadingZero(String text) {
        return text.matches("[+-]?0[0-9].*");
    }

    private static OptionalLong parseBoolean(String text) {
        return switch (text) {
            case "true", "1" -> OptionalLong.of(1);
            case "false", "0" -> OptionalLong.of(0);
            default -> OptionalLong.empty();
        };
    }

    private static OptionalLong parseLong(String text, long least, long most) {
        try {
            long value = Long.parseLong(text);
            return value < least || value > most ? OptionalLong.empty() : OptionalLong.of(value);
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    private static OptionalDouble parseDouble(String text) {
        if (!text.matches("[+-]?[0-9.]+([eE][+-]?[0-9]+)?")) {
            return OptionalDouble.empty(); // Java would also read NaN, Infinity and 1d
        }
        try {
            double value = Double.parseDouble(text);
            return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }

    private static OptionalLong parseDecimal(String text, int scale) {
        if (parseDouble(text).isEmpty()) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Decimals.exact(new BigDecimal(text), scale));
        } catch (ArithmeticException tooManyDigits) {
            return OptionalLong.empty();
        }
    }

    private static OptionalLong parseDate(String text) {
        try {
            return OptionalLong.of(Dates.stored(LocalDate.parse(text)));
        } catch (DateTimeException e) {
            return OptionalLong.empty();
        }
    }

    private static OptionalLong parseTimestamp(String text) {
        try {
            return OptionalLong.of(OffsetDateTime.parse(text).toInstant().toEpochMilli());
        } catch (DateTimeException | ArithmeticException e) {
            return OptionalLong.empty();
        }
    }
}
