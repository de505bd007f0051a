package dev.tideboard.connect;

import dev.tideboard.data.ColumnSchema;
import dev.tideboard.data.ColumnType;
import dev.tideboard.data.Dates;
import dev.tideboard.data.Decimals;
import dev.tideboard.data.Dictionary;
import dev.tideboard.data.RowBatchBuilder;
import dev.tideboard.data.Schema;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;

/**
 * One row being read: every value is checked here before any is added to the batch, so that a refused row leaves no
 * trace in it. One thread at a time.
 */
final class RowScratch {
    private static final long PLAUSIBLE_MILLIS = 100_000_000_000L; // 1973; as seconds it is the year 5138
    private static final long LAST_MILLIS = 253_402_300_799_999L; // the end of the year 9999

    private static final String A_DATE = "a date as text, such as \"2026-11-22\"";
    private static final String A_TIME =
            "a date and time as text, such as \"2025-10-15T10:05:00+10:00\", or milliseconds since the epoch";
    private static final String A_SPAN = "milliseconds such as 90000, or a duration such as \"PT90S\" or \"PT5M\"";

    private final Schema schema;
    private final DecoderOptions options;
    private final long[] longs;
    private final double[] doubles;
    private final String[] texts;
    private final boolean[] present;

    RowScratch(Schema schema, DecoderOptions options) {
        this.schema = schema;
        this.options = options;
        this.longs = new long[schema.size()];
        this.doubles = new double[schema.size()];
        this.texts = new String[schema.size()];
        this.present = new boolean[schema.size()];
        Arrays.fill(texts, "");
    }

    void clear() {
        Arrays.fill(present, false);
    }

    boolean has(int column) {
        return present[column];
    }

    /** The text set last in a column of text. */
    String text(int column) {
        return texts[column];
    }

    /** Takes {@code field}, which is not null, as the value of {@code column}. */
    void set(int column, JsonField field) throws RefusedValueException {
        ColumnSchema target = schema.column(column);
        switch (target.type().kind()) {
            case TEXT -> texts[column] = text(field);
            case DOUBLE -> doubles[column] = number(field);
            case LONG -> longs[column] = whole(field, Long.MIN_VALUE, Long.MAX_VALUE);
            case INT -> longs[column] = whole(field, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case DECIMAL -> longs[column] = decimal(field, target.type().scale());
            case BOOLEAN -> longs[column] = flag(field);
            case DATE -> longs[column] = date(field);
            case TIMESTAMP -> longs[column] = instant(field);
            case INTERVAL -> longs[column] = span(field);
        }
        present[column] = true;
    }

    /** Ends the row in {@code batch}. */
    void addTo(RowBatchBuilder batch, Dictionary dictionary) {
        int[] codes = new int[texts.length];
        for (int i = 0; i < codes.length; i++) {
            // Interned before the first value is added: a full dictionary must not leave half a row.
            boolean isText = present[i] && schema.column(i).type() == ColumnType.TEXT;
            codes[i] = isText ? dictionary.intern(texts[i]) : 0;
        }
        for (int i = 0; i < present.length; i++) {
            if (!present[i]) {
                batch.column(i).addNull();
                continue;
            }
            switch (schema.column(i).type().storage()) {
                case LONG -> batch.column(i).addLong(longs[i]);
                case DOUBLE -> batch.column(i).addDouble(doubles[i]);
                case TEXT -> batch.column(i).addCode(codes[i], dictionary);
            }
        }
        batch.endRow();
    }

    /** A number or a boolean is the text it is spelled as: many senders have numbers for names. */
    private String text(JsonField field) throws RefusedValueException {
        String text = switch (field.kind()) {
            case TEXT, NUMBER, BOOLEAN -> field.text();
            case NULL, NOT_A_NUMBER, NESTED -> throw unexpected(field, "text");
        };
        int most = options.maxTextBytes();
        if (text.length() > most || (text.length() > most / 3 && bytes(text) > most)) {
            throw new RefusedValueException(
                    "text of " + bytes(text) + " bytes, expected at most " + most + " (option message.max-text-bytes)");
        }
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
                    throw new RefusedValueException("text with half a character (an unpaired surrogate)");
                }
                return text;
            }
        }
        return text;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static double number(JsonField field) throws RefusedValueException {
        double value = Double.parseDouble(numeral(field, "a number such as 12.5"));
        if (Double.isInfinite(value)) {
            throw unexpected(field, "a number of at most 1.7976931348623157e308");
        }
        return value;
    }

    private static long whole(JsonField field, long least, long most) throws RefusedValueException {
        long value = whole(field, "a whole number from " + least + " to " + most);
        if (value < least || value > most) {
            throw unexpected(field, "a whole number from " + least + " to " + most);
        }
        return value;
    }

    private static long whole(JsonField field, String expected) throws RefusedValueException {
        String numeral = numeral(field, expected);
        try {
            return isDigits(numeral) ? Long.parseLong(numeral) : new BigDecimal(numeral).longValueExact();
        } catch (ArithmeticException | NumberFormatException e) {
            throw unexpected(field, expected);
        }
    }

    /** Every digit counts in a decimal, so that one too many is refused and not rounded away. */
    private static long decimal(JsonField field, int scale) throws RefusedValueException {
        String expected = "a number of at most " + (Decimals.DIGITS - scale) + " digits before the point and " + scale
                + " after it";
        try {
            return Decimals.exact(new BigDecimal(numeral(field, expected)), scale);
        } catch (ArithmeticException | NumberFormatException e) {
            throw unexpected(field, expected);
        }
    }

    private static long date(JsonField field) throws RefusedValueException {
        if (field.kind() != JsonField.Kind.TEXT) {
            throw unexpected(field, A_DATE);
        }
        try {
            LocalDate date = LocalDate.parse(field.text());
            if (date.getYear() < 1 || date.getYear() > 9999) {
                throw unexpected(field, "a date in the years 1 to 9999");
            }
            return Dates.stored(date);
        } catch (DateTimeParseException e) {
            boolean spelled = field.text().matches("[0-9]{4}-[0-9]{2}-[0-9]{2}");
            throw unexpected(field, spelled ? "a date that is in the calendar, such as \"2026-02-28\"" : A_DATE);
        }
    }

    private static boolean isDigits(String numeral) {
        int start = numeral.startsWith("-") ? 1 : 0;
        for (int i = start; i < numeral.length(); i++) {
            if (numeral.charAt(i) < '0' || numeral.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    private static long flag(JsonField field) throws RefusedValueException {
        String text = field.text();
        boolean readable = switch (field.kind()) {
            case TEXT, NUMBER, BOOLEAN -> true;
            case NULL, NOT_A_NUMBER, NESTED -> false;
        };
        if (readable && (text.equals("true") || text.equals("1"))) {
            return 1;
        }
        if (readable && (text.equals("false") || text.equals("0"))) {
            return 0;
        }
        throw unexpected(field, "true or false");
    }

    private long instant(JsonField field) throws RefusedValueException {
        if (field.kind() == JsonField.Kind.TEXT) {
            return TimestampText.parse(field.text(), options.zone());
        }
        long millis = whole(field, A_TIME);
        if (millis > LAST_MILLIS) {
            throw unexpected(field, "milliseconds since the epoch; this looks like micro- or nanoseconds");
        }
        if (Math.abs(millis) < PLAUSIBLE_MILLIS) {
            throw unexpected(field, "milliseconds since the epoch; this looks like seconds");
        }
        return millis;
    }

    private static long span(JsonField field) throws RefusedValueException {
        if (field.kind() == JsonField.Kind.TEXT && field.text().startsWith("P")) {
            try {
                return Duration.parse(field.text()).toMillis();
            } catch (DateTimeParseException | ArithmeticException e) {
                throw unexpected(field, A_SPAN);
            }
        }
        return whole(field, A_SPAN);
    }

    /** The digits of a number, also of one written as text, provided nothing else is in it. */
    private static String numeral(JsonField field, String expected) throws RefusedValueException {
        return switch (field.kind()) {
            case NUMBER -> field.text();
            case TEXT -> {
                if (!Numeral.isClean(field.text())) {
                    throw unexpected(field, expected);
                }
                yield field.text();
            }
            case NOT_A_NUMBER -> throw unexpected(field, expected + "; a missing value is null");
            case NULL, BOOLEAN, NESTED -> throw unexpected(field, expected);
        };
    }

    private static RefusedValueException unexpected(JsonField field, String expected) {
        return new RefusedValueException("found " + field.describe() + ", expected " + expected);
    }
}
